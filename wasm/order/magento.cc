// Adobe Commerce and Magento 2 REST: https://developer.adobe.com/commerce/webapi/rest/
#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

// The row whose `key` is `id`.
JsonValue RowWith(JsonValue items, const char* key, JsonValue id) {
  if (!id.present()) return {};
  for (JsonValue row : items) {
    if (row[key].text() == id.text()) return row;
  }
  return {};
}

// A configurable product is two rows, parent and child, of one SKU: the parent has the price. A
// bundle is a parent, whose SKU may be glued together, and its parts: the parts are the goods.
const char* NoProduct(JsonValue order, JsonValue item) {
  const JsonValue items = order["items"];
  const std::string_view type = item["product_type"].text();
  if (type == "giftcard") return "it is a gift card";
  if (type == "bundle" && RowWith(items, "parent_item_id", item["item_id"]).present()) {
    return "the parts of the bundle are counted";
  }
  const JsonValue parent = RowWith(items, "item_id", item["parent_item_id"]);
  const bool same = parent["product_type"].Is("configurable") ||
                    (parent.present() && parent["sku"].text() == item["sku"].text());
  return same ? "it is the same product as its parent row" : nullptr;
}

std::optional<Quantity> QuantityLeft(JsonValue, JsonValue item) {
  std::optional<Quantity> left = ReadQuantity(item["qty_ordered"]);
  TakeOff(left, item["qty_canceled"]);
  TakeOff(left, item["qty_refunded"]);
  return left;
}

}  // namespace

constinit const OrderFormat kMagento = {
    .paths =
        OrderPaths{
            .name = "magento",
            .lines = "items",
            .marks = "increment_id|order_currency_code|grand_total",
            .id = "increment_id|entity_id",
            .placed_at = "created_at",
            .currency = "order_currency_code",
            .country = "billing_address.country_id",
            .customer_id = "customer_id",
            .status = "state",
            .undone = "canceled|closed",
            .total = "grand_total",
            .sku = "sku",
            .price = "price",
        },
    .no_product = NoProduct,
    .quantity_left = QuantityLeft,
};

}  // namespace afterglow
