// The name of a decision: the same inputs name the same decision, on every machine.
#pragma once

#include <string>

#include "decide/decide.h"

namespace afterglow {

// 16 hexadecimal digits: FNV-1a (64 bits) over model checksum, order id, unit, touchpoint, time,
// seed.
std::string NameDecision(const Decision& decision, const Order& order,
                         const DecisionContext& context);

}  // namespace afterglow
