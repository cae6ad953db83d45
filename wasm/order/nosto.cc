#include "order/nosto.h"

#include "order/order_draft.h"

namespace afterglow {

bool IsNostoOrder(JsonValue value) { return value["nosto"]["lines"].is_array(); }

Result<Order> ReadNostoOrder(JsonValue value) {
  // Shipping, discounts and gift wrapping are lines of this product.
  constexpr std::string_view kNoProduct = "-1";

  OrderDraft draft("nosto");
  const JsonValue order = value["nosto"], lines = order["lines"];
  draft.SetId(order["order_number"]);
  draft.SetCurrency(lines.first()["price_currency_code"]);
  if (draft.BeginLines(lines, "lines")) {
    for (JsonValue line : lines) {
      draft.NextLine();
      if (Trimmed(line["product_id"].text()) == kNoProduct) {
        draft.SkipLine("it is no product, but a fee or a discount");
        continue;
      }
      draft.AddLine(line["product_id"], OrderDraft::ReadQuantity(line["quantity"]),
                    draft.Price(line["unit_price"], "unit_price", line["price_currency_code"]));
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
