#include "score/scorer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "score/reach.h"

namespace afterglow {
namespace {

// Of candidates, for Threshold: as many as a few vectors hold.
constexpr std::size_t kGroups = 32;
// How many more than wanted may be ranked, and so many are ranked at once.
constexpr std::size_t kSpare = 4, kFew = 16;
// Where there are no vectors the compiler does without, to the same effect.
using FourFloats = float __attribute__((vector_size(16)));
using TwoRanks = std::int64_t __attribute__((vector_size(16)));

// Below the score stands what decides ties, and in the lowest bit whether anything points to the
// SKU.
constexpr SkuId kHighestSku = 0x7fffffffU;

// Scores are never negative, so their bits rise as they do.
std::uint64_t RankOf(SkuId sku, float score, bool related) {
  return std::uint64_t{BitCast<std::uint32_t>(score)} << 32U |
         static_cast<std::uint32_t>((kHighestSku - sku) << 1U) | (related ? 1U : 0U);
}

// Bit i is set when scores[i] is `least` or more, for each of kGroups.
std::uint32_t ReachOf(const float* scores, float least) {
  return ReachSixteen(scores, least) | ReachSixteen(scores + 16, least) << 16U;
}

Scored ScoredOf(std::uint64_t rank) {
  return {kHighestSku - (static_cast<std::uint32_t>(rank) >> 1U),
          BitCast<float>(static_cast<std::uint32_t>(rank >> 32U)), (rank & 1U) != 0};
}

// Puts the largest of at most kFew first, in order, by counting for each how many are larger: no
// branch depends on them. Behind them must stand zeros, kFew in all.
void Order(std::span<const std::uint64_t> ranks, std::uint64_t* ordered) {
  for (const std::uint64_t rank : ranks) {
    TwoRanks larger = {};
    for (std::size_t i = 0; i < kFew; i += 2) {
      TwoRanks two;
      std::memcpy(&two, ranks.data() + i, sizeof(two));
      larger -= two > static_cast<std::int64_t>(rank);
    }
    ordered[larger[0] + larger[1]] = rank;
  }
}

// The same of many: the `most` largest.
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

void Scorer::Add(const NeighbourList& list) {
  candidates_.Reserve(touched_count_ + list.count, touched_count_);
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
  candidates_.Reserve(touched_count_ + most + 1, touched_count_);
  const SkuId* const begin = candidates_.data() + touched_count_;
  SkuId* to = candidates_.data() + touched_count_;
  for (const SkuId sku : model_.popular()) {
    if (to == begin + most) break;
    if (sku >= sums_.size()) continue;
    *to = sku;
    to += BitCast<std::uint32_t>(sums_[sku]) == 0 ? 1 : 0;
  }
  candidate_count_ = static_cast<std::size_t>(to - candidates_.data());
}

void Scorer::ScoreCandidates() {
  scores_.Reserve(candidate_count_ + kGroups);
  model_.Score(candidates_.first(candidate_count_), sums_, scores_.first(candidate_count_));
  for (std::size_t g = 0; g < kGroups; g += 4) {
    const FourFloats none = {};
    std::memcpy(scores_.data() + candidate_count_ + g, &none, sizeof(none));
  }
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
  std::array<float, kGroups> scores;  // NOLINT: filled here
  std::memcpy(scores.data(), best.data(), sizeof(scores));
  float low = 0;
  float high = std::max(std::max(highest[0], highest[1]), std::max(highest[2], highest[3]));
  for (int i = 0; i < kMostHalvings; ++i) {
    const float middle = 0.5F * (low + high);
    const auto reached = static_cast<std::size_t>(std::popcount(ReachOf(scores.data(), middle)));
    (reached < most ? high : low) = middle;
    if (reached - most <= kSpare) break;
  }
  return low;
}

// The best `most` of the candidates that reach `least`, in order, into best_.
void Scorer::RankFrom(float least, std::size_t most) {
  ranks_.Reserve(candidate_count_ + 2 * kFew);
  const float* const scores = scores_.data();
  Rank* to = ranks_.data();
  for (std::size_t i = 0; i < candidate_count_; i += kGroups) {
    std::uint32_t reached = ReachOf(scores + i, least);
    // Where there is no least score, what stands behind the last reaches it too.
    const std::size_t left = candidate_count_ - i;
    if (left < kGroups) reached &= (1U << left) - 1;
    for (; reached != 0; reached &= reached - 1) {
      const std::size_t c = i + static_cast<std::size_t>(std::countr_zero(reached));
      *to++ = RankOf(candidates_[c], scores[c], c < touched_count_);
    }
  }
  const auto count = static_cast<std::size_t>(to - ranks_.data());
  const std::span<Rank> ranks = ranks_.first(count);
  const Rank* best = ranks.data();
  if (count <= kFew) {
    for (std::size_t i = 0; i < kFew; i += 2) {
      const TwoRanks none = {};
      std::memcpy(to + i, &none, sizeof(none));
    }
    Order(ranks, ranks_.data() + kFew);
    best += kFew;
  } else {
    KeepBest(ranks, most);
  }
  best_count_ = std::min(most, count);
  best_.Reserve(best_count_);
  for (std::size_t i = 0; i < best_count_; ++i) best_[i] = ScoredOf(best[i]);
}

std::span<const Scored> Scorer::Score(const ScoreQuery& query) {
  BeginQuery();
  TakeSources(query);
  AddNeighbours();
  AddPopular(query.most);
  ScoreCandidates();
  RankFrom(Threshold(query.most), query.most);
  return best_.first(best_count_);
}

}  // namespace afterglow
