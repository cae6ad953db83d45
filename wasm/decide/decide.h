// The decision: candidates of every type, filtered by eligibility, ranked by expected value, cut by
// the reserve and the touchpoint's number of places. The formulas are in docs/decision.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "decide/decision.h"
#include "model/model.h"
#include "model/overlay.h"
#include "order/order.h"
#include "score/scorer.h"

namespace afterglow {

// Everything that is not in the order or the model. Time and randomness are given, never taken.
struct DecisionContext {
  Touchpoint touchpoint = Touchpoint::kConfirmation;
  UnixSeconds now = 0;
  std::uint64_t seed = 0;
  std::string unit;    // empty: customer id, else order id
  std::string locale;  // empty: the order's
  bool explain = false;
  std::optional<std::uint8_t> places;  // empty: the touchpoint's
};

// What a decision is made from; all must outlive it.
struct DecisionSources {
  const Model& model;
  Scorer& scorer;                    // of `model`
  const Overlay* overlay = nullptr;  // null: none; one that is not valid at `now` is not used
};

// Never fails: an order that supports no offer gives a decision without one, and a note.
Decision Decide(const DecisionSources& sources, const Order& order, const DecisionContext& context);

}  // namespace afterglow
