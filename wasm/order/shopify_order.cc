// https://shopify.dev/docs/api/admin-rest/latest/resources/order, also what webhooks carry, and
// close to what old thank-you pages have in Shopify.checkout.
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

// The buyer's money where it differs from the shop's. The two are never mixed: without the buyer's
// total the whole order is read in the shop's.
class PaidMoney {
 public:
  PaidMoney(JsonValue order, OrderDraft& draft) : draft_(draft) {
    const JsonValue presentment = order["presentment_currency"];
    in_presentment_ = presentment.present() && presentment.text() != order["currency"].text() &&
                      order["total_price_set"]["presentment_money"].present();
    draft.SetCurrency(in_presentment_ ? presentment : order["currency"]);
  }
  std::optional<std::int64_t> Read(JsonValue plain, JsonValue set, std::string_view field) {
    const JsonValue money = set["presentment_money"];
    return in_presentment_ ? draft_.Price(money["amount"], field, money["currency_code"])
                           : draft_.Price(plain, field);
  }

 private:
  OrderDraft& draft_;
  bool in_presentment_ = false;
};

std::optional<Quantity> QuantityLeft(JsonValue order, JsonValue line) {
  if (line["current_quantity"].present()) {
    return OrderDraft::ReadQuantity(line["current_quantity"]);
  }
  std::optional<Quantity> left = OrderDraft::ReadQuantity(line["quantity"]);
  for (JsonValue refund : order["refunds"]) {
    for (JsonValue refunded : refund["refund_line_items"]) {
      if (refunded["line_item_id"].text() == line["id"].text()) {
        OrderDraft::TakeOff(left, refunded["quantity"]);
      }
    }
  }
  return left;
}

}  // namespace

bool IsShopifyOrder(JsonValue value) {
  const JsonValue line = value["line_items"].first();
  return value["line_items"].is_array() &&
         (value["total_price"].present() || value["order_number"].present() ||
          value["presentment_currency"].present() || line["variant_id"].present());
}

Result<Order> ReadShopifyOrder(JsonValue value) {
  OrderDraft draft("shopify");
  if (value["cancelled_at"].present()) {
    draft.Fail(ErrorCode::kBadOrder, "cancelled_at is set: the order was taken back",
               value["cancelled_at"].offset());
  }
  draft.SetId(FirstOf({value["name"], value["order_number"], value["order_id"], value["id"]}));
  draft.SetPlacedAt(FirstOf({value["created_at"], value["processed_at"]}).text());
  draft.SetLocale(value["customer_locale"]);
  draft.SetCountry(FirstOf(
      {value["shipping_address"]["country_code"], value["billing_address"]["country_code"]}));
  const JsonValue customer = value["customer"];
  draft.SetCustomerId(FirstOf({customer["id"], value["customer_id"]}));
  draft.SetCustomerOrders(customer["orders_count"]);
  draft.order().test = value["test"].is_true();
  PaidMoney money(value, draft);
  draft.SetTotal(money.Read(value["total_price"], value["total_price_set"], "total_price"));
  if (draft.BeginLines(value["line_items"], "line_items")) {
    for (JsonValue line : value["line_items"]) {
      draft.NextLine();
      if (line["gift_card"].is_true()) {
        draft.SkipLine("it is a gift card");
      } else if (line["tip_payment_gateway"].present() || line["tip_payment_method"].present()) {
        draft.SkipLine("it is a tip");
      } else {
        draft.AddLine(FirstOf({line["sku"], line["variant_id"]}), QuantityLeft(value, line),
                      money.Read(line["price"], line["price_set"], "price"));
      }
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
