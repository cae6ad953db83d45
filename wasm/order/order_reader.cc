#include "order/order_reader.h"

#include <memory>

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
  // Fills `order`, a new one.
  explicit Search(Order& order) : order_(order) {}

  // True when one was found. Otherwise the error of the first that looked like an order is kept.
  bool Visit(JsonValue value, int lists_deep) {
    if (IsGtagCall(value)) return IsPurchase(value) && Read(Argument(value, "2", 2));
    if (Read(value) || Read(value["order"]) || Read(value["checkout"])) return true;
    if (lists_deep == 0) return false;
    return VisitEach(value, lists_deep) || VisitEach(value["@graph"], lists_deep);
  }

  // Of code kOk when nothing looked like an order.
  const Error& error() const { return error_; }

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
      const Status read = ReadAs(*format, value, order_);
      if (read.ok()) return true;
      if (error_.code == ErrorCode::kOk) error_ = read.error();
      // Anew in its place: a move of an order is much code.
      std::destroy_at(&order_);
      std::construct_at(&order_);
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

  Order& order_;
  Error error_;
};

}  // namespace

Result<Order> ReadOrder(std::string_view payload) {
  Order order;
  const Status read = ReadOrder(payload, order);
  if (!read.ok()) return read.error();
  return order;
}

Status ReadOrder(std::string_view payload, Order& order) {
  JsonTree tree;
  Status parsed = tree.Parse(payload, {kLargestPayload, kDeepestNesting});
  if (!parsed.ok()) return parsed;
  constexpr int kListsDeep = 2;  // a list of graphs, or of gtag calls
  Search search(order);
  if (search.Visit(tree.root(), kListsDeep)) return Nothing{};
  if (search.error().code != ErrorCode::kOk) return search.error();
  return Error{ErrorCode::kBadOrder, "the payload is JSON, but not an order in any known format",
               tree.root().offset()};
}

}  // namespace afterglow
