#include "order/order_reader.h"

#include <optional>

#include "order/json_tree.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

// The more telling shapes first: a WooCommerce order also looks like a Shopify order.
constexpr const OrderFormat* kFormats[] = {
    &kSchemaOrgOffers,    &kSchemaOrgItems, &kNosto,       &kCanonical,
    &kUniversalAnalytics, &kMagento,        &kGa4,         &kCommercetools,
    &kShopifyPixel,       &kShopifyLiquid,  &kWooCommerce, &kShopifyOrder,
};

// Looks for an order that can be read: the payload itself, inside a wrapper, in a list (of JSON-LD
// things, or of what was pushed onto a dataLayer), in a JSON-LD graph.
class Search {
 public:
  // True when one was found. Otherwise the error of the first that looked like an order is kept.
  bool Visit(JsonValue value, int lists_deep) {
    if (IsGtagCall(value)) return IsPurchase(value) && Read(Argument(value, "2", 2));
    if (Read(value) || Read(value["order"]) || Read(value["checkout"])) return true;
    if (lists_deep == 0) return false;
    return VisitEach(value, lists_deep) || VisitEach(value["@graph"], lists_deep);
  }

  std::optional<Result<Order>> result;

 private:
  bool VisitEach(JsonValue list, int lists_deep) {
    if (!list.is_array()) return false;
    for (JsonValue one : list) {
      if (Visit(one, lists_deep - 1)) return true;
    }
    return false;
  }

  bool Read(JsonValue value) {
    if (!value.is_object()) return false;
    for (const OrderFormat* format : kFormats) {
      if (!Accepts(*format, value)) continue;
      Result<Order> order = ReadAs(*format, value);
      const bool good = order.ok();
      if (good || !result) result.emplace(std::move(order));
      if (good) return true;
    }
    return false;
  }

  // gtag("event", "purchase", {…}): a list, or as JSON.stringify writes `arguments`,
  // {"0":"event","1":"purchase","2":{…}}.
  static JsonValue Argument(JsonValue call, std::string_view key, int index) {
    if (!call.is_array()) return call[key];
    for (JsonValue one : call) {
      if (index-- == 0) return one;
    }
    return {};
  }
  static bool IsGtagCall(JsonValue value) { return Argument(value, "0", 0).Is("event"); }
  static bool IsPurchase(JsonValue call) { return Argument(call, "1", 1).Is("purchase"); }
};

}  // namespace

Result<Order> ReadOrder(std::string_view payload) {
  const auto tree = JsonTree::Parse(payload, {kLargestPayload, kDeepestNesting});
  if (!tree.ok()) return tree.error();
  constexpr int kListsDeep = 2;  // a list of graphs, or of gtag calls
  Search search;
  search.Visit(tree.value().root(), kListsDeep);
  if (search.result) return std::move(*search.result);
  return Error{ErrorCode::kBadOrder, "the payload is JSON, but not an order in any known format",
               tree.value().root().offset()};
}

}  // namespace afterglow
