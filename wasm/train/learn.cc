#include "train/learn.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/weight_levels.h"
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

// As the model file will hold them: scores are made from those.
void Quantise(NeighbourRows& rows) {
  std::vector<std::vector<Neighbour>> lists;
  lists.reserve(rows.size());
  for (const auto& row : rows) {
    std::vector<Neighbour>& list = lists.emplace_back();
    for (const NeighbourData& entry : row) list.push_back({entry.sku, entry.weight});
  }
  const WeightLevels levels = LearnWeightLevels(lists);
  for (auto& row : rows) {
    for (NeighbourData& entry : row) entry.weight = levels.values[levels.Of(entry.weight)];
  }
}

// To complete a basket it must do without knowing the customer, as when settings are chosen.
std::vector<ScoredOutcome> OutcomesOf(const LearnInput& input, const Chosen& chosen) {
  NeighbourRows rows = BlendedRows(chosen.weights, chosen.choice, input, input.fit);
  Quantise(rows);
  const std::vector<float> priors = PriorsOf(input.fit, chosen.choice.prior);
  Validation validation(input.validation, input.fit.sku_count, input.offered,
                        input.objective == Objective::kNext);
  validation.Judge(rows, priors);
  return validation.Outcomes(chosen.choice.scoring);
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
    std::vector<ScoredOutcome> outcomes = OutcomesOf(input_, chosen);
    const double returning = std::min(input_.returning_share, 1.0);
    linear_scale_ = returning * LinearScale(outcomes);
    const double drawn = ChooseDrawn(outcomes, kMostKnots);
    calibration_ = Calibrate(std::move(outcomes), kMostKnots, drawn);
    // Below the least of what was recommended it goes down to nothing: else what is hardly related
    // would be as likely, and the dearest of it worth most.
    if (!calibration_.empty() && calibration_.front().score > 0) {
      calibration_.insert(calibration_.begin(), {0, 0});
    }
    calibration_drawn_ = drawn;
    for (CalibrationKnot& knot : calibration_) knot.probability *= static_cast<float>(returning);
  }
  input_.fit = {};
  return Nothing{};
}

Result<Learned> Learner::Finish() {
  for (const WeightJob& job : jobs()) {
    WeightColumns& part = weights(job.kind);
    if (part.targets() == 0) {
      part = std::move(
          SolveWeights(input_.full, job.kind, std::span(&job.penalty, 1), {0, sku_count()})[0]);
    } else if (part.targets() != sku_count()) {
      return Error{ErrorCode::kBadTrainingData,
                   "solved weights: handed over of " + std::to_string(part.targets()) + " of " +
                       std::to_string(sku_count()) + " SKUs",
                   0};
    }
  }
  Learned learned;
  learned.neighbours = BlendedRows(weights_, choice_, input_, input_.full);
  learned.priors = PriorsOf(input_.full, choice_.prior);
  learned.calibration = std::move(calibration_);
  learned.history_weight = choice_.scoring.history_weight;
  learned.history_decay = choice_.scoring.history_decay;
  learned.prior_weight = choice_.scoring.prior_weight;
  learned.chosen = {{"together_lambda", choice_.together.lambda},
                    {"together_proportional", choice_.together.proportional ? 1.0 : 0.0},
                    {"next_lambda", choice_.next.lambda},
                    {"together_share", choice_.together_share},
                    {"category_strength", choice_.category_strength},
                    {"target_power", choice_.target_power},
                    {"prior_kind", static_cast<double>(choice_.prior)},
                    {"calibration_drawn", calibration_drawn_},
                    {"linear_scale", linear_scale_}};
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
