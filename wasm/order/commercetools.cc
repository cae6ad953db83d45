// commercetools Order: https://docs.commercetools.com/api/projects/orders
#include <string>

#include "base/sentence.h"
#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

// {"centAmount":1990,"fractionDigits":2}; with high precision the digits are preciseAmount's.
std::optional<std::int64_t> ReadMoney(JsonValue owner, const char* path, OrderDraft& draft) {
  const JsonValue money = Find(owner, path);
  const JsonValue amount = FindScalar(money, "preciseAmount|centAmount");
  if (!amount.present()) return std::nullopt;
  const JsonValue code = money["currencyCode"], digits = money["fractionDigits"];
  if (code.present() && Currency::Parse(code.text()) != draft.order().currency) {
    draft.Note(path, "was ignored because it is not in the order's currency");
    return std::nullopt;
  }
  std::string text(amount.text());
  text += "e-";
  if (digits.present()) {
    text += digits.text();
  } else {
    AppendNumber(text, static_cast<unsigned>(draft.order().currency.exponent()));
  }
  return draft.PriceText(text, path);
}

bool CameBack(JsonValue item) {
  return item["shipmentState"].Is("Returned") || item["paymentState"].Is("Refunded");
}

std::optional<Quantity> QuantityLeft(JsonValue order, JsonValue line) {
  std::optional<Quantity> left = ReadQuantity(line["quantity"]);
  TakeOffRows(left, line, order["returnInfo"], "items", "lineItemId", CameBack);
  return left;
}

}  // namespace

constinit const OrderFormat kCommercetools = {
    .paths =
        OrderPaths{
            .name = "commercetools",
            .lines = "lineItems",
            .marks = "totalPrice.centAmount",
            .id = "orderNumber|id",
            .placed_at = "createdAt",
            .currency = "totalPrice.currencyCode",
            .locale = "locale",
            .country = "country|shippingAddress.country",
            .customer_id = "customerId",
            .status = "orderState",
            .undone = "Cancelled",
            .total = "taxedPrice.totalGross|totalPrice",
            .sku = "variant.sku|productKey|productId",
            .price = "price.discounted.value|price.value",
        },
    .quantity_left = QuantityLeft,
    .money = ReadMoney,
};

}  // namespace afterglow
