// The order or checkout object as a theme writes it out:
// https://shopify.dev/docs/api/liquid/objects/order and …/line_item
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

// Liquid counts in hundredths whatever the currency: 1000 yen are 100000. An amount with a point
// went through a money filter and is plain.
std::optional<std::int64_t> Hundredths(JsonValue price, std::string_view field, OrderDraft& draft) {
  const std::string_view text = Trimmed(FirstOf({price}).text());
  if (text.empty()) return std::nullopt;
  if (text.find_first_of(".eE") != std::string_view::npos) return draft.PriceText(text, field);
  return draft.PriceText(std::string(text).append("e-2"), field);
}

// Liquid writes "2026-11-21 05:00:00 -0500".
std::string IsoTime(std::string_view text) {
  std::string time(text);
  if (const std::size_t blank = time.rfind(' '); blank != std::string::npos && blank > 10) {
    time.erase(blank, 1);
  }
  return time;
}

}  // namespace

bool IsShopifyLiquidOrder(JsonValue value) {
  const JsonValue line = value["line_items"].first();
  return value["line_items"].is_array() &&
         (line["final_price"].present() || line["final_line_price"].present());
}

Result<Order> ReadShopifyLiquidOrder(JsonValue value) {
  OrderDraft draft("shopify-liquid");
  draft.SetId(FirstOf({value["name"], value["order_number"], value["order_id"], value["id"]}));
  draft.SetPlacedAt(IsoTime(value["created_at"].text()));
  draft.SetCurrency(value["currency"]);
  draft.SetLocale(FirstOf({value["customer_locale"], value["locale"]}));
  draft.SetCountry(FirstOf({value["shipping_address"]["country_code"], value["country"]}));
  draft.SetCustomerId(FirstOf({value["customer"]["id"], value["customer_id"]}));
  draft.SetCustomerOrders(value["customer"]["orders_count"]);
  draft.SetTotal(Hundredths(value["total_price"], "total_price", draft));
  if (value["cancelled"].is_true()) {
    draft.Fail(ErrorCode::kBadOrder, "cancelled is true: the order was taken back",
               value["cancelled"].offset());
  }
  if (draft.BeginLines(value["line_items"], "line_items")) {
    for (JsonValue line : value["line_items"]) {
      draft.NextLine();
      if (line["gift_card"].is_true()) {
        draft.SkipLine("it is a gift card");
        continue;
      }
      draft.AddLine(FirstOf({line["sku"], line["variant_id"]}),
                    OrderDraft::ReadQuantity(line["quantity"]),
                    Hundredths(line["final_price"], "final_price", draft));
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
