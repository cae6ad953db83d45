// Shopify's order as REST and webhooks give it, and close to what old thank-you pages have in
// Shopify.checkout: https://shopify.dev/docs/api/admin-rest/latest/resources/order
#include <string>

#include "base/sentence.h"
#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

// The buyer's money counts where it differs from the shop's. The two are never mixed: without the
// buyer's total the whole order is read in the shop's.
bool InPresentmentMoney(JsonValue order) {
  const JsonValue presentment = order["presentment_currency"];
  return presentment.present() && presentment.text() != order["currency"].text() &&
         Find(order, "total_price_set.presentment_money").present();
}

void ReadMore(JsonValue order, OrderDraft& draft) {
  if (InPresentmentMoney(order)) draft.SetCurrency(order["presentment_currency"]);
  draft.order().test = order["test"].is_true();
  if (const JsonValue cancelled = order["cancelled_at"]; cancelled.present()) {
    draft.Fail(ErrorCode::kBadOrder, Sentence() << "cancelled_at is set: the order was taken back",
               cancelled.offset());
  }
}

// "price" stands beside "price_set".
std::optional<std::int64_t> ReadMoney(JsonValue owner, const char* path, OrderDraft& draft) {
  if (!InPresentmentMoney(draft.source())) return draft.Price(FindScalar(owner, path), path);
  const JsonValue money = owner[std::string(path) + "_set"]["presentment_money"];
  return draft.Price(money["amount"], path, money["currency_code"]);
}

const char* NoProduct(JsonValue, JsonValue line) {
  if (line["gift_card"].is_true()) return "it is a gift card";
  const bool tip = Find(line, "tip_payment_gateway|tip_payment_method").present();
  return tip ? "it is a tip" : nullptr;
}

std::optional<Quantity> QuantityLeft(JsonValue order, JsonValue line) {
  const JsonValue current = line["current_quantity"];
  std::optional<Quantity> left = ReadQuantity(current.present() ? current : line["quantity"]);
  if (current.present()) return left;
  TakeOffRows(left, line, order["refunds"], "refund_line_items", "line_item_id");
  return left;
}

}  // namespace

constinit const OrderFormat kShopifyOrder = {
    .paths =
        OrderPaths{
            .name = "shopify",
            .lines = "line_items",
            .marks = "total_price|order_number|presentment_currency|line_items.0.variant_id",
            .id = "name|order_number|order_id|id",
            .placed_at = "created_at|processed_at",
            .currency = "currency",
            .locale = "customer_locale",
            .country = "shipping_address.country_code|billing_address.country_code",
            .customer_id = "customer.id|customer_id",
            .customer_orders = "customer.orders_count",
            .total = "total_price",
            .sku = "sku|variant_id",
            .price = "price",
        },
    .more = ReadMore,
    .no_product = NoProduct,
    .quantity_left = QuantityLeft,
    .money = ReadMoney,
};

}  // namespace afterglow
