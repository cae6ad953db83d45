#include "score/scorer.h"

#include <algorithm>
#include <array>

namespace afterglow {
namespace {

bool Better(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.sku < b.sku;
}

}  // namespace

Scorer::Scorer(const Model& model)
    : model_(model), cells_(model.sku_count(), Cell{0, 0}), exclusions_(model.sku_count(), 0) {}

void Scorer::BeginQuery() {
  touched_.clear();
  sources_.clear();
  best_.clear();
  if (++stamp_ == 0) {  // the counter went round: forget the stamps of 2^32 queries ago
    for (Cell& cell : cells_) cell.stamp = 0;
    std::fill(exclusions_.begin(), exclusions_.end(), 0);
    stamp_ = 1;
  }
}

void Scorer::Exclude(SkuId sku) { exclusions_[sku] = stamp_; }

void Scorer::TakeSources(const ScoreQuery& query) {
  for (const std::string& sku : query.basket) {
    const std::optional<SkuId> id = model_.Find(sku);
    if (!id || excluded(*id)) continue;
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
    const auto in_basket = [&](const Source& source) { return source.sku == *id; };
    const auto basket_end = sources_.begin() + static_cast<std::ptrdiff_t>(basket_sources);
    if (!id || std::any_of(sources_.begin(), basket_end, in_basket)) continue;
    if (!query.repeats) Exclude(*id);
    if (this_weight > 0) sources_.push_back({*id, this_weight});
  }
}

void Scorer::AddNeighbours(const Source& source) {
  std::array<Neighbour, kMostNeighbours> neighbours;  // NOLINT: filled by the call
  const std::size_t count = model_.UnrankedNeighbours(source.sku, neighbours);
  for (std::size_t i = 0; i < count; ++i) {
    Cell& cell = cells_[neighbours[i].sku];
    if (cell.stamp != stamp_) {
      cell = {0, stamp_};
      touched_.push_back(neighbours[i].sku);
    }
    cell.score += source.weight * neighbours[i].weight;
  }
}

void Scorer::AddPriors() {
  const float prior_weight = model_.settings().prior_weight;
  for (const SkuId sku : touched_) {
    if (excluded(sku)) continue;
    best_.push_back({sku, cells_[sku].score + prior_weight * model_.prior(sku), true});
  }
}

// The popular SKUs nothing pointed to. popular() falls by prior, so the first `most` are enough.
void Scorer::AddPopular(std::size_t most) {
  const float prior_weight = model_.settings().prior_weight;
  std::size_t added = 0;
  for (const SkuId sku : model_.popular()) {
    if (added == most) break;
    if (sku >= cells_.size() || cells_[sku].stamp == stamp_ || excluded(sku)) continue;
    best_.push_back({sku, prior_weight * model_.prior(sku), false});
    ++added;
  }
}

std::span<const Scored> Scorer::Score(const ScoreQuery& query) {
  BeginQuery();
  TakeSources(query);
  for (const Source& source : sources_) AddNeighbours(source);
  AddPriors();
  AddPopular(query.most);
  const std::size_t kept = std::min(query.most, best_.size());
  std::partial_sort(best_.begin(), best_.begin() + static_cast<std::ptrdiff_t>(kept), best_.end(),
                    Better);
  best_.resize(kept);
  return best_;
}

std::vector<SkuId> Scorer::Because(SkuId target, std::size_t most) {
  std::vector<Scored> causes;
  std::array<Neighbour, kMostNeighbours> neighbours;  // NOLINT: filled by the call
  for (const Source& source : sources_) {
    const std::size_t count = model_.UnrankedNeighbours(source.sku, neighbours);
    for (std::size_t i = 0; i < count; ++i) {
      if (neighbours[i].sku != target) continue;
      causes.push_back({source.sku, source.weight * neighbours[i].weight, true});
    }
  }
  std::sort(causes.begin(), causes.end(), Better);
  std::vector<SkuId> skus;
  for (std::size_t i = 0; i < causes.size() && i < most; ++i) skus.push_back(causes[i].sku);
  return skus;
}

}  // namespace afterglow
