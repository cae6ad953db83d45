#include <gtest/gtest.h>

#include "model/weight_levels.h"

namespace afterglow {
namespace {

// `skus` lists, the first of them with a neighbour of each weight.
std::vector<std::vector<Neighbour>> Lists(std::size_t skus, const std::vector<float>& weights) {
  std::vector<std::vector<Neighbour>> lists(skus);
  for (const float weight : weights) lists[0].push_back({0, weight});
  return lists;
}

// 0.001 to 1.
std::vector<float> Thousand() {
  std::vector<float> weights;
  for (int i = 1; i <= 1000; ++i) weights.push_back(static_cast<float>(i) / 1000);
  return weights;
}

// What `weight` comes back as.
float Kept(const WeightLevels& levels, float weight) { return levels.values[levels.Of(weight)]; }

TEST(WeightLevels, StandCloserForSmallWeightsInSmallCatalogues) {
  const WeightLevels small = LearnWeightLevels(Lists(kMostSkusEvenInRoot, Thousand()));
  const WeightLevels large = LearnWeightLevels(Lists(kMostSkusEvenInRoot + 1, Thousand()));
  EXPECT_EQ(small.Of(1.0F / 16), 4U) << "the root of a sixteenth is a quarter, of sixteen levels";
  EXPECT_EQ(large.Of(1.0F / 16), 1U);
  for (const float weight : Thousand()) {
    EXPECT_NEAR(Kept(large, weight), weight, 1.0F / 32 + 0.001F);
    // A level from i² to (i + 1)² 256ths of the highest is 2i + 1 wide.
    const float widest = (2 * 16 * std::sqrt(weight) + 1) / 256;
    EXPECT_NEAR(Kept(small, weight), weight, widest / 2 + 0.001F);
  }
}

TEST(WeightLevels, RiseWhereNoWeightIs) {
  for (const std::size_t skus : {std::size_t{1}, kMostSkusEvenInRoot + 1}) {
    const WeightLevels levels = LearnWeightLevels(Lists(skus, {0.5F, 1}));
    for (std::size_t i = 1; i < kWeightLevels; ++i) {
      EXPECT_GT(levels.values[i], levels.values[i - 1]) << "level " << i << " of " << skus;
    }
    EXPECT_FLOAT_EQ(Kept(levels, 1), 1);
    EXPECT_FLOAT_EQ(Kept(levels, 0.5F), 0.5F);
  }
}

TEST(WeightLevels, AreNotStretchedByAFewWeightsOutOfAllProportion) {
  std::vector<float> weights = Thousand();
  weights.push_back(1e6F);
  const WeightLevels levels = LearnWeightLevels(Lists(1, weights));
  EXPECT_LT(levels.highest, 10);
  EXPECT_GT(Kept(levels, 1), Kept(levels, 0.5F));
}

}  // namespace
}  // namespace afterglow
