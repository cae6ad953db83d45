// https://docs.commercetools.com/api/projects/orders
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

// {"centAmount":1990,"fractionDigits":2}; with high precision the digits are preciseAmount's.
std::optional<std::int64_t> ReadMoney(JsonValue money, std::string_view field, OrderDraft& draft) {
  const JsonValue precise = money["preciseAmount"];
  const JsonValue amount = FirstOf({precise, money["centAmount"]});
  const JsonValue digits = FirstOf({money["fractionDigits"]});
  if (!amount.present()) return std::nullopt;
  std::string text(amount.text());
  text.append("e-").append(digits.present() ? std::string(digits.text())
                                            : std::to_string(draft.order().currency.exponent()));
  const JsonValue code = money["currencyCode"];
  if (code.present() && Currency::Parse(code.text()) != draft.order().currency) {
    draft.Note(field, "was ignored because it is not in the order's currency");
    return std::nullopt;
  }
  return draft.PriceText(text, field);
}

std::optional<Quantity> QuantityLeft(JsonValue order, JsonValue line) {
  std::optional<Quantity> left = OrderDraft::ReadQuantity(line["quantity"]);
  for (JsonValue info : order["returnInfo"]) {
    for (JsonValue item : info["items"]) {
      const bool back =
          item["shipmentState"].text() == "Returned" || item["paymentState"].text() == "Refunded";
      if (back && item["lineItemId"].text() == line["id"].text()) {
        OrderDraft::TakeOff(left, item["quantity"]);
      }
    }
  }
  return left;
}

}  // namespace

bool IsCommercetoolsOrder(JsonValue value) {
  return value["lineItems"].is_array() && value["totalPrice"]["centAmount"].present();
}

Result<Order> ReadCommercetoolsOrder(JsonValue value) {
  OrderDraft draft("commercetools");
  draft.RefuseWhen(value["orderState"], "orderState", {"Cancelled"});
  draft.SetId(FirstOf({value["orderNumber"], value["id"]}));
  draft.SetPlacedAt(value["createdAt"].text());
  draft.SetCurrency(value["totalPrice"]["currencyCode"]);
  draft.SetLocale(value["locale"]);
  draft.SetCountry(FirstOf({value["country"], value["shippingAddress"]["country"]}));
  draft.SetCustomerId(value["customerId"]);
  const JsonValue gross = value["taxedPrice"]["totalGross"];
  draft.SetTotal(ReadMoney(gross.is_object() ? gross : value["totalPrice"], "totalPrice", draft));
  if (draft.BeginLines(value["lineItems"], "lineItems")) {
    for (JsonValue line : value["lineItems"]) {
      draft.NextLine();
      const JsonValue price = line["price"], discounted = price["discounted"]["value"];
      draft.AddLine(
          FirstOf({line["variant"]["sku"], line["productKey"], line["productId"]}),
          QuantityLeft(value, line),
          ReadMoney(discounted.is_object() ? discounted : price["value"], "price", draft));
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
