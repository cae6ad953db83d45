// Shopify's order or checkout object as a theme writes it out:
// https://shopify.dev/docs/api/liquid/objects/order and …/line_item
#include <string>

#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

// Liquid counts in hundredths whatever the currency: 1000 yen are 100000. An amount with a point
// went through a money filter and is plain.
std::optional<std::int64_t> ReadMoney(JsonValue owner, const char* path, OrderDraft& draft) {
  const JsonValue amount = FindScalar(owner, path);
  if (!amount.present()) return std::nullopt;
  std::string text(Trimmed(amount.text()));
  if (text.find_first_of(".eE") == std::string::npos) text += "e-2";
  return draft.PriceText(text, path);
}

const char* NoProduct(JsonValue, JsonValue line) {
  return line["gift_card"].is_true() ? "it is a gift card" : nullptr;
}

}  // namespace

constinit const OrderFormat kShopifyLiquid = {
    .paths =
        OrderPaths{
            .name = "shopify-liquid",
            .lines = "line_items",
            .marks = "line_items.0.final_price|line_items.0.final_line_price",
            .id = "name|order_number|order_id|id",  // a checkout's own id is not the order's
            .placed_at = "created_at",
            .currency = "currency",
            .locale = "customer_locale|locale",
            .country = "shipping_address.country_code|country",
            .customer_id = "customer.id|customer_id",
            .customer_orders = "customer.orders_count",
            .status = "cancelled",
            .undone = "true",
            .total = "total_price",
            .sku = "sku|variant_id",
            .quantity = "quantity",
            .price = "final_price",
        },
    .no_product = NoProduct,
    .money = ReadMoney,
};

}  // namespace afterglow
