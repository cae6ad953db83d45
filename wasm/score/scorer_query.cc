#include <algorithm>
#include <limits>

#include "base/sort_few.h"
#include "score/scorer.h"

namespace afterglow {
namespace {

constexpr float kExcluded = std::numeric_limits<float>::quiet_NaN();

bool IsStronger(const WeightedSku& a, const WeightedSku& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.sku < b.sku;
}

}  // namespace

Scorer::Scorer(const Model& model) : model_(model), sums_(model.sku_count(), 0.0F) {}

void Scorer::BeginQuery() {
  for (std::size_t i = 0; i < touched_count_; ++i) sums_[candidates_[i]] = 0;
  for (const SkuId sku : excluded_) sums_[sku] = 0;
  touched_count_ = 0;
  excluded_.clear();
  sources_.clear();
  explained_ = 0;
}

// Before any neighbour is added: whatever is added to it, an excluded SKU never becomes a
// candidate.
void Scorer::Exclude(SkuId sku) {
  sums_[sku] = kExcluded;
  excluded_.push_back(sku);
}

void Scorer::TakeSources(const ScoreQuery& query) {
  for (const std::string& sku : query.basket) {
    const std::optional<SkuId> id = model_.Find(sku);
    if (!id || sums_[*id] != 0) continue;
    Exclude(*id);
    sources_.push_back({*id, 1.0F});
  }
  const Settings& settings = model_.settings();
  const std::size_t basket_sources = sources_.size();
  float weight = settings.history_weight;
  for (const std::string& sku : query.history) {
    const std::optional<SkuId> id = model_.Find(sku);
    const float this_weight = weight;
    weight *= settings.history_decay;
    // A SKU of this order counts as this order's alone.
    const auto in_basket = [&](const WeightedSku& source) { return source.sku == *id; };
    const auto basket_end = sources_.begin() + static_cast<std::ptrdiff_t>(basket_sources);
    if (!id || std::any_of(sources_.begin(), basket_end, in_basket)) continue;
    if (!query.repeats) Exclude(*id);
    if (this_weight > 0) sources_.push_back({*id, this_weight});
  }
}

std::optional<float> Scorer::ScoreOf(SkuId sku) const {
  // The sum of an excluded SKU is not a number.
  if (sku >= sums_.size() || !(sums_[sku] > 0)) return std::nullopt;
  float score = 0;
  model_.Score({&sku, 1}, sums_, {&score, 1});
  return score;
}

std::vector<SkuId> Scorer::Because(SkuId target, std::size_t most) {
  std::vector<WeightedSku> causes;
  NeighbourList list;  // NOLINT: filled by the call
  for (const WeightedSku& source : sources_) {
    if (explained_ >= kMostExplained) break;
    model_.ScaledNeighbours({&source, 1}, &list);
    explained_ += list.count;
    for (std::size_t i = 0; i < list.count; ++i) {
      if (list.neighbours[i].sku != target) continue;
      causes.push_back({source.sku, list.neighbours[i].weight});
    }
  }
  SortFew(std::span<WeightedSku>(causes), most, IsStronger);
  std::vector<SkuId> skus;
  for (std::size_t i = 0; i < causes.size() && i < most; ++i) skus.push_back(causes[i].sku);
  return skus;
}

}  // namespace afterglow
