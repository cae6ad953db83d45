// Reads an order payload of any known format, detected by its shape.
//
//   Result<Order> order = ReadOrder(payload);
//
// Fails with kBadJson, kLimit or kBadOrder; the message names the field and the offset is its byte.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "order/order.h"

namespace afterglow {

Result<Order> ReadOrder(std::string_view payload);

// The canonical JSON of an order (design: the order), with "notes" and "format" added.
std::string OrderToJson(const Order& order);

}  // namespace afterglow
