// Isotonic calibration.
#include <gtest/gtest.h>

#include <random>

#include "train/calibrate.h"

namespace afterglow {
namespace {

// The isotonic least-squares fit by its min-max formula: quadratic, obviously right.
std::vector<double> SlowFit(const std::vector<ScoredOutcome>& sorted) {
  std::vector<double> fit;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    double best = 0;
    for (std::size_t from = 0; from <= i; ++from) {
      double least = 1;
      double bought = 0;
      for (std::size_t to = from; to < sorted.size(); ++to) {
        bought += sorted[to].bought ? 1 : 0;
        if (to >= i) least = std::min(least, bought / static_cast<double>(to - from + 1));
      }
      best = std::max(best, least);
    }
    fit.push_back(best);
  }
  return fit;
}

TEST(CalibrateTest, IsTheIsotonicFitOfRandomOutcomes) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    std::vector<ScoredOutcome> outcomes;
    for (std::uint32_t k = 0; k < 25; ++k) {
      outcomes.push_back({static_cast<float>(k), random() % 40 < k});
    }
    const std::vector<double> slow = SlowFit(outcomes);
    const std::vector<CalibrationKnot> knots = Calibrate(outcomes, 256);
    // Every distinct level of the fit is one knot.
    std::vector<double> levels = slow;
    levels.erase(std::unique(levels.begin(), levels.end(),
                             [](double a, double b) { return std::abs(a - b) < 1e-9; }),
                 levels.end());
    ASSERT_EQ(knots.size(), levels.size());
    for (std::size_t k = 0; k < knots.size(); ++k) {
      EXPECT_NEAR(static_cast<double>(knots[k].probability), levels[k], 1e-6);
    }
  }
}

TEST(CalibrateTest, KeepsTheMeanAndTheOrderWhenThinned) {
  std::mt19937 random(5);
  std::vector<ScoredOutcome> outcomes;
  for (std::uint32_t k = 0; k < 5000; ++k) {
    outcomes.push_back({static_cast<float>(k % 1000), random() % 1200 < k % 1000});
  }
  const std::vector<CalibrationKnot> knots = Calibrate(outcomes, 8);
  ASSERT_LE(knots.size(), 8U);
  ASSERT_GE(knots.size(), 2U);
  for (std::size_t k = 1; k < knots.size(); ++k) {
    EXPECT_LT(knots[k - 1].score, knots[k].score);
    EXPECT_LE(knots[k - 1].probability, knots[k].probability);
  }
}

TEST(CalibrateTest, OfNothingIsNothingAndOfOneLevelIsOneKnot) {
  EXPECT_TRUE(Calibrate({}, 8).empty());
  const std::vector<CalibrationKnot> knots = Calibrate({{1, true}, {1, false}}, 8);
  ASSERT_EQ(knots.size(), 1U);
  EXPECT_EQ(knots[0].probability, 0.5F);
}

}  // namespace
}  // namespace afterglow
