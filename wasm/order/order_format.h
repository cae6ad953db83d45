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

struct OrderFormat {
  const char* name = "";

  // Its shape: `lines` is there, and so is what `marks` leads to. `accepts` decides instead.
  const char* marks = nullptr;
  bool (*accepts)(JsonValue payload) = nullptr;

  const char* inside = nullptr;  // where all but placed_at is looked up; the payload itself if not
  const char* id = nullptr;      // the number the buyer knows, before the platform's own
  const char* placed_at = nullptr;  // ISO 8601
  const char* currency = nullptr;
  const char* locale = nullptr;
  const char* country = nullptr;
  const char* customer_id = nullptr;
  const char* customer_orders = nullptr;
  const char* total = nullptr;
  const char* status = nullptr;  // with one of the `undone` words in it, the order was taken back
  const char* undone = nullptr;  // "cancelled|refunded"

  const char* lines = nullptr;  // a list, or one object
  const char* sku = nullptr;    // in the line, like what follows
  const char* quantity = nullptr;
  const char* price = nullptr;
  const char* price_currency = nullptr;
  bool zero_is_none = false;  // the platform writes 0 where an id is missing

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
