// https://developers.google.com/analytics/devguides/collection/ga4/reference/events#purchase
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

// Documented under `ecommerce` on the dataLayer and at the top for gtag; sites do either anywhere.
JsonValue Field(JsonValue value, std::string_view name) {
  const JsonValue inner = value["ecommerce"][name];
  return inner.present() ? inner : value[name];
}

}  // namespace

bool IsGa4Purchase(JsonValue value) {
  const std::string_view event = value["event"].text();
  if (!Field(value, "items").is_array() || event == "refund") return false;
  return event == "purchase" || Field(value, "transaction_id").present();
}

Result<Order> ReadGa4Purchase(JsonValue value) {
  OrderDraft draft("ga4");
  const JsonValue items = Field(value, "items");
  draft.SetId(Field(value, "transaction_id"));
  draft.SetCurrency(FirstOf({Field(value, "currency"), items.first()["currency"]}));
  draft.SetCustomerId(Field(value, "user_id"));
  if (Field(value, "new_customer").is_true()) draft.order().customer.orders = 1;
  // `value` is the sum of the items alone.
  draft.SetTotal(OrderDraft::Sum({draft.Price(Field(value, "value"), "value"),
                                  draft.Price(Field(value, "tax"), "tax"),
                                  draft.Price(Field(value, "shipping"), "shipping")}));
  if (draft.BeginLines(items, "items")) {
    for (JsonValue item : items) {
      draft.NextLine();
      // item_name may stand alone, but a name is not an SKU.
      draft.AddLine(item["item_id"], OrderDraft::ReadQuantity(item["quantity"]),
                    draft.Price(item["price"], "price", item["currency"]));
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
