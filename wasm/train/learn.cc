#include "train/learn.h"

#include <algorithm>
#include <string>
#include <utility>

#include "train/calibrate.h"
#include "train/learner.h"

namespace afterglow {
namespace {

constexpr std::size_t kMostKnots = 24;

Status Check(const Counts& counts, std::uint32_t sku_count, const char* name) {
  const std::size_t n = sku_count;
  if (counts.sku_count != n || counts.together.rows() != n || counts.next.rows() != n ||
      counts.popularity.size() != n || counts.discovery.size() != n ||
      counts.next_mass.size() != n || counts.orders.size() != n) {
    return Error{ErrorCode::kBadTrainingData,
                 std::string(name) + " counts: every part needs one row for each SKU", 0};
  }
  if (!(counts.order_weight >= 0) || !(counts.followed_weight >= 0)) {
    return Error{ErrorCode::kBadTrainingData,
                 std::string(name) + " counts: weights of orders must not be negative", 0};
  }
  return Nothing{};
}

std::vector<CalibrationKnot> CalibrateOn(const LearnInput& input, const Chosen& chosen) {
  const NeighbourRows rows = BlendedRows(chosen.weights, chosen.choice, input);
  const std::vector<float> priors = PriorsOf(input.fit, chosen.choice.prior);
  Validation validation(input.validation, input.fit.sku_count, input.offered, true);
  validation.Judge(rows, priors);
  std::vector<CalibrationKnot> knots =
      Calibrate(validation.Outcomes(chosen.choice.scoring), kMostKnots);
  for (CalibrationKnot& knot : knots) {
    knot.probability *= static_cast<float>(std::min(input.returning_share, 1.0));
  }
  return knots;
}

}  // namespace

std::vector<WeightJob> Learner::JobsBeforeChoosing(Objective objective) {
  if (objective == Objective::kTogether) return {};
  return JobsOf(DefaultChoice(objective));
}

Status Learner::Choose(LearnInput input, Progress progress) {
  input_ = std::move(input);
  if (Status s = Check(input_.fit, sku_count(), "fit"); !s.ok()) return s.error();
  if (Status s = Check(input_.full, sku_count(), "full"); !s.ok()) return s.error();
  choice_ = DefaultChoice(input_.objective);
  if (input_.validation.size() > 0) {
    const Chosen chosen = afterglow::Choose(input_, progress);
    choice_ = chosen.choice;
    calibration_ = CalibrateOn(input_, chosen);
  }
  input_.fit = {};
  return Nothing{};
}

Result<Learned> Learner::Finish() {
  for (const WeightJob& job : jobs()) {
    WeightColumns& part = weights(job.kind);
    if (part.targets() == 0) {
      part = std::move(
          SolveWeights(input_.full, job.kind, std::span(&job.lambda, 1), {0, sku_count()})[0]);
    } else if (part.targets() != sku_count()) {
      return Error{ErrorCode::kBadTrainingData,
                   "solved weights: handed over of " + std::to_string(part.targets()) + " of " +
                       std::to_string(sku_count()) + " SKUs",
                   0};
    }
  }
  Learned learned;
  learned.neighbours = BlendedRows(weights_, choice_, input_);
  learned.priors = PriorsOf(input_.full, choice_.prior);
  learned.calibration = std::move(calibration_);
  learned.history_weight = choice_.scoring.history_weight;
  learned.history_decay = choice_.scoring.history_decay;
  learned.prior_weight = choice_.scoring.prior_weight;
  learned.chosen = {{"together_lambda", choice_.together_lambda},
                    {"next_lambda", choice_.next_lambda},
                    {"together_share", choice_.together_share},
                    {"prior_kind", static_cast<double>(choice_.prior)}};
  return learned;
}

Result<Learned> Learn(LearnInput input, Progress progress) {
  Learner learner;
  if (Status s = learner.Choose(std::move(input), progress); !s.ok()) return s.error();
  Result<Learned> learned = learner.Finish();
  progress(1);
  return learned;
}

}  // namespace afterglow
