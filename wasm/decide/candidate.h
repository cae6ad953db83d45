// One thing that could be offered, before it is known whether it will be. Every offer type becomes
// candidates, and all compete in one ranking.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "decide/decision.h"
#include "score/scorer.h"

namespace afterglow {

struct Candidate {
  OfferType type = OfferType::kProduct;
  std::string offer_id;
  SkuId sku = kNoSku;          // products: the product
  std::uint32_t category = 0;  // as in Facts; 0 none
  float score = 0;             // relevance; breaks ties of expected value
  double probability = 0;
  std::int64_t price = -1;  // minor units of the model's currency; -1 unknown
  std::int64_t value = 0;   // minor units of the model's currency
  double expected_value = 0;
  std::vector<SkuId> because;  // strongest first
  std::string removed_by;      // the rule that removed it, in words; empty while it stands
};

}  // namespace afterglow
