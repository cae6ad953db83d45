// https://shopify.dev/docs/api/web-pixels-api/standard-events/checkout_completed
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

// The event, its data, or the checkout alone.
JsonValue CheckoutOf(JsonValue value) {
  for (const JsonValue inner : {value["data"]["checkout"], value["checkout"]}) {
    if (inner.is_object()) return inner;
  }
  return value;
}

}  // namespace

bool IsShopifyPixelEvent(JsonValue value) {
  const JsonValue checkout = CheckoutOf(value);
  if (!checkout["lineItems"].is_array() || !checkout["currencyCode"].present()) return false;
  // checkout_started carries the same object, but is not an order yet.
  const JsonValue name = value["name"];
  return name.present() ? name.text() == "checkout_completed" : checkout["order"].is_object();
}

Result<Order> ReadShopifyPixelEvent(JsonValue value) {
  OrderDraft draft("shopify-pixel");
  const JsonValue checkout = CheckoutOf(value), order = checkout["order"];
  draft.SetId(FirstOf({order["id"], checkout["token"]}));
  draft.SetPlacedAt(value["timestamp"].text());
  draft.SetCurrency(checkout["currencyCode"]);
  const JsonValue localization = checkout["localization"];
  draft.SetLocale(localization["language"]["isoCode"]);
  draft.SetCountry(
      FirstOf({localization["country"]["isoCode"], checkout["shippingAddress"]["countryCode"]}));
  draft.SetCustomerId(order["customer"]["id"]);
  if (order["customer"]["isFirstOrder"].is_true()) draft.order().customer.orders = 1;
  draft.SetTotal(draft.Price(checkout["totalPrice"]["amount"], "totalPrice",
                             checkout["totalPrice"]["currencyCode"]));
  if (draft.BeginLines(checkout["lineItems"], "lineItems")) {
    for (JsonValue line : checkout["lineItems"]) {
      draft.NextLine();
      const JsonValue variant = line["variant"], price = variant["price"];
      draft.AddLine(FirstOf({variant["sku"], variant["id"]}),
                    OrderDraft::ReadQuantity(line["quantity"]),
                    draft.Price(price["amount"], "variant.price", price["currencyCode"]));
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
