// The name of a decision: the same inputs name the same decision, on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "decide/decide.h"

namespace afterglow {

// FNV-1a (64 bits) over model checksum, order id, unit, touchpoint, time, seed.
std::uint64_t DecisionNumber(const Decision& decision, const Order& order,
                             const DecisionContext& context);
// The same as 16 hexadecimal digits.
std::string DecisionName(std::uint64_t number);

}  // namespace afterglow
