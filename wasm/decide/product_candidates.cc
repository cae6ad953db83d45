#include "decide/product_candidates.h"

namespace afterglow {
namespace {

constexpr std::size_t kMostCauses = 3;

std::int64_t MarginOf(const Facts& facts, float margin_share) {
  if (facts.margin >= 0) return facts.margin;
  if (facts.price < 0) return 0;
  return static_cast<std::int64_t>(
      static_cast<double>(facts.price) * static_cast<double>(margin_share) + 0.5);
}

}  // namespace

void AppendProductCandidates(const Model& model, Scorer& scorer, const Order& order,
                             std::vector<Candidate>& candidates) {
  std::vector<std::string> basket;
  basket.reserve(order.lines.size());
  for (const OrderLine& line : order.lines) basket.push_back(line.sku);

  ScoreQuery query;
  query.basket = basket;
  query.history = order.customer.prior_skus;
  query.most = kMostProductCandidates;
  const std::span<const Scored> best = scorer.Score(query);
  candidates.reserve(candidates.size() + best.size());
  for (const Scored& scored : best) {
    const Facts facts = model.facts(scored.sku);
    Candidate candidate;
    candidate.sku = scored.sku;
    candidate.offer_id = "product:" + model.SkuText(scored.sku);
    candidate.category = facts.category;
    candidate.score = scored.score;
    candidate.probability = static_cast<double>(model.Probability(scored.score));
    candidate.value = MarginOf(facts, model.settings().margin_share);
    candidate.expected_value = candidate.probability * static_cast<double>(candidate.value);
    if (scored.related) candidate.because = scorer.Because(scored.sku, kMostCauses);
    candidates.push_back(std::move(candidate));
  }
}

}  // namespace afterglow
