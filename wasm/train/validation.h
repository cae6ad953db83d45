// Scores the validation contexts as the online scorer would (model/settings.h), and says how well.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "train/calibrate.h"
#include "train/learn.h"
#include "train/neighbour_rows.h"

namespace afterglow {

// The scoring part of model/settings.h.
struct Scoring {
  float history_weight = 0;
  float history_decay = 1;
  float prior_weight = 0;
};

class Validation {
 public:
  // Everything must outlive it. Without `use_history` customers are taken to be unknown.
  Validation(const Contexts& contexts, std::uint32_t sku_count,
             std::span<const std::uint8_t> offered, bool use_history);

  // What is being judged, until the next call. `priors` as in model_data.h.
  void Judge(const NeighbourRows& rows, std::span<const float> priors);

  // Of each scoring, all of one history_decay: the mean over contexts of NDCG@10 + HR@10 / 5, for
  // the SKUs that are new to the customer. NDCG is what counts; the hit rate steadies it where two
  // settings are about as good.
  std::vector<double> Qualities(std::span<const Scoring> scorings);
  // The score a first recommendation typically gets from the basket alone, by a sample of the
  // contexts: the unit that weights of the prior are tried in. 0 when neighbours never say
  // anything.
  double TypicalScore();
  // Whether each recommended SKU was bought, over all contexts that count in calibration.
  std::vector<ScoredOutcome> Outcomes(const Scoring& scoring);

 private:
  struct Cell {
    float basket = 0;
    float history = 0;  // before the history's weight
    std::uint32_t stamp = 0;
  };

  void Accumulate(std::size_t context, float history_decay);
  void KeepCandidates();
  void Touch(std::uint32_t sku);
  void Rank(const Scoring& scoring);
  bool IsTarget(std::size_t context, std::uint32_t sku) const;
  bool Excluded(std::uint32_t sku) const { return excluded_[sku] == stamp_; }

  const Contexts& contexts_;
  const std::span<const std::uint8_t> offered_;
  const bool use_history_;
  std::vector<std::size_t> answered_;  // contexts with a target new to the customer
  std::vector<double> discount_;       // [place in the list]
  std::vector<double> ideal_;          // of each answered context
  const NeighbourRows* rows_ = nullptr;
  std::span<const float> priors_;
  std::vector<std::uint32_t> popular_;  // offered SKUs by falling prior
  std::uint32_t stamp_ = 0;
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> excluded_;  // [sku] the stamp of the context it is excluded from
  std::vector<std::uint32_t> touched_;
  // All that may be recommended in the context, column by column so that scoring is vector code.
  struct Candidates {
    std::vector<std::uint32_t> sku;
    std::vector<float> basket, history, prior, score;
    void Clear();
    void Add(std::uint32_t which, float from_basket, float from_history, float own_prior);
  };
  Candidates candidates_;
  std::vector<NeighbourData> best_;  // by falling score
};

}  // namespace afterglow
