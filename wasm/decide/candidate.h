// One thing that could be offered, before it is known whether it will be. Every offer type becomes
// candidates, and all compete in one ranking. Small and without texts: most are never shown.
#pragma once

#include <cstdint>

#include "decide/removal.h"
#include "model/touchpoint.h"
#include "score/scorer.h"

namespace afterglow {

inline constexpr std::uint32_t kNoOffer = 0xffffffffU;
inline constexpr std::uint32_t kNoLine = 0xffffffffU;

struct Candidate {
  std::uint32_t offer = kNoOffer;  // number in the offers section; none: a product of the model
  SkuId sku = kNoSku;              // products the model knows
  std::uint32_t line = kNoLine;    // the order's line that it attaches to
  std::uint32_t category = 0;      // products: as in Facts; 0 none
  OfferType type = OfferType::kProduct;
  bool due = false;     // its line is due to be bought again
  bool pinned = false;  // stands before all that are not
  std::int16_t priority = 0;
  float score = 0;  // relevance of products; breaks ties
  Removal removal;
  double probability = 0;
  std::int64_t price = -1;  // minor units; -1 unknown
  std::int64_t value = 0;   // minor units earned when accepted
  double expected_value = 0;
  double boost = 1;  // of the expected value in the ranking
  double propensity = 0;
};

}  // namespace afterglow
