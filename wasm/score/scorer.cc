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

// Below the score stands what decides ties, and in the lowest bit whether anything points to the
// SKU.
constexpr SkuId kHighestSku = 0x7fffffffU;

std::uint64_t RankOf(SkuId sku, std::uint32_t score, bool related) {
  return std::uint64_t{score} << 32U | static_cast<std::uint32_t>((kHighestSku - sku) << 1U) |
         (related ? 1U : 0U);
}

// Room for `size` entries; twice as much, so that it is rarely asked for again.
template <typename Entry>
void Reserve(std::size_t size, std::vector<Entry>& entries) {
  if (entries.size() < size) entries.resize(2 * size);
}

float ScoreIn(std::uint64_t rank) {
  return BitCast<float>(static_cast<std::uint32_t>(rank >> 32U));
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
  Reserve(touched_count_ + count, candidates_);
  SkuId* fresh = candidates_.data() + touched_count_;
  float* sums = sums_.data();
  for (std::size_t i = 0; i < count; ++i) {  // without branches: whether it is fresh is a coin toss
    const SkuId sku = neighbours[i].sku;
    const float sum = sums[sku];
    *fresh = sku;
    fresh += sum == 0 ? 1 : 0;
    // Never 0, so that a SKU is fresh once.
    sums[sku] = sum + std::max(source.weight * neighbours[i].weight, kLeastSum);
  }
  touched_count_ = static_cast<std::size_t>(fresh - candidates_.data());
}

// popular() falls by prior, so the first `most` are enough.
void Scorer::AddPopular(std::size_t most) {
  candidate_count_ = touched_count_;
  Reserve(touched_count_ + most, candidates_);
  for (const SkuId sku : model_.popular()) {
    if (candidate_count_ == touched_count_ + most) break;
    if (sku < sums_.size() && sums_[sku] == 0) candidates_[candidate_count_++] = sku;
  }
}

void Scorer::ScoreCandidates() {
  Reserve(candidate_count_, scores_);
  const float prior_weight = model_.settings().prior_weight;
  const float* const sums = sums_.data();
  const SkuId* const candidates = candidates_.data();
  Pattern* const scores = scores_.data();
  for (std::size_t i = 0; i < candidate_count_; ++i) {
    const SkuId sku = candidates[i];
    scores[i] = BitCast<Pattern>(sums[sku] + prior_weight * model_.prior(sku));
  }
}

// What at least `most` scores reach, if there are as many, and not many more.
//
// Halves the range between 0 and the best score until that holds: counting has no branches and goes
// by vectors, where a heap or a list of the best so far mispredicts at every other candidate.
Scorer::Pattern Scorer::Threshold(std::size_t most) const {
  constexpr int kMostHalvings = 24;
  const std::span<const Pattern> scores(scores_.data(), candidate_count_);
  if (scores.size() <= most) return 0;
  Pattern best = 0;
  for (const Pattern score : scores) best = std::max(best, score);
  float low = 0, high = BitCast<float>(best);
  for (int i = 0; i < kMostHalvings; ++i) {
    const float middle = 0.5F * (low + high);
    const auto least = BitCast<Pattern>(middle);
    std::uint32_t reach = 0;
    for (const Pattern score : scores) reach += score >= least ? 1U : 0U;
    (reach < most ? high : low) = middle;
    if (reach >= most && reach <= most + most / 4) break;
  }
  return BitCast<Pattern>(low);
}

// The best `most` of the candidates that reach `least`, in order, into best_.
void Scorer::RankFrom(Pattern least, std::size_t most) {
  Reserve(candidate_count_, ranks_);
  const Pattern* const scores = scores_.data();
  const SkuId* const candidates = candidates_.data();
  Rank* const ranks = ranks_.data();
  std::size_t reached = 0;
  for (std::size_t i = 0; i < candidate_count_; ++i) {  // without branches, as above
    ranks[reached] = RankOf(candidates[i], scores[i], i < touched_count_);
    reached += scores[i] >= least ? 1 : 0;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < reached; ++i) {
    const Rank rank = ranks[i];
    std::size_t at = kept;
    for (; at > 0 && ranks[at - 1] < rank; --at) ranks[at] = ranks[at - 1];
    if (at < most) ranks[at] = rank;
    kept = std::min(kept + 1, most);
  }
  best_.resize(kept);
  Scored* best = best_.data();
  for (std::size_t i = 0; i < kept; ++i) {
    const SkuId sku = kHighestSku - (static_cast<std::uint32_t>(ranks[i]) >> 1U);
    best[i] = {sku, ScoreIn(ranks[i]), (ranks[i] & 1U) != 0};
  }
}

std::span<const Scored> Scorer::Score(const ScoreQuery& query) {
  BeginQuery();
  TakeSources(query);
  for (const Source& source : sources_) AddNeighbours(source);
  AddPopular(query.most);
  ScoreCandidates();
  RankFrom(Threshold(query.most), query.most);
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
    if (explained_ >= kMostExplained) break;
    const std::size_t count = model_.UnrankedNeighbours(source.sku, neighbours);
    explained_ += count;
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
