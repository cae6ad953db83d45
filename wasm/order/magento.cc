// https://developer.adobe.com/commerce/webapi/rest/, the sales order.
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

JsonValue ParentOf(JsonValue items, JsonValue item) {
  const JsonValue parent_id = FirstOf({item["parent_item_id"]});
  if (!parent_id.present()) return {};
  for (JsonValue other : items) {
    if (other["item_id"].text() == parent_id.text()) return other;
  }
  return {};
}

bool HasParts(JsonValue items, JsonValue item) {
  const JsonValue id = FirstOf({item["item_id"]});
  for (JsonValue other : items) {
    if (id.present() && other["parent_item_id"].text() == id.text()) return true;
  }
  return false;
}

// A configurable product is two rows, parent and child, of one SKU: the parent has the price. A
// bundle is a parent, whose SKU may be glued together, and its parts: the parts are the goods.
std::string_view WhyNotCounted(JsonValue items, JsonValue item) {
  const std::string_view type = item["product_type"].text();
  if (type == "giftcard") return "it is a gift card";
  if (type == "bundle" && HasParts(items, item)) return "the parts of the bundle are counted";
  const JsonValue parent = ParentOf(items, item);
  if (parent["product_type"].text() == "configurable" ||
      (parent.present() && parent["sku"].text() == item["sku"].text())) {
    return "it is the same product as its parent row";
  }
  return {};
}

std::optional<Quantity> QuantityLeft(JsonValue item) {
  std::optional<Quantity> left = OrderDraft::ReadQuantity(item["qty_ordered"]);
  OrderDraft::TakeOff(left, item["qty_canceled"]);
  OrderDraft::TakeOff(left, item["qty_refunded"]);
  return left;
}

}  // namespace

bool IsMagentoOrder(JsonValue value) {
  return value["items"].is_array() &&
         (value["increment_id"].present() || value["order_currency_code"].present() ||
          value["grand_total"].present());
}

Result<Order> ReadMagentoOrder(JsonValue value) {
  OrderDraft draft("magento");
  draft.RefuseWhen(value["state"], "state", {"canceled", "closed"});
  draft.SetId(FirstOf({value["increment_id"], value["entity_id"]}));
  draft.SetPlacedAt(value["created_at"].text());
  draft.SetCurrency(value["order_currency_code"]);
  draft.SetCountry(value["billing_address"]["country_id"]);
  draft.SetCustomerId(value["customer_id"]);
  draft.SetTotal(draft.Price(value["grand_total"], "grand_total"));
  const JsonValue items = value["items"];
  if (draft.BeginLines(items, "items")) {
    for (JsonValue item : items) {
      draft.NextLine();
      const std::string_view why = WhyNotCounted(items, item);
      if (!why.empty()) {
        draft.SkipLine(why);
      } else {
        draft.AddLine(item["sku"], QuantityLeft(item), draft.Price(item["price"], "price"));
      }
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
