// The section "CALI": the curve from score to probability, as knots.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/model_data.h"

namespace afterglow {

inline constexpr std::size_t kMostKnots = 256;

// At most kMostKnots, finite, with strictly rising scores and probabilities in [0, 1] that never
// fall.
bool ValidCalibration(std::span<const CalibrationKnot> knots);

std::vector<std::uint8_t> WriteCalibration(std::span<const CalibrationKnot> knots);
// Linear between knots; the first knot's probability below it, the last one's above; 0 without
// knots.
float Interpolate(std::span<const CalibrationKnot> knots, float score);

// The curve of a model.
class Calibration {
 public:
  // Becomes the curve in `section`; false when that is none.
  bool Open(Bytes section);
  float Probability(float score) const { return Interpolate({knots_.data(), count_}, score); }

 private:
  std::array<CalibrationKnot, kMostKnots> knots_ = {};
  std::size_t count_ = 0;
};

}  // namespace afterglow
