// Why a candidate is not offered: kept as a few numbers while deciding, told in words only when
// somebody asks.
#pragma once

#include <cstdint>
#include <string>

#include "model/offers.h"

namespace afterglow {

class OrderFacts;

enum class Removed : std::uint8_t {
  kNot,  // it stands
  kSwitchedOff,
  kOtherCurrency,
  kCondition,  // a condition on the order or the buyer is not met
  kNoLine,     // no line it could attach to
  kTooEarly,   // a review before the delivery
  kInOrder,
  kBoughtBefore,
  kBlockedByOverlay,
  kSoldOut,
  kBlockedByRule,
  kReplaced,  // the merchant's own offer of this product stands in its place
  kUnlikely,
  kBelowReserve,
  kCategoryQuota,
  kTypeQuota,
  kPartnerShare,
  kNoPlace,
};

struct Removal {
  Removed by = Removed::kNot;
  bool unknown = false;      // kCondition: what it asks for is not known
  std::uint64_t detail = 0;  // kCondition: its record; kBlockedByRule: the rule
  bool stands() const { return by == Removed::kNot; }
};

// One sentence a merchant understands, without a full stop.
std::string RemovalText(const Removal& removal, const Offers& offers, const OrderFacts& facts);

}  // namespace afterglow
