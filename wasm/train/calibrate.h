// Isotonic calibration: what share of recommendations at a score was bought.
#pragma once

#include <vector>

#include "model/model_data.h"

namespace afterglow {

struct ScoredOutcome {
  float score;
  bool bought;
};

// The non-decreasing step function with least squared error (pool adjacent violators), thinned to
// at most `most` knots (≥ 2). Empty without outcomes.
std::vector<CalibrationKnot> Calibrate(std::vector<ScoredOutcome> outcomes, std::size_t most);

}  // namespace afterglow
