#include "decide/product_candidates.h"

#include <algorithm>

#include "decide/replenishment.h"

namespace afterglow {

std::int64_t MarginOf(const Facts& facts, float margin_share) {
  if (facts.margin >= 0) return facts.margin;
  if (facts.price < 0) return 0;
  return static_cast<std::int64_t>(
      static_cast<double>(facts.price) * static_cast<double>(margin_share) + 0.5);
}

void ApplyPrice(std::int64_t price, Facts& facts) {
  if (price < 0) return;
  if (facts.margin >= 0 && facts.price >= 0) {
    facts.margin = std::max<std::int64_t>(0, facts.margin + price - facts.price);
  }
  facts.price = price;
}

void ApplyToday(const OverlayEntry& today, Facts& facts, Removal& removal) {
  ApplyPrice(today.price, facts);
  if (!removal.stands()) return;
  if (today.blocked) {
    removal.by = Removed::kBlockedByOverlay;
  } else if (today.stock == 0) {
    removal.by = Removed::kSoldOut;
  }
}

Candidate ProductCandidate(const Shop& shop, SkuId sku) {
  const Model& model = shop.sources.model;
  Facts facts = model.facts(sku);
  Candidate candidate;
  if (shop.overlay != nullptr) {
    ApplyToday(shop.overlay->Find(model.SkuText(sku)), facts, candidate.removal);
  }
  candidate.sku = sku;
  candidate.category = facts.category;
  candidate.price = facts.price;
  candidate.value = MarginOf(facts, model.settings().margin_share);
  return candidate;
}

std::span<const Scored> ScoreProducts(const Shop& shop) {
  const Order& order = shop.facts.order();
  const std::vector<std::string> basket = SkusOf(order);
  ScoreQuery query;
  query.basket = basket;
  query.history = order.customer.prior_skus;
  query.most = kMostProductCandidates;
  query.repeats = AfterDelivery(shop.facts.context().touchpoint);
  return shop.sources.scorer.Score(query);
}

void AppendProductCandidates(const Shop& shop, std::span<const Scored> scored,
                             std::vector<Candidate>& candidates) {
  for (const Scored& product : scored) {
    Candidate candidate = ProductCandidate(shop, product.sku);
    candidate.score = product.score;
    candidate.probability = static_cast<double>(shop.sources.model.Probability(product.score));
    candidate.expected_value = candidate.probability * static_cast<double>(candidate.value);
    candidates.push_back(candidate);
  }
}

}  // namespace afterglow
