// The products that go with an order, as candidates.
#pragma once

#include <vector>

#include "decide/candidate.h"
#include "decide/decide.h"
#include "order/order.h"

namespace afterglow {

// How many products enter the ranking: enough that a valuable one far down the relevance list can
// still win, few enough that a decision stays in microseconds.
inline constexpr std::size_t kMostProductCandidates = 64;

// Appends the best-scored products for `order`, already valued: probability from the model's
// calibration, value = the margin, or margin_share of the price where the margin is not known. With
// `use_overlay`, its prices replace the model's, and what it blocks or has sold out is removed.
void AppendProductCandidates(const DecisionSources& sources, bool use_overlay, const Order& order,
                             std::vector<Candidate>& candidates);

// Fills `because` of the products that still stand. Called after the selection: every cause costs a
// read of all the buyer's neighbour lists, and most candidates are never shown.
void FindCauses(Scorer& scorer, std::vector<Candidate>& candidates);

}  // namespace afterglow
