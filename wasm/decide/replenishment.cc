#include "decide/replenishment.h"

#include "decide/product_candidates.h"

namespace afterglow {
namespace {

constexpr UnixSeconds kDay = 86400;

struct Window {
  UnixSeconds from = 0, until = 0;  // both inclusive; 0: there is none
};

Window WindowOf(const Model& model, const OrderFacts& facts, const OrderFacts::Line& line) {
  const std::optional<UnixSeconds>& placed = facts.order().placed_at;
  if (line.sku == kNoSku || !placed) return {};
  const Repurchase repurchase = model.repurchase(line.sku);
  if (repurchase.days[0] == 0 || repurchase.propensity <= 0) return {};
  return {*placed + repurchase.days[0] * kDay, *placed + 2 * repurchase.days[2] * kDay};
}

}  // namespace

bool AfterDelivery(Touchpoint touchpoint) {
  return touchpoint == Touchpoint::kDeliveryEmail || touchpoint == Touchpoint::kInApp ||
         touchpoint == Touchpoint::kPush || touchpoint == Touchpoint::kOrderHistory;
}

bool IsDue(const Model& model, const OrderFacts& facts, const OrderFacts::Line& line) {
  const UnixSeconds now = facts.context().now;
  if (now == 0 || !AfterDelivery(facts.context().touchpoint)) return false;
  const Window window = WindowOf(model, facts, line);
  return window.from != 0 && now >= window.from && now <= window.until;
}

void AppendDueCandidates(const Shop& shop, std::vector<Candidate>& candidates) {
  const Model& model = shop.sources.model;
  for (const OrderFacts::Line& line : shop.facts.lines()) {
    if (!IsDue(model, shop.facts, line)) continue;
    Candidate candidate = ProductCandidate(shop, line.sku);
    candidate.line = line.number;
    candidate.due = true;
    candidate.probability = static_cast<double>(model.repurchase(line.sku).propensity);
    candidate.expected_value = candidate.probability * static_cast<double>(candidate.value);
    candidates.push_back(candidate);
  }
}

std::optional<UnixSeconds> NextContact(const Shop& shop) {
  const Model& model = shop.sources.model;
  std::optional<UnixSeconds> next;
  double best = 0;
  for (const OrderFacts::Line& line : shop.facts.lines()) {
    const Window window = WindowOf(model, shop.facts, line);
    if (window.from <= shop.facts.context().now) continue;
    const std::int64_t margin = MarginOf(model.facts(line.sku), model.settings().margin_share);
    // A SKU without a known margin still has its time.
    const double worth = static_cast<double>(model.repurchase(line.sku).propensity) *
                         static_cast<double>(margin + 1);
    if (next && worth <= best) continue;
    best = worth;
    next = window.from;
  }
  return next;
}

}  // namespace afterglow
