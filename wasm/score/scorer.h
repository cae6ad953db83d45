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

namespace afterglow {

inline constexpr SkuId kNoSku = 0xffffffffU;

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
  // `most`. Empty for a SKU that is there for its popularity alone.
  std::vector<SkuId> Because(SkuId target, std::size_t most);

 private:
  struct Cell {
    float score;
    std::uint32_t stamp;  // query that last touched this SKU
  };
  struct Source {
    SkuId sku;
    float weight;
  };

  void BeginQuery();
  void TakeSources(const ScoreQuery& query);
  void AddNeighbours(const Source& source);
  void Offer(const Scored& scored, std::size_t most);
  void OfferTouched(std::size_t most);
  void OfferPopular(std::size_t most);
  void Exclude(SkuId sku);
  bool excluded(SkuId sku) const { return cells_[sku].stamp == stamp_; }

  const Model& model_;
  std::uint32_t stamp_ = 0;
  std::vector<Cell> cells_;  // [sku]
  std::vector<SkuId> touched_;
  std::vector<Source> sources_;
  std::vector<Scored> best_;
};

}  // namespace afterglow
