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

struct ScoreQuery {
  std::span<const std::string> basket;   // SKUs of this order
  std::span<const std::string> history;  // earlier SKUs, most recent first
  std::size_t most = 10;                 // how many to return
  bool repeats = false;  // whether `history` may be recommended; the basket never is
  // Whether the most popular SKUs fill up what co-purchase leaves empty.
  bool back_off = true;
};

struct Scored {
  SkuId sku;
  float score;
  SkuId because;  // the basket or history SKU that contributed most; kNoSku for a back-off
};

inline constexpr SkuId kNoSku = 0xffffffffU;

class Scorer {
 public:
  explicit Scorer(const Model& model);
  // Valid until the next call.
  std::span<const Scored> Score(const ScoreQuery& query);

 private:
  const Model& model_;
};

}  // namespace afterglow
