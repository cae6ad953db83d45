#include <gtest/gtest.h>

#include <limits>

#include "model/sku_index.h"
#include "model_fixture.h"

namespace afterglow {
namespace {

std::string Refusal(const ModelData& data) {
  const Result<std::vector<std::uint8_t>> result = WriteModel(data);
  if (result.ok()) return "accepted";
  EXPECT_EQ(result.error().code, ErrorCode::kBadTrainingData);
  return result.error().message;
}

TEST(ModelWriter, RefusesASkuThatIsThereTwice) {
  ModelData data = SmallShop();
  data.skus[3] = "MAT-01";
  EXPECT_EQ(Refusal(data), "SKU \"MAT-01\" is there twice");
}

TEST(ModelWriter, RefusesSkusOfTheSameHash) {
  ModelData data = SmallShop();
  data.skus[3] = "TENT-2P-WG7I173E";
  data.skus[5] = "MAT-01--gD.iQ63_";
  ASSERT_EQ(SkuIndex::Hash(data.skus[3]), SkuIndex::Hash(data.skus[5]));
  EXPECT_EQ(Refusal(data),
            "SKUs \"TENT-2P-WG7I173E\" and \"MAT-01--gD.iQ63_\" have the same hash: leave one of "
            "them out");
}

TEST(ModelWriter, RefusesSkusOfWrongLength) {
  ModelData data = SmallShop();
  data.skus[3] = "";
  EXPECT_EQ(Refusal(data), "SKU \"\" has 0 bytes, 1 to 128 are allowed");
  data.skus[3] = std::string(129, 'a');
  EXPECT_NE(Refusal(data).find("has 129 bytes"), std::string::npos);
}

TEST(ModelWriter, RefusesTablesOfDifferentLength) {
  ModelData data = SmallShop();
  data.cards.pop_back();
  EXPECT_NE(Refusal(data).find("each of its 8 SKUs"), std::string::npos);
}

TEST(ModelWriter, RefusesListsThatBreakTheRules) {
  ModelData data = SmallShop();
  data.neighbours[0] = {{1, 1.0F}, {1, 0.5F}};
  EXPECT_EQ(Refusal(data), "the neighbours of SKU \"TENT-2P\" name a SKU twice");
  data.neighbours[0] = {{1, 0.5F}, {2, 1.0F}};
  EXPECT_EQ(Refusal(data),
            "the neighbours of SKU \"TENT-2P\" are not in the order of falling weight");
  data.neighbours[0] = {{8, 0.5F}};
  EXPECT_EQ(Refusal(data), "the neighbours of SKU \"TENT-2P\" name a SKU that is not there");
  for (const float weight : {0.0F, -1.0F, std::numeric_limits<float>::infinity(),
                             std::numeric_limits<float>::quiet_NaN()}) {
    data.neighbours[0] = {{1, weight}};
    EXPECT_EQ(Refusal(data),
              "the neighbours of SKU \"TENT-2P\" have a weight that is not positive and finite");
  }
  data.neighbours[0].assign(256, {1, 1.0F});
  EXPECT_EQ(Refusal(data), "the neighbours of SKU \"TENT-2P\" are 256, at most 255 fit");
}

TEST(ModelWriter, RefusesStatisticsOutOfRange) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const float bad : {-0.1F, 1.1F, nan}) {
    ModelData data = SmallShop();
    data.statistics[2].prior = bad;
    EXPECT_EQ(Refusal(data), "the prior of SKU \"LAMP-3\" is not in [0, 1]");
    data = SmallShop();
    data.statistics[2].repeat_propensity = bad;
    EXPECT_EQ(Refusal(data), "the repeat propensity of SKU \"LAMP-3\" is not in [0, 1]");
  }
}

TEST(ModelWriter, RefusesACalibrationThatFalls) {
  ModelData data = SmallShop();
  data.calibration = {{0, 0.5F}, {1, 0.4F}};
  EXPECT_NE(Refusal(data).find("calibration"), std::string::npos);
  data.calibration = {{1, 0.1F}, {1, 0.2F}};
  EXPECT_NE(Refusal(data).find("calibration"), std::string::npos);
  data.calibration = {{0, 0.1F}, {std::numeric_limits<float>::quiet_NaN(), 0.2F}};
  EXPECT_NE(Refusal(data).find("calibration"), std::string::npos);
}

TEST(ModelWriter, RefusesSettingsOutOfRange) {
  ModelData data = SmallShop();
  data.settings.history_decay = 0;
  EXPECT_EQ(Refusal(data), "the setting history_decay is out of its range");
  data = SmallShop();
  data.settings.holdout_share = 1.5F;
  EXPECT_EQ(Refusal(data), "the setting holdout_share is out of its range");
}

TEST(ModelWriter, RefusesASectionGivenTwice) {
  ModelData data = SmallShop();
  data.opaque = {{{'O', 'F', 'F', 'R'}, {}}, {{'O', 'F', 'F', 'R'}, {}}};
  EXPECT_EQ(Refusal(data), "section OFFR is given twice");
  data.opaque = {{{'E', 'D', 'G', 'E'}, {}}};
  EXPECT_EQ(Refusal(data), "section EDGE is given twice");
}

}  // namespace
}  // namespace afterglow
