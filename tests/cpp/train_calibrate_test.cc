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

TEST(CalibrateTest, AnOutcomeOfWeightThreeIsThreeOutcomes) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<ScoredOutcome> weighted;
    std::vector<ScoredOutcome> repeated;
    for (std::uint32_t k = 0; k < 40; ++k) {
      const ScoredOutcome outcome = {static_cast<float>(k / 2), random() % 60 < k,
                                     static_cast<float>(1 + random() % 3)};
      weighted.push_back(outcome);
      for (float copy = 0; copy < outcome.weight; ++copy) {
        repeated.push_back({outcome.score, outcome.bought});
      }
    }
    const auto one = Calibrate(weighted, 8);
    const auto other = Calibrate(repeated, 8);
    ASSERT_EQ(one.size(), other.size());
    for (std::size_t k = 0; k < one.size(); ++k) {
      EXPECT_FLOAT_EQ(one[k].score, other[k].score);
      EXPECT_FLOAT_EQ(one[k].probability, other[k].probability);
    }
    EXPECT_NEAR(LinearScale(weighted), LinearScale(repeated), 1e-12);
  }
}

TEST(CalibrateTest, AFewExtremeScoresMakeNoKnotOfTheirOwn) {
  std::vector<ScoredOutcome> outcomes;
  for (std::uint32_t k = 0; k < 1000; ++k) {
    outcomes.push_back({static_cast<float>(k % 10), k % 100 < 3 * (k % 10)});
  }
  // Fifteen far above all others, each of them bought.
  for (int k = 0; k < 15; ++k) outcomes.push_back({100, true});
  const std::vector<CalibrationKnot> knots = Calibrate(outcomes, 24);
  ASSERT_FALSE(knots.empty());
  EXPECT_LT(knots.back().probability, 0.5F);
  outcomes.insert(outcomes.end(), 15, {100, true});  // thirty are enough
  EXPECT_EQ(Calibrate(outcomes, 24).back().probability, 1.0F);
}

TEST(CalibrateTest, IsDrawnTowardsTheLineByAsManyOutcomesMore) {
  // At score 1 one of ten was bought, at score 3 six of ten: the line says 7 / 40 per score.
  std::vector<ScoredOutcome> outcomes;
  for (int k = 0; k < 10; ++k) {
    outcomes.push_back({1, k < 1});
    outcomes.push_back({3, k < 6});
  }
  const auto knots = Calibrate(outcomes, 24, 20);
  ASSERT_EQ(knots.size(), 2U);
  EXPECT_FLOAT_EQ(knots[0].probability, (1 + 20 * 7.0F / 40) / 30);
  EXPECT_FLOAT_EQ(knots[1].probability, (6 + 20 * 21.0F / 40) / 30);
}

TEST(CalibrateTest, IsDrawnToTheLineWhereThatIsTheTruthAndNotWhereItIsNot) {
  std::mt19937 random(11);
  std::vector<ScoredOutcome> straight;
  std::vector<ScoredOutcome> bent;
  for (std::uint32_t k = 0; k < 20000; ++k) {
    const std::uint32_t score = random() % 1000;
    const bool low = random() % 4000 < score;
    straight.push_back({static_cast<float>(score), low, 1, k / 10});
    bent.push_back(
        {static_cast<float>(score), random() % 4000 < (score < 900 ? 40U : 3000U), 1, k / 10});
  }
  EXPECT_GE(ChooseDrawn(straight, 24), 1000);
  EXPECT_LE(ChooseDrawn(bent, 24), 300);
}

TEST(CalibrateTest, TheLinearScaleMakesScoresRightOnAverage) {
  const std::vector<ScoredOutcome> outcomes = {{2, true}, {1, false}, {1, false, 3}, {4, true, 2}};
  // Bought: weights 1 and 2. Scores: 2 + 1 + 3 + 8.
  EXPECT_DOUBLE_EQ(LinearScale(outcomes), 3.0 / 14);
  EXPECT_EQ(LinearScale({}), 0);
  EXPECT_EQ(LinearScale({{0, true}}), 0);
}

TEST(CalibrateTest, OfNothingIsNothingAndOfOneLevelIsOneKnot) {
  EXPECT_TRUE(Calibrate({}, 8).empty());
  const std::vector<CalibrationKnot> knots = Calibrate({{1, true}, {1, false}}, 8);
  ASSERT_EQ(knots.size(), 1U);
  EXPECT_EQ(knots[0].probability, 0.5F);
}

}  // namespace
}  // namespace afterglow
