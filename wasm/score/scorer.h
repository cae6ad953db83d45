// Basket and history -> the model's SKUs with the largest scores.
//
//   Scorer scorer(model);                       // owns the working memory; reuse it, one per
//   thread std::span<const Scored> best = scorer.Score(query);
//
// The formula is in model/settings.h. Ties rank by SkuId, so the answer is the same everywhere.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/model.h"
#include "score/room.h"

namespace afterglow {

inline constexpr SkuId kNoSku = 0xffffffffU;

// For ten explained SKUs of the largest query there is: 750 sources with 255 neighbours each.
inline constexpr std::size_t kMostExplained = 1'912'500;

struct ScoreQuery {
  std::span<const std::string> basket;   // SKUs of this order
  std::span<const std::string> history;  // earlier SKUs, most recent first
  std::size_t most = 10;                 // how many to return
  bool repeats = false;  // whether `history` may be recommended; the basket never is
};

struct Scored {
  SkuId sku;
  float score;
  // False when no basket or history SKU points to it: it is here for its popularity alone.
  bool related;
};

class Scorer {
 public:
  // `model` must outlive the scorer.
  explicit Scorer(const Model& model);

  // By falling score; valid until the next call. SKUs the model does not know are ignored: with
  // none known, the answer is the most popular SKUs.
  std::span<const Scored> Score(const ScoreQuery& query);

  // The score of any SKU in the last query, also of one that was not among the best; nothing when
  // no basket or history SKU points to it. Meaningless for a SKU that may not be recommended.
  std::optional<float> ScoreOf(SkuId sku) const;

  // The basket or history SKUs of the last query that point to `target`, strongest first, at most
  // `most`. Empty for a SKU that is there for its popularity alone. Sources of which no more than
  // kMostExplained neighbours can be read for one query are left out.
  std::vector<SkuId> Because(SkuId target, std::size_t most);

 private:
  // A candidate as one number: a larger one is better.
  using Rank = std::uint64_t;

  void BeginQuery();
  void TakeSources(const ScoreQuery& query);
  void AddNeighbours();
  void Add(const NeighbourList& list);
  void AddPopular(std::size_t most);
  void ScoreCandidates();
  float Threshold(std::size_t most) const;
  void RankFrom(float least, std::size_t most);
  void Exclude(SkuId sku);

  const Model& model_;
  // [sku] What its sources add up to; 0: nothing points to it; not a number: it is excluded.
  std::vector<float> sums_;
  // The first touched_count_: every SKU with a sum. After them, up to candidate_count_, the popular
  // ones that nothing points to.
  Room<SkuId> candidates_;
  std::size_t touched_count_ = 0, candidate_count_ = 0;
  Room<float> scores_;  // [i] of candidates_[i]
  std::vector<SkuId> excluded_;
  std::vector<WeightedSku> sources_;
  Room<Rank> ranks_;           // of those among the best, then the same in order
  std::size_t explained_ = 0;  // neighbours that Because has read for this query
  Room<Scored> best_;          // the first best_count_
  std::size_t best_count_ = 0;
};

}  // namespace afterglow
