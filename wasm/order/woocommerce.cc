// WooCommerce REST API v3: https://woocommerce.github.io/woocommerce-rest-api-docs/#orders
#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

// The unit price that the buyer saw: `price` and `total` are without tax even where the shop shows
// its prices with it.
std::optional<std::int64_t> ReadMoney(JsonValue owner, const char* path, OrderDraft& draft) {
  const auto read = [&](const char* key) { return draft.Price(FindScalar(owner, key), key); };
  const bool with_tax = draft.source()["prices_include_tax"].is_true();
  const bool is_line = owner["quantity"].present();
  if (!is_line || (!with_tax && owner["price"].present())) return read(path);
  const auto total = with_tax ? Plus(read("total"), read("total_tax")) : read("total");
  const auto quantity = ReadQuantity(owner["quantity"]);
  if (!total || !quantity || *quantity < kOnePiece) return std::nullopt;
  const std::int64_t pieces = *quantity / kOnePiece;
  return (*total + pieces / 2) / pieces;
}

}  // namespace

constinit const OrderFormat kWooCommerce = {
    .paths =
        OrderPaths{
            .name = "woocommerce",
            .lines = "line_items",
            .marks = "order_key|date_created_gmt|line_items.0.variation_id",
            .id = "number|id",
            .placed_at = "date_created_gmt",
            .currency = "currency",
            .country = "shipping.country|billing.country",
            .customer_id = "customer_id",
            .status = "status",
            .undone = "cancelled|refunded|failed|trash",
            .total = "total",
            .sku = "sku|variation_id|product_id",
            .quantity = "quantity",
            .price = "price",
        },
    .zero_is_none = true,
    .money = ReadMoney,
};

}  // namespace afterglow
