#include "model/calibration.h"

#include <algorithm>

namespace afterglow {

bool ValidCalibration(std::span<const CalibrationKnot> knots) {
  if (knots.size() > kMostKnots) return false;
  constexpr float kLargest = 1e30F;
  for (std::size_t i = 0; i < knots.size(); ++i) {
    const CalibrationKnot& knot = knots[i];
    // Written so that NaN fails.
    if (!(knot.score >= -kLargest && knot.score <= kLargest)) return false;
    if (!(knot.probability >= 0 && knot.probability <= 1)) return false;
    if (i > 0 && knots[i - 1].score >= knot.score) return false;
    if (i > 0 && knots[i - 1].probability > knot.probability) return false;
  }
  return true;
}

std::vector<std::uint8_t> WriteCalibration(std::span<const CalibrationKnot> knots) {
  std::vector<std::uint8_t> out;
  for (const CalibrationKnot& knot : knots) Append(out, knot);
  return out;
}

float Interpolate(std::span<const CalibrationKnot> knots, float score) {
  if (knots.empty()) return 0;
  const auto above = std::upper_bound(
      knots.begin(), knots.end(), score,
      [](float wanted, const CalibrationKnot& knot) { return wanted < knot.score; });
  if (above == knots.begin()) return above->probability;
  const CalibrationKnot& low = *(above - 1);
  if (above == knots.end()) return low.probability;
  const float share = (score - low.score) / (above->score - low.score);
  return low.probability + share * (above->probability - low.probability);
}

bool Calibration::Open(Bytes section) {
  if (section.size() % sizeof(CalibrationKnot) != 0 || section.size() > sizeof(knots_))
    return false;
  count_ = section.size() / sizeof(CalibrationKnot);
  if (!section.empty()) std::memcpy(knots_.data(), section.data(), section.size());
  return ValidCalibration({knots_.data(), count_});
}

}  // namespace afterglow
