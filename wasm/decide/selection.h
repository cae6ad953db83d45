// Ranking by expected value, then the cuts: reserve, variety, places.
#pragma once

#include <cstdint>
#include <vector>

#include "decide/candidate.h"

namespace afterglow {

struct SelectionRules {
  double reserve = 0;  // least expected value shown, minor units
  std::size_t places = 4;
  std::size_t places_per_category = 2;  // of products; 0: no quota
};

// Sorts by falling expected value (ties: score, then offer id) and gives every candidate that is
// not shown its `removed_by`. Those left standing are the decision, best first.
void Select(const SelectionRules& rules, std::vector<Candidate>& candidates);

}  // namespace afterglow
