#include "train/learn.h"

#include <algorithm>
#include <string>
#include <utility>

#include "train/calibrate.h"
#include "train/choose.h"

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

// Where there is nothing to validate on.
Choice DefaultChoice(Objective objective) {
  Choice choice;
  if (objective == Objective::kTogether) choice.together_share = Choice::kTogetherAlone;
  return choice;
}

}  // namespace

Result<Learned> Learn(LearnInput input, Progress progress) {
  const std::uint32_t sku_count = input.full.sku_count;
  if (Status s = Check(input.fit, sku_count, "fit"); !s.ok()) return s.error();
  if (Status s = Check(input.full, sku_count, "full"); !s.ok()) return s.error();
  Choice choice = DefaultChoice(input.objective);
  Learned learned;
  if (input.validation.size() > 0) {
    const Chosen chosen = Choose(input, progress);
    choice = chosen.choice;
    learned.calibration = CalibrateOn(input, chosen);
  }
  input.fit = {};
  const Weights weights = WeightsOf(input.full, choice);
  learned.neighbours = BlendedRows(weights, choice, input);
  learned.priors = PriorsOf(input.full, choice.prior);
  learned.history_weight = choice.scoring.history_weight;
  learned.history_decay = choice.scoring.history_decay;
  learned.prior_weight = choice.scoring.prior_weight;
  learned.chosen = {{"together_lambda", choice.together_lambda},
                    {"next_lambda", choice.next_lambda},
                    {"together_share", choice.together_share},
                    {"prior_kind", static_cast<double>(choice.prior)}};
  progress(1);
  return learned;
}

}  // namespace afterglow
