// How much one decision may take. It is made while the buyer waits and cannot be interrupted, so
// what an offers file and an order could make it do together is counted: a step is a condition held
// against an order or one of its lines, a target against a candidate, a value of a set that has to
// be looked up, an exception of an acceptance. Where the steps do not suffice nothing is offered: a
// rule that was not read might forbid what the rest allows.
#pragma once

#include <cstdint>

namespace afterglow {

// 4,096 offers with four conditions each, held against 250 lines.
inline constexpr std::uint64_t kMostDecisionSteps = 4'194'304;

class DecisionWork {
 public:
  // False when fewer steps are left; then none are from now on.
  bool Take(std::uint64_t steps) {
    used_up_ = used_up_ || steps > left_;
    left_ -= used_up_ ? left_ : steps;
    return !used_up_;
  }
  bool used_up() const { return used_up_; }

 private:
  std::uint64_t left_ = kMostDecisionSteps;
  bool used_up_ = false;
};

}  // namespace afterglow
