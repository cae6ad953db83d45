#include "score/scorer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "base/sort_few.h"

namespace afterglow {
namespace {

constexpr float kExcluded = std::numeric_limits<float>::quiet_NaN();

// Of candidates, for Threshold: as many as a few vectors hold.
constexpr std::size_t kGroups = 32;
// Where there are no vectors the compiler does without, to the same effect.
using FourFloats = float __attribute__((vector_size(16)));
using FourCounts = std::int32_t __attribute__((vector_size(16)));

bool Better(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.sku < b.sku;
}

// Below the score stands what decides ties, and in the lowest bit whether anything points to the
// SKU.
constexpr SkuId kHighestSku = 0x7fffffffU;

// Scores are never negative, so their bits rise as they do.
std::uint64_t RankOf(SkuId sku, float score, bool related) {
  return std::uint64_t{BitCast<std::uint32_t>(score)} << 32U |
         static_cast<std::uint32_t>((kHighestSku - sku) << 1U) | (related ? 1U : 0U);
}

// Room for `size` entries; twice as much, so that it is rarely asked for again.
template <typename Entry>
void Reserve(std::size_t size, std::vector<Entry>& entries) {
  if (entries.size() < size) entries.resize(2 * size);
}

Scored ScoredOf(std::uint64_t rank) {
  return {kHighestSku - (static_cast<std::uint32_t>(rank) >> 1U),
          BitCast<float>(static_cast<std::uint32_t>(rank >> 32U)), (rank & 1U) != 0};
}

// Puts the `most` largest first, in order.
void KeepBest(std::span<std::uint64_t> ranks, std::size_t most) {
  std::size_t kept = 0;
  for (const std::uint64_t rank : ranks) {
    std::size_t at = kept;
    for (; at > 0 && ranks[at - 1] < rank; --at) ranks[at] = ranks[at - 1];
    if (at < most) ranks[at] = rank;
    kept = std::min(kept + 1, most);
  }
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

void Scorer::Add(const NeighbourList& list) {
  Reserve(touched_count_ + list.count, candidates_);
  SkuId* fresh = candidates_.data() + touched_count_;
  float* sums = sums_.data();
  const Neighbour* const neighbours = list.neighbours.data();
  for (std::size_t i = 0; i < list.count; ++i) {  // without branches: fresh or not is a coin toss
    const SkuId sku = neighbours[i].sku;
    *fresh = sku;
    fresh += BitCast<std::uint32_t>(sums[sku]) == 0 ? 1 : 0;
    sums[sku] += neighbours[i].weight;  // never 0 again, so that a SKU is fresh once
  }
  touched_count_ = static_cast<std::size_t>(fresh - candidates_.data());
}

void Scorer::AddNeighbours() {
  std::array<NeighbourList, kListsAtOnce> lists;  // NOLINT: filled by the call
  for (std::span<const WeightedSku> rest = sources_; !rest.empty();) {
    const std::size_t count = std::min(rest.size(), lists.size());
    model_.ScaledNeighbours(rest.first(count), lists.data());
    for (std::size_t i = 0; i < count; ++i) Add(lists[i]);
    rest = rest.subspan(count);
  }
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
  Reserve(candidate_count_ + kGroups, scores_);
  model_.Score(std::span(candidates_).first(candidate_count_), sums_, scores_);
  std::fill_n(scores_.data() + candidate_count_, kGroups, 0.0F);
}

// What at least `most` candidates reach, if there are as many, and not many more.
//
// The best of each of kGroups groups are as many different candidates: what `most` of them reach is
// reached. Halves the range of scores until few more do. All of it goes by vectors and has no
// branches, where a heap or a list of the best so far mispredicts at every other candidate.
float Scorer::Threshold(std::size_t most) const {
  constexpr int kMostHalvings = 16;
  if (candidate_count_ <= most || most > kGroups) return 0;
  std::array<FourFloats, kGroups / 4> best = {};
  for (std::size_t i = 0; i < candidate_count_; i += kGroups) {
    for (std::size_t g = 0; g < best.size(); ++g) {
      FourFloats four;
      std::memcpy(&four, scores_.data() + i + 4 * g, sizeof(four));
      best[g] = best[g] < four ? four : best[g];
    }
  }
  FourFloats highest = best[0];
  for (const FourFloats& four : best) highest = highest < four ? four : highest;
  float low = 0;
  float high = std::max(std::max(highest[0], highest[1]), std::max(highest[2], highest[3]));
  for (int i = 0; i < kMostHalvings; ++i) {
    const float middle = 0.5F * (low + high);
    FourCounts reach = {};
    for (const FourFloats& four : best) reach -= four >= middle;
    const std::int32_t sum = reach[0] + reach[1] + reach[2] + reach[3];
    const auto reached = static_cast<std::size_t>(sum);
    (reached < most ? high : low) = middle;
    if (reached == most) break;
  }
  return low;
}

// The best `most` of the candidates that reach `least`, in order, into best_.
void Scorer::RankFrom(float least, std::size_t most) {
  Reserve(candidate_count_, reached_);
  const float* const scores = scores_.data();
  std::uint32_t* const reached = reached_.data();
  std::size_t reached_count = 0;
  const auto least_bits = BitCast<std::int32_t>(least);
  for (std::size_t i = 0; i < candidate_count_; ++i) {  // without branches, as above
    reached[reached_count] = static_cast<std::uint32_t>(i);
    reached_count += BitCast<std::int32_t>(scores[i]) >= least_bits ? 1 : 0;
  }
  Reserve(reached_count, ranks_);
  Rank* const ranks = ranks_.data();
  for (std::size_t i = 0; i < reached_count; ++i) {
    const std::size_t c = reached[i];
    ranks[i] = RankOf(candidates_[c], scores[c], c < touched_count_);
  }
  best_.resize(std::min(most, reached_count));
  KeepBest(std::span(ranks, reached_count), most);
  for (std::size_t i = 0; i < best_.size(); ++i) best_[i] = ScoredOf(ranks[i]);
}

std::span<const Scored> Scorer::Score(const ScoreQuery& query) {
  BeginQuery();
  TakeSources(query);
  AddNeighbours();
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
  NeighbourList list;  // NOLINT: filled by the call
  for (const WeightedSku& source : sources_) {
    if (explained_ >= kMostExplained) break;
    model_.ScaledNeighbours({&source, 1}, &list);
    explained_ += list.count;
    for (std::size_t i = 0; i < list.count; ++i) {
      if (list.neighbours[i].sku != target) continue;
      causes.push_back({source.sku, list.neighbours[i].weight, true});
    }
  }
  SortFew(std::span<Scored>(causes), most, Better);
  std::vector<SkuId> skus;
  for (std::size_t i = 0; i < causes.size() && i < most; ++i) skus.push_back(causes[i].sku);
  return skus;
}

}  // namespace afterglow
