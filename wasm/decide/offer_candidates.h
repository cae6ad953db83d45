// The merchant's offers as candidates: eligible, valued, with the chance that they are accepted.
#pragma once

#include <vector>

#include "decide/candidate.h"
#include "decide/decide.h"
#include "decide/decision_work.h"
#include "decide/eligibility.h"
#include "decide/order_facts.h"
#include "model/offers.h"

namespace afterglow {

// What every source of candidates works with. All must outlive the decision.
struct Shop {
  const DecisionSources& sources;
  const Overlay* overlay;  // null: none that holds
  const Offers& offers;
  const OrderFacts& facts;
  DecisionWork& work;
};

// Appends the offers that are eligible, and with context.explain those that are not. After the
// scorer has scored the order: a product offer takes its chance from there when something in the
// order points to the product, else from the offer's own acceptance.
void AppendOfferCandidates(const Shop& shop, Eligibility& eligibility,
                           std::vector<Candidate>& candidates);

}  // namespace afterglow
