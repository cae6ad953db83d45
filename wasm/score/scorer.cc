#include "score/scorer.h"

#include <algorithm>
#include <array>

#include "base/sort_few.h"

namespace afterglow {
namespace {

bool Better(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.sku < b.sku;
}

}  // namespace

Scorer::Scorer(const Model& model) : model_(model), cells_(model.sku_count(), Cell{0, 0}) {}

void Scorer::BeginQuery() {
  touched_.clear();
  sources_.clear();
  best_.clear();
  if (++stamp_ == 0) {  // the counter went round: forget the stamps of 2^32 queries ago
    for (Cell& cell : cells_) cell.stamp = 0;
    stamp_ = 1;
  }
}

// A cell that was touched before any neighbour is never among `touched_`: never ranked.
void Scorer::Exclude(SkuId sku) { cells_[sku] = {0, stamp_}; }

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
  const std::size_t before = touched_.size();
  touched_.resize(before + count);
  SkuId* fresh = touched_.data() + before;
  for (std::size_t i = 0; i < count; ++i) {  // without branches: whether it is fresh is a coin toss
    const SkuId sku = neighbours[i].sku;
    Cell& cell = cells_[sku];
    const bool is_fresh = cell.stamp != stamp_;
    *fresh = sku;
    fresh += is_fresh ? 1 : 0;
    const float score = is_fresh ? 0 : cell.score;
    cell = {score + source.weight * neighbours[i].weight, stamp_};
  }
  touched_.resize(static_cast<std::size_t>(fresh - touched_.data()));
}

// Keeps `best_` the best `most` so far, best first.
void Scorer::Offer(const Scored& scored, std::size_t most) {
  if (best_.size() < most) {
    best_.push_back(scored);
  } else if (most == 0 || !Better(scored, best_.back())) {
    return;
  }
  std::size_t at = best_.size() - 1;
  for (; at > 0 && Better(scored, best_[at - 1]); --at) best_[at] = best_[at - 1];
  best_[at] = scored;
}

void Scorer::OfferTouched(std::size_t most) {
  const float prior_weight = model_.settings().prior_weight;
  for (const SkuId sku : touched_) {
    const float score = cells_[sku].score;
    // Priors are at most 1: most SKUs are out before theirs is read.
    if (best_.size() == most && most > 0 && score + prior_weight < best_.back().score) continue;
    Offer({sku, score + prior_weight * model_.prior(sku), true}, most);
  }
}

// The popular SKUs nothing pointed to. popular() falls by prior, so the first `most` are enough.
void Scorer::OfferPopular(std::size_t most) {
  const float prior_weight = model_.settings().prior_weight;
  std::size_t offered = 0;
  for (const SkuId sku : model_.popular()) {
    if (offered == most) break;
    if (sku >= cells_.size() || cells_[sku].stamp == stamp_) continue;
    const float score = prior_weight * model_.prior(sku);
    if (best_.size() == most && score < best_.back().score) break;
    Offer({sku, score, false}, most);
    ++offered;
  }
}

std::span<const Scored> Scorer::Score(const ScoreQuery& query) {
  BeginQuery();
  TakeSources(query);
  for (const Source& source : sources_) AddNeighbours(source);
  OfferTouched(query.most);
  OfferPopular(query.most);
  return best_;
}

std::optional<float> Scorer::ScoreOf(SkuId sku) const {
  if (sku >= cells_.size() || cells_[sku].stamp != stamp_) return std::nullopt;
  return cells_[sku].score + model_.settings().prior_weight * model_.prior(sku);
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
  SortFew(std::span<Scored>(causes), most, Better);
  std::vector<SkuId> skus;
  for (std::size_t i = 0; i < causes.size() && i < most; ++i) skus.push_back(causes[i].sku);
  return skus;
}

}  // namespace afterglow
