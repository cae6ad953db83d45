// https://developers.google.com/analytics/devguides/collection/ua/gtm/enhanced-ecommerce#purchases
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {

bool IsUniversalAnalyticsPurchase(JsonValue value) {
  return value["ecommerce"]["purchase"]["products"].is_array();
}

Result<Order> ReadUniversalAnalyticsPurchase(JsonValue value) {
  OrderDraft draft("universal-analytics");
  const JsonValue purchase = value["ecommerce"]["purchase"];
  const JsonValue action = purchase["actionField"], products = purchase["products"];
  draft.SetId(action["id"]);
  draft.SetCurrency(FirstOf({value["ecommerce"]["currencyCode"], purchase["currencyCode"]}));
  // Unlike GA4's value, revenue is what was paid: tax and shipping are in it.
  draft.SetTotal(draft.Price(action["revenue"], "revenue"));
  if (draft.BeginLines(products, "products")) {
    for (JsonValue product : products) {
      draft.NextLine();
      draft.AddLine(product["id"], OrderDraft::ReadQuantity(product["quantity"]),
                    draft.Price(product["price"], "price"));
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
