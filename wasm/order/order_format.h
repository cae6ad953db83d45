// A payload format, said as data: where in the JSON each piece of an order is, and functions for
// what paths cannot say.
//
// A path is keys with dots between, alternatives by preference with bars between: "order.id|token".
// On its way a path enters the first element of an array; "items.0.price" says so aloud.
#pragma once

#include <cstdint>
#include <optional>

#include "order/json_tree.h"
#include "order/order_scalars.h"

namespace afterglow {

class OrderDraft;

struct OrderPaths {
  const char* name = "";   // of the format
  const char* lines = "";  // a list, or one object
  // Its shape: `lines` is there, and so is what `marks` leads to. OrderFormat::accepts decides
  // instead.
  const char* marks = "";
  const char* inside = "";     // where all but placed_at is looked up; the payload itself if not
  const char* id = "";         // the number the buyer knows, before the platform's own
  const char* placed_at = "";  // ISO 8601
  const char* currency = "";
  const char* locale = "";
  const char* country = "";
  const char* customer_id = "";
  const char* customer_orders = "";
  const char* status = "";  // with one of the `undone` words in it, the order was taken back
  const char* undone = "";  // "cancelled|refunded"
  const char* total = "";
  // In the line.
  const char* sku = "";
  const char* quantity = "";
  const char* price = "";
  const char* price_currency = "";
};

// The paths one behind the other, each with a NUL at its end, in the order of OrderPaths: as many
// pointers would be 200 bytes more of the compressed module.
class PackedPaths {
 public:
  constexpr PackedPaths(const OrderPaths& paths) {  // NOLINT: implicit by intent
    std::size_t end = 0;
    for (const char* path :
         {paths.name, paths.lines, paths.marks, paths.inside, paths.id, paths.placed_at,
          paths.currency, paths.locale, paths.country, paths.customer_id, paths.customer_orders,
          paths.status, paths.undone, paths.total, paths.sku, paths.quantity, paths.price,
          paths.price_currency}) {
      for (; *path != '\0'; ++path) text_[end++] = *path;
      text_[end++] = '\0';
    }
  }
  // Where the first stands; the caller counts.
  const char* begin() const { return text_; }

 private:
  char text_[512] = {};  // longer ones do not compile
};

struct OrderFormat {
  PackedPaths paths;
  bool zero_is_none = false;  // the platform writes 0 where an id is missing

  bool (*accepts)(JsonValue payload) = nullptr;
  // What else there is to read, before the total and the lines.
  void (*more)(JsonValue order, OrderDraft& draft) = nullptr;
  // Why a line is no product, or null.
  const char* (*no_product)(JsonValue order, JsonValue line) = nullptr;
  // Instead of the quantity alone: what is left of it after refunds.
  std::optional<Quantity> (*quantity_left)(JsonValue order, JsonValue line) = nullptr;
  // Instead of decimal text: money at `path` of the order or a line.
  std::optional<std::int64_t> (*money)(JsonValue owner, const char* path,
                                       OrderDraft& draft) = nullptr;
};

// The first of the path's alternatives that is there, of any kind.
JsonValue Find(JsonValue from, const char* path);
// The first that is a text or number and not blank. JSON-LD's {"@value": …} counts as its value.
JsonValue FindScalar(JsonValue from, const char* path);

bool Accepts(const OrderFormat& format, JsonValue payload);
// Into a new order. Precondition: accepted.
Status ReadAs(const OrderFormat& format, JsonValue payload, Order& order);

// One per file. What each takes is in docs/orders.md too.
extern const OrderFormat kCanonical;
extern const OrderFormat kSchemaOrgOffers;
extern const OrderFormat kSchemaOrgItems;
extern const OrderFormat kGa4;
extern const OrderFormat kUniversalAnalytics;
extern const OrderFormat kShopifyOrder;
extern const OrderFormat kShopifyLiquid;
extern const OrderFormat kShopifyPixel;
extern const OrderFormat kWooCommerce;
extern const OrderFormat kMagento;
extern const OrderFormat kCommercetools;
extern const OrderFormat kNosto;

}  // namespace afterglow
