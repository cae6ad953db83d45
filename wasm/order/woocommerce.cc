// https://woocommerce.github.io/woocommerce-rest-api-docs/#orders
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

// WooCommerce writes 0 for "none".
JsonValue NotZero(JsonValue id) { return id.text() == "0" ? JsonValue() : id; }

// What the buyer saw: `price` and `total` are without tax even where the shop shows prices with it.
std::optional<std::int64_t> UnitPrice(JsonValue line, std::optional<Quantity> quantity,
                                      bool with_tax, OrderDraft& draft) {
  const bool per_piece = !with_tax && line["price"].present();
  if (per_piece) return draft.Price(line["price"], "price");
  const auto total = OrderDraft::Sum(
      {draft.Price(line["total"], "total"),
       with_tax ? draft.Price(line["total_tax"], "total_tax") : std::optional<std::int64_t>()});
  if (!total || !quantity || *quantity < kOnePiece) return std::nullopt;
  const std::int64_t pieces = *quantity / kOnePiece;
  return (*total + pieces / 2) / pieces;
}

}  // namespace

bool IsWooCommerceOrder(JsonValue value) {
  return value["line_items"].is_array() &&
         (value["order_key"].present() || value["date_created_gmt"].present() ||
          value["line_items"].first()["variation_id"].present());
}

Result<Order> ReadWooCommerceOrder(JsonValue value) {
  OrderDraft draft("woocommerce");
  draft.RefuseWhen(value["status"], "status", {"cancelled", "refunded", "failed", "trash"});
  draft.SetId(FirstOf({value["number"], value["id"]}));
  draft.SetPlacedAt(value["date_created_gmt"].text());
  draft.SetCurrency(value["currency"]);
  draft.SetCountry(FirstOf({value["shipping"]["country"], value["billing"]["country"]}));
  draft.SetCustomerId(NotZero(value["customer_id"]));
  draft.SetTotal(draft.Price(value["total"], "total"));
  const bool with_tax = value["prices_include_tax"].is_true();
  if (draft.BeginLines(value["line_items"], "line_items")) {
    for (JsonValue line : value["line_items"]) {
      draft.NextLine();
      const auto quantity = OrderDraft::ReadQuantity(line["quantity"]);
      draft.AddLine(
          FirstOf({line["sku"], NotZero(line["variation_id"]), NotZero(line["product_id"])}),
          quantity, UnitPrice(line, quantity, with_tax, draft));
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
