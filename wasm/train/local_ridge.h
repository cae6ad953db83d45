// Item-to-item weights by local ridge regression.
//
// For a target SKU t, the M SKUs C most associated with it predict it:
//
//   (G_CC + P) w = r_C
//
// with G the predictors' moments (which of them are bought in one order), r what each of them
// shares with the target and P, diagonal, the penalty. Where orders say much, one that is the same
// for all predictors ranks best; where they say little, one proportional to how often a predictor
// is bought, which in the limit leaves how often the target is in its orders. It matches regression
// on the whole catalogue (EASE, Steck 2019: one inverse, cubic in the catalogue) at a cost linear
// in it; every target is solved on its own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "train/cholesky.h"
#include "train/counts.h"

namespace afterglow {

// What is regressed on what. The spans and matrices must outlive the problem.
struct RidgeProblem {
  const SparseMatrix* gram = nullptr;     // symmetric, diagonal included
  const SparseMatrix* moments = nullptr;  // row t: what each predictor shares with target t
  double gram_scale = 1;                  // gram entries count this much in terms of moments
  // Centring, for a regression with an intercept: Σ of the rows' weights, and of those that hold
  // the predictor (in gram's terms) and the target (in moments' terms). 0 rows: no centring.
  double rows = 0;
  std::span<const double> target_mass;
  std::uint32_t most_predictors = 64;
};

struct Penalty {
  double lambda = 1;
  // λ times each predictor's own diagonal of the Gram; else the same for all, λ times their mean.
  // What comes of it is 1 + λ times as large, as without it: all the penalty does then is to take
  // what predictors share for 1 + λ times less.
  bool proportional = false;
};

struct PredictorWeight {
  std::uint32_t sku;
  float weight;  // any sign
};

// Holds the working memory for one thread; reuse it from target to target.
class LocalRidge {
 public:
  explicit LocalRidge(const RidgeProblem& problem);

  // Takes up a target: what it is predicted from. A SKU never predicts itself.
  void Begin(std::uint32_t target);
  // Its weights, predictors rising; valid until the next call.
  std::span<const PredictorWeight> Solve(Penalty penalty);

 private:
  struct Candidate {
    float association;
    std::uint32_t sku;
    float moment;
  };

  void TabulateFrequent();
  void ChooseCandidates(std::uint32_t target);
  void GatherGram();
  void GatherRow(std::size_t place);

  const RidgeProblem problem_;
  std::vector<float> diagonal_;       // [sku] of the Gram, scaled
  std::vector<double> deviation_;     // [sku] the root of the diagonal
  float mean_diagonal_;               // of those above 0
  std::vector<std::uint32_t> place_;  // [sku] its place among the candidates
  // The Gram between the SKUs below frequent_count_, the lower triangle row after row: most lookups
  // are of those, and their rows are long.
  std::uint32_t frequent_count_ = 0;
  std::vector<float> frequent_;
  std::vector<Candidate> candidates_;
  std::vector<float> gram_;  // the candidates' part, row-major, centred; the upper triangle counts
  Cholesky system_;
  std::vector<float> least_pivot_;  // [candidate]
  std::vector<PredictorWeight> weights_;
};

// The targets' weights: row t holds the t-th target's.
struct WeightColumns {
  std::vector<std::size_t> start;  // targets + 1 values
  std::vector<PredictorWeight> weight;
  std::size_t targets() const { return start.empty() ? 0 : start.size() - 1; }
  std::span<const PredictorWeight> of(std::size_t target) const {
    return {weight.data() + start[target], weight.data() + start[target + 1]};
  }
};

// Targets [from, to); what comes out does not depend on how the targets are divided.
struct TargetRange {
  std::uint32_t from;
  std::uint32_t to;
};

// One for each penalty.
std::vector<WeightColumns> SolveRange(const RidgeProblem& problem,
                                      std::span<const Penalty> penalties, TargetRange range);

}  // namespace afterglow
