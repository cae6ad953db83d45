// New sections in a finished model.
#include <gtest/gtest.h>

#include "model/file_frame.h"
#include "model/replace_sections.h"
#include "model_fixture.h"

namespace afterglow {
namespace {

ModelData ShopWith(std::vector<OpaqueSection> opaque) {
  ModelData data = SmallShop();
  data.opaque = std::move(opaque);
  return data;
}

const OpaqueSection kOld = {{'T', 'M', 'P', 'L'}, {1, 2, 3}};
const OpaqueSection kNew = {{'T', 'M', 'P', 'L'}, {4, 5, 6, 7, 8}};
const OpaqueSection kWords = {{'W', 'O', 'R', 'D'}, {9}};

TEST(ReplaceSections, GivesTheVeryModelThatABuildWithThoseSectionsGives) {
  const auto replaced = ReplaceSections(Packed(ShopWith({kOld, kWords})), {&kNew, 1});
  ASSERT_TRUE(replaced.ok());
  EXPECT_EQ(replaced.value(), Packed(ShopWith({kNew, kWords})));
}

TEST(ReplaceSections, AddsASectionThatTheModelDidNotHave) {
  const auto replaced = ReplaceSections(Packed(ShopWith({kOld})), {&kWords, 1});
  ASSERT_TRUE(replaced.ok());
  EXPECT_EQ(replaced.value(), Packed(ShopWith({kOld, kWords})));
}

TEST(ReplaceSections, WithNothingGivesTheSameFile) {
  const std::vector<std::uint8_t> model = Packed(ShopWith({kOld}));
  EXPECT_EQ(ReplaceSections(model, {}).value(), model);
}

TEST(ReplaceSections, RefusesWhatIsNoModelOrADamagedOne) {
  std::vector<std::uint8_t> model = Packed(ShopWith({kOld}));
  EXPECT_EQ(ReplaceSections(Bytes(model).first(40), {&kNew, 1}).error().code, ErrorCode::kBadModel);
  model.back() ^= 1;
  EXPECT_EQ(ReplaceSections(model, {&kNew, 1}).error().code, ErrorCode::kModelChecksum);
}

}  // namespace
}  // namespace afterglow
