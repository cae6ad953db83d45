// The section "CALI": the curve from score to probability, as knots.
#pragma once

#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/model_data.h"

namespace afterglow {

inline constexpr std::size_t kMostKnots = 256;

// At most kMostKnots, finite, with strictly rising scores and probabilities in [0, 1] that never
// fall.
bool ValidCalibration(std::span<const CalibrationKnot> knots);

std::vector<std::uint8_t> WriteCalibration(std::span<const CalibrationKnot> knots);
// Into `knots`, which are of no use after a failure.
Status ReadCalibration(Bytes section, std::vector<CalibrationKnot>& knots);

// Linear between knots; the first knot's probability below it, the last one's above; 0 without
// knots.
float Interpolate(std::span<const CalibrationKnot> knots, float score);

}  // namespace afterglow
