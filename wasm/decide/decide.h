// The decision: candidates of every type, filtered by eligibility, ranked by expected value, cut by
// the reserve and the touchpoint's number of places. The formulas are in docs/decision.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "decide/decision.h"
#include "model/model.h"
#include "model/overlay.h"
#include "order/order.h"
#include "score/scorer.h"

namespace afterglow {

// How often this buyer has seen an offer, for frequency caps.
struct SeenOffer {
  std::uint64_t id_hash;  // NameHash of the offer's id
  std::uint32_t count;
  UnixSeconds last;
};

// Everything that is not in the order or the model. Time and randomness are given, never taken.
struct DecisionContext {
  Touchpoint touchpoint = Touchpoint::kConfirmation;
  UnixSeconds now = 0;  // 0: not known; then nothing that has a date is offered
  std::uint64_t seed = 0;
  std::string unit;    // empty: customer id, else order id
  std::string locale;  // empty: the order's
  bool explain = false;
  std::optional<std::uint8_t> places;  // empty: the touchpoint's
  std::uint8_t consents = 0;           // bit c: Consent c was given
  std::vector<SeenOffer> seen;
  std::string arm;  // "treatment" or "holdout" instead of the unit's own; to look at both
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
