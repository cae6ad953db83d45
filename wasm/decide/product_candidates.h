// The products of the model that go with an order, as candidates.
#pragma once

#include <vector>

#include "decide/offer_candidates.h"

namespace afterglow {

// How many products enter the ranking: enough that a valuable one far down the relevance list can
// still win, few enough that a decision stays in microseconds.
inline constexpr std::size_t kMostProductCandidates = 64;

// The margin, or margin_share of the price where it is not known; 0 without a price.
std::int64_t MarginOf(const Facts& facts, float margin_share);
// A price other than the model's; -1: none. Costs stay, so a known margin moves by as much.
void ApplyPrice(std::int64_t price, Facts& facts);
// The facts as they are today; what is blocked or sold out is removed.
void ApplyToday(const OverlayEntry& today, Facts& facts, Removal& removal);

// A product with its price, value and category as of today; the chance is up to the caller.
Candidate ProductCandidate(const Shop& shop, SkuId sku);

// Has the order scored. Before every other source of candidates.
std::span<const Scored> ScoreProducts(const Shop& shop);

// Appends the scored products, valued: probability from the model's calibration.
void AppendProductCandidates(const Shop& shop, std::span<const Scored> scored,
                             std::vector<Candidate>& candidates);

}  // namespace afterglow
