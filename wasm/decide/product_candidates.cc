#include "decide/product_candidates.h"

#include <algorithm>
#include <utility>

namespace afterglow {
namespace {

constexpr std::size_t kMostCauses = 3;

std::int64_t MarginOf(const Facts& facts, float margin_share) {
  if (facts.margin >= 0) return facts.margin;
  if (facts.price < 0) return 0;
  return static_cast<std::int64_t>(
      static_cast<double>(facts.price) * static_cast<double>(margin_share) + 0.5);
}

// The facts as they are today: costs stay, so a new price moves a known margin by as much.
void ApplyPrice(std::int64_t price, Facts& facts) {
  if (price < 0) return;
  if (facts.margin >= 0 && facts.price >= 0) {
    facts.margin = std::max<std::int64_t>(0, facts.margin + price - facts.price);
  }
  facts.price = price;
}

Candidate ProductCandidate(const DecisionSources& sources, bool use_overlay, const Scored& scored) {
  const Model& model = sources.model;
  const std::string sku = model.SkuText(scored.sku);
  Facts facts = model.facts(scored.sku);
  Candidate candidate;
  if (use_overlay) {
    const OverlayEntry today = sources.overlay->Find(sku);
    ApplyPrice(today.price, facts);
    if (today.blocked) {
      candidate.removed_by = "blocked by the overlay";
    } else if (today.stock == 0) {
      candidate.removed_by = "sold out";
    }
  }
  candidate.sku = scored.sku;
  candidate.offer_id = "product:" + sku;
  candidate.category = facts.category;
  candidate.score = scored.score;
  candidate.probability = static_cast<double>(model.Probability(scored.score));
  candidate.price = facts.price;
  candidate.value = MarginOf(facts, model.settings().margin_share);
  candidate.expected_value = candidate.probability * static_cast<double>(candidate.value);
  return candidate;
}

}  // namespace

void AppendProductCandidates(const DecisionSources& sources, bool use_overlay, const Order& order,
                             std::vector<Candidate>& candidates) {
  std::vector<std::string> basket;
  basket.reserve(order.lines.size());
  for (const OrderLine& line : order.lines) basket.push_back(line.sku);

  ScoreQuery query;
  query.basket = basket;
  query.history = order.customer.prior_skus;
  query.most = kMostProductCandidates;
  const std::span<const Scored> best = sources.scorer.Score(query);
  candidates.reserve(candidates.size() + best.size());
  for (const Scored& scored : best) {
    candidates.push_back(ProductCandidate(sources, use_overlay, scored));
  }
}

void FindCauses(Scorer& scorer, std::vector<Candidate>& candidates) {
  for (Candidate& candidate : candidates) {
    if (candidate.removed_by.empty() && candidate.sku != kNoSku) {
      candidate.because = scorer.Because(candidate.sku, kMostCauses);
    }
  }
}

}  // namespace afterglow
