// Shopify web pixels:
// https://shopify.dev/docs/api/web-pixels-api/standard-events/checkout_completed
#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

// The event, its data, or the checkout alone.
constexpr const char* kCheckout = "data.checkout|checkout";

bool IsCompletedCheckout(JsonValue payload) {
  JsonValue checkout = Find(payload, kCheckout);
  if (!checkout.present()) checkout = payload;
  if (!checkout["lineItems"].is_array() || !checkout["currencyCode"].present()) return false;
  // checkout_started carries the same object, but is not an order yet.
  const JsonValue name = payload["name"];
  return name.present() ? name.Is("checkout_completed") : checkout["order"].is_object();
}

void ReadMore(JsonValue checkout, OrderDraft& draft) {
  if (Find(checkout, "order.customer.isFirstOrder").is_true()) draft.order().customer.orders = 1;
}

}  // namespace

constinit const OrderFormat kShopifyPixel = {
    .paths =
        OrderPaths{
            .name = "shopify-pixel",
            .lines = "lineItems",
            .inside = kCheckout,
            .id = "order.id|token",
            .placed_at = "timestamp",
            .currency = "currencyCode",
            .locale = "localization.language.isoCode",
            .country = "localization.country.isoCode|shippingAddress.countryCode",
            .customer_id = "order.customer.id",
            .total = "totalPrice.amount",
            .sku = "variant.sku|variant.id",
            .quantity = "quantity",
            .price = "variant.price.amount",
            .price_currency = "variant.price.currencyCode",
        },
    .accepts = IsCompletedCheckout,
    .more = ReadMore,
};

}  // namespace afterglow
