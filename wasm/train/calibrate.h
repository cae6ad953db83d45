// Isotonic calibration: what share of recommendations at a score was bought.
#pragma once

#include <cstdint>
#include <vector>

#include "model/model_data.h"

namespace afterglow {

struct ScoredOutcome {
  float score;
  bool bought;
  float weight = 1;             // how many it counts for, > 0
  std::uint32_t situation = 0;  // what is recommended in one situation is bought or not together
};

// The non-decreasing step function with least squared error (pool adjacent violators), thinned to
// at most `most` knots (≥ 2), none of which stands for less than a fiftieth of all: an extreme
// score that was seen a few times says nothing by itself. Empty without outcomes.
//
// Every knot is drawn towards the line of LinearScale as if that were `drawn` outcomes more: scores
// are made by regression, so that the line is a good guess where outcomes are few.
std::vector<CalibrationKnot> Calibrate(std::vector<ScoredOutcome> outcomes, std::size_t most,
                                       double drawn = 0);

// How much drawing predicts outcomes of other situations best: five-fold cross-validation by
// situation, least logarithmic loss.
double ChooseDrawn(std::vector<ScoredOutcome> outcomes, std::size_t most);

// What scores have to be multiplied by to be right on average: calibration by one number, for
// comparison. 0 when no score is above 0.
double LinearScale(const std::vector<ScoredOutcome>& outcomes);

}  // namespace afterglow
