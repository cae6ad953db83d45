#include "score/scorer.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/sort_few.h"

namespace afterglow {
namespace {

constexpr float kLeastSum = std::numeric_limits<float>::min();
constexpr float kExcluded = std::numeric_limits<float>::quiet_NaN();

bool Better(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.sku < b.sku;
}

// Scores are never negative, so their bit patterns rise as they do. Below the score stands what
// decides ties, and in the lowest bit whether anything points to the SKU.
constexpr SkuId kHighestSku = 0x7fffffffU;

std::uint64_t RankOf(SkuId sku, float score, bool related) {
  return std::uint64_t{BitCast<std::uint32_t>(score)} << 32U |
         static_cast<std::uint32_t>((kHighestSku - sku) << 1U) | (related ? 1U : 0U);
}

float ScoreIn(std::uint64_t rank) {
  return BitCast<float>(static_cast<std::uint32_t>(rank >> 32U));
}

}  // namespace

Scorer::Scorer(const Model& model) : model_(model), sums_(model.sku_count(), 0.0F) {}

void Scorer::BeginQuery() {
  for (std::size_t i = 0; i < touched_count_; ++i) sums_[touched_[i]] = 0;
  for (const SkuId sku : excluded_) sums_[sku] = 0;
  touched_count_ = 0;
  excluded_.clear();
  sources_.clear();
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
  if (touched_.size() < touched_count_ + count) touched_.resize(2 * touched_count_ + count);
  SkuId* fresh = touched_.data() + touched_count_;
  float* sums = sums_.data();
  for (std::size_t i = 0; i < count; ++i) {  // without branches: whether it is fresh is a coin toss
    const SkuId sku = neighbours[i].sku;
    const float sum = sums[sku];
    *fresh = sku;
    fresh += sum == 0 ? 1 : 0;
    // Never 0, so that a SKU is fresh once.
    sums[sku] = sum + std::max(source.weight * neighbours[i].weight, kLeastSum);
  }
  touched_count_ = static_cast<std::size_t>(fresh - touched_.data());
}

// Keeps the first kept_ of ranks_ the best up to `most` so far, best first. Precondition: most > 0.
void Scorer::Offer(Rank rank, std::size_t most) {
  Rank* const first = ranks_.data();
  // One more than `most` has its place too: the worst goes there and is forgotten.
  Rank* at = first + kept_;
  for (; at > first && at[-1] < rank; --at) *at = at[-1];
  *at = rank;
  if (kept_ < most) ++kept_;
  if (kept_ == most) bound_ = ScoreIn(first[most - 1]);
}

void Scorer::OfferTouched(std::size_t most) {
  const float prior_weight = model_.settings().prior_weight;
  // No SKU has a larger prior than the most popular.
  const std::span<const SkuId> popular = model_.popular();
  const float most_prior = prior_weight * (popular.empty() ? 1 : model_.prior(popular[0]));
  const SkuId* const touched = touched_.data();
  const float* const sums = sums_.data();
  const std::size_t count = touched_count_;
  for (std::size_t i = 0; i < count; ++i) {
    const SkuId sku = touched[i];
    const float sum = sums[sku];
    if (sum + most_prior < bound_) continue;  // most are out before their prior is read
    const float score = sum + prior_weight * model_.prior(sku);
    if (score >= bound_) Offer(RankOf(sku, score, true), most);
  }
}

// The popular SKUs nothing pointed to. popular() falls by prior, so the first `most` are enough.
void Scorer::OfferPopular(std::size_t most) {
  const float prior_weight = model_.settings().prior_weight;
  std::size_t offered = 0;
  for (const SkuId sku : model_.popular()) {
    if (offered == most) break;
    if (sku >= sums_.size() || sums_[sku] != 0) continue;
    const float score = prior_weight * model_.prior(sku);
    if (score < bound_) break;
    Offer(RankOf(sku, score, false), most);
    ++offered;
  }
}

std::span<const Scored> Scorer::Score(const ScoreQuery& query) {
  BeginQuery();
  TakeSources(query);
  for (const Source& source : sources_) AddNeighbours(source);
  kept_ = 0;
  bound_ = -1;
  ranks_.resize(query.most + 1);
  if (query.most > 0) {
    OfferPopular(query.most);  // first, for an early bound: the answer is the same
    OfferTouched(query.most);
  }
  best_.resize(kept_);
  for (std::size_t i = 0; i < kept_; ++i) {
    const Rank rank = ranks_[i];
    const SkuId sku = kHighestSku - (static_cast<std::uint32_t>(rank) >> 1U);
    best_[i] = {sku, ScoreIn(rank), (rank & 1U) != 0};
  }
  return best_;
}

std::optional<float> Scorer::ScoreOf(SkuId sku) const {
  // The sum of an excluded SKU is not a number.
  if (sku >= sums_.size() || !(sums_[sku] > 0)) return std::nullopt;
  return sums_[sku] + model_.settings().prior_weight * model_.prior(sku);
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
