// Reads an order payload of any known format, detected by its shape.
//
//   Result<Order> order = ReadOrder(payload);
//
// Besides an order as its platform writes it, the payload may be a list of things on the page (all
// JSON-LD blocks, a whole dataLayer), a JSON-LD @graph, the arguments of a gtag call as a list
// (["event","purchase",{…}]), or what nosto.cc describes; the first order that can be read counts.
//
// Fails with kBadJson, kLimit or kBadOrder; the message names the field and the offset is its byte.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "order/order.h"

namespace afterglow {

Result<Order> ReadOrder(std::string_view payload);
// The same into a new order: it is large. After a failure it is of no use.
Status ReadOrder(std::string_view payload, Order& order);

// The canonical JSON of an order (design: the order), with "notes" and "format" added.
std::string OrderToJson(const Order& order);

}  // namespace afterglow
