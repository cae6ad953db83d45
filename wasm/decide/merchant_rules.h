// The merchant's block, boost and pin rules, over candidates of every type.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "decide/candidate.h"
#include "decide/decision_work.h"
#include "decide/eligibility.h"
#include "model/model.h"
#include "model/offers.h"

namespace afterglow {

class MerchantRules {
 public:
  // Keeps the rules that apply to this order. All must outlive the object.
  MerchantRules(const Model& model, const Offers& offers, Eligibility& eligibility,
                DecisionWork& work);

  // Blocks, boosts or pins the candidate by every rule that means it.
  void Apply(Candidate& candidate) const;

 private:
  // What a candidate is, in the terms of targets: one number for each kind from kOfferId on.
  using Traits = std::array<std::uint64_t, 6>;
  static std::size_t PlaceOf(ConditionKind kind) {
    return static_cast<std::size_t>(kind) - static_cast<std::size_t>(ConditionKind::kOfferId);
  }
  Traits TraitsOf(const Candidate& candidate) const;
  bool Means(const RuleRecord& rule, const Traits& traits) const;

  const Model& model_;
  const Offers& offers_;
  DecisionWork& work_;
  std::vector<std::uint32_t> rules_;  // their numbers
};

}  // namespace afterglow
