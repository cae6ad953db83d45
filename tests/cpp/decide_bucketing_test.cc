// Bucketing against the public cases of GrowthBook's SDKs (packages/sdk-js/test/cases.json, spec
// version 0.8.0), and what must hold of any split.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "decide/bucketing.h"
#include "growthbook_ranges.h"

namespace afterglow {
namespace {

TEST(Bucketing, HashesAsTheCasesSay) {
  struct Case {
    const char *seed, *value;
    int version;
    double bucket;
  };
  for (const Case& c : {
           Case{"", "a", 1, 0.22},
           Case{"", "b", 1, 0.077},
           Case{"b", "a", 1, 0.946},
           Case{"ef", "d", 1, 0.652},
           Case{"asdf", "8952klfjas09ujk", 1, 0.549},
           Case{"", "123", 1, 0.011},
           Case{"", "___)((*\":&", 1, 0.563},
           Case{"seed", "a", 2, 0.0505},
           Case{"seed", "b", 2, 0.2696},
           Case{"foo", "ab", 2, 0.2575},
           Case{"foo", "def", 2, 0.2019},
           Case{"89123klj", "8952klfjas09ujkasdf", 2, 0.124},
           Case{"90850943850283058242805", "123", 2, 0.7516},
           Case{"()**(%$##$%#$#", "___)((*\":&", 2, 0.0128},
       }) {
    EXPECT_EQ(Bucket(c.seed, c.value, c.version), c.bucket) << c.seed << " " << c.value;
  }
  EXPECT_EQ(Bucket("abc", "def", 99), std::nullopt);
}

TEST(Bucketing, RangesAreAsTheCasesSay) {
  struct Case {
    const char* name;
    std::size_t variations;
    double coverage;
    std::vector<double> weights;
    std::vector<BucketRange> ranges;
  };
  const std::vector<Case> cases = {
      {"normal 50/50", 2, 1, {}, {{0, 0.5}, {0.5, 1}}},
      {"reduced coverage", 2, 0.5, {}, {{0, 0.25}, {0.5, 0.75}}},
      {"zero coverage", 2, 0, {}, {{0, 0}, {0.5, 0.5}}},
      {"4 variations", 4, 1, {}, {{0, 0.25}, {0.25, 0.5}, {0.5, 0.75}, {0.75, 1}}},
      {"uneven weights", 2, 1, {0.4, 0.6}, {{0, 0.4}, {0.4, 1}}},
      {"uneven weights, 3 variations", 3, 1, {0.2, 0.3, 0.5}, {{0, 0.2}, {0.2, 0.5}, {0.5, 1}}},
      {"uneven weights, reduced coverage, 3 variations",
       3,
       0.2,
       {0.2, 0.3, 0.5},
       {{0, 0.04}, {0.2, 0.26}, {0.5, 0.6}}},
      {"negative coverage", 2, -0.2, {}, {{0, 0}, {0.5, 0.5}}},
      {"coverage above 1", 2, 1.5, {}, {{0, 0.5}, {0.5, 1}}},
      {"weights sum below 1", 2, 1, {0.4, 0.1}, {{0, 0.5}, {0.5, 1}}},
      {"weights sum above 1", 2, 1, {0.7, 0.6}, {{0, 0.5}, {0.5, 1}}},
      {"weights.length not equal to num variations",
       4,
       1,
       {0.4, 0.4, 0.2},
       {{0, 0.25}, {0.25, 0.5}, {0.5, 0.75}, {0.75, 1}}},
      {"weights sum almost equals 1", 2, 1, {0.4, 0.5999}, {{0, 0.4}, {0.4, 0.9999}}},
      {"getEqualWeights 3", 3, 1, {}, {{0, 0.33333333}, {0.33333333, 0.66666667}, {0.66666667, 1}}},
      {"getEqualWeights 0", 0, 1, {}, {}},
  };
  for (const Case& c : cases) {
    ASSERT_EQ(c.variations, c.ranges.size()) << c.name;
    std::vector<BucketRange> ranges(c.variations);
    BucketRanges(c.coverage, c.weights, ranges);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      EXPECT_NEAR(ranges[i].from, c.ranges[i].from, 1e-8) << c.name;
      EXPECT_NEAR(ranges[i].to, c.ranges[i].to, 1e-8) << c.name;
    }
  }
}

TEST(Bucketing, VariationsAreChosenAsTheCasesSay) {
  const std::vector<BucketRange> even = {{0, 0.5}, {0.5, 1}};
  const std::vector<BucketRange> reduced = {{0, 0.25}, {0.5, 0.75}};
  const std::vector<BucketRange> zero = {{0, 0.5}, {0.5, 0.5}, {0.5, 1}};
  EXPECT_EQ(ChooseVariation(0.2, even), 0);
  EXPECT_EQ(ChooseVariation(0.4, even), 0);
  EXPECT_EQ(ChooseVariation(0.6, even), 1);
  EXPECT_EQ(ChooseVariation(0.8, even), 1);
  EXPECT_EQ(ChooseVariation(0, even), 0);
  EXPECT_EQ(ChooseVariation(0.5, even), 1);
  EXPECT_EQ(ChooseVariation(0.2, reduced), 0);
  EXPECT_EQ(ChooseVariation(0.4, reduced), -1);
  EXPECT_EQ(ChooseVariation(0.6, reduced), 1);
  EXPECT_EQ(ChooseVariation(0.8, reduced), -1);
  EXPECT_EQ(ChooseVariation(0.25, reduced), -1);
  EXPECT_EQ(ChooseVariation(0.5, reduced), 1);
  EXPECT_EQ(ChooseVariation(0.5, zero), 2);
}

// A namespace is a range of version 1 buckets.
TEST(Bucketing, NamespacesAreAsTheCasesSay) {
  struct Case {
    const char *user, *name;
    double from, to;
    bool in;
  };
  for (const Case& c : {
           Case{"1", "namespace1", 0, 0.4, false},
           Case{"1", "namespace1", 0.4, 1, true},
           Case{"1", "namespace2", 0, 0.4, false},
           Case{"1", "namespace2", 0.4, 1, true},
           Case{"2", "namespace1", 0, 0.4, false},
           Case{"2", "namespace1", 0.4, 1, true},
           Case{"2", "namespace2", 0, 0.4, false},
           Case{"2", "namespace2", 0.4, 1, true},
           Case{"3", "namespace1", 0, 0.4, false},
           Case{"3", "namespace1", 0.4, 1, true},
           Case{"3", "namespace2", 0, 0.4, true},
           Case{"3", "namespace2", 0.4, 1, false},
           Case{"4", "namespace1", 0, 0.4, false},
           Case{"4", "namespace1", 0.4, 1, true},
           Case{"4", "namespace2", 0, 0.4, true},
           Case{"4", "namespace2", 0.4, 1, false},
       }) {
    const std::vector<BucketRange> range = {{c.from, c.to}};
    const double bucket = *Bucket(std::string("__") + c.name, c.user, 1);
    EXPECT_EQ(ChooseVariation(bucket, range) == 0, c.in) << c.user << " " << c.name;
  }
}

TEST(Bucketing, TheArmIsTheVariationThatTheRangesGive) {
  for (int millionths = 0; millionths <= 1'000'000; millionths += 50'000) {
    const double share = millionths / 1e6;
    const double weights[] = {share, 1 - share};
    BucketRange ranges[2];
    BucketRanges(1, weights, ranges);
    for (int i = 0; i < 500; ++i) {
      const std::string unit = "unit " + std::to_string(i);
      const bool holdout = ChooseVariation(*Bucket("key", unit, 2), ranges) == 0;
      EXPECT_EQ(ArmOf("key", unit, static_cast<float>(share)), holdout ? "holdout" : "treatment")
          << share << " " << unit;
    }
  }
}

// Values of hashFnv32a in JavaScript.
TEST(Bucketing, TextIsHashedByItsUtf16CodeUnits) {
  EXPECT_EQ(HashFnv32a(""), 0x811c9dc5U);
  EXPECT_EQ(HashFnv32a("a"), 0xe40c292cU);
  EXPECT_EQ(HashFnv32a("ü"), (0x811c9dc5U ^ 0xfcU) * 0x01000193U);
  EXPECT_EQ(HashFnv32a("茶"), (0x811c9dc5U ^ 0x8336U) * 0x01000193U);
  const std::uint32_t high = (0x811c9dc5U ^ 0xd83dU) * 0x01000193U;
  EXPECT_EQ(HashFnv32a("😀"), (high ^ 0xde00U) * 0x01000193U);
}

TEST(Bucketing, TheHoldoutsShareIsWithinBinomialBounds) {
  constexpr int kUnits = 100000;
  for (const float share : {0.01F, 0.05F, 0.1F, 0.5F}) {
    int held_out = 0;
    for (int i = 0; i < kUnits; ++i) {
      held_out += ArmOf("afterglow", "c-" + std::to_string(i), share) == "holdout" ? 1 : 0;
    }
    const double p = static_cast<double>(share);
    EXPECT_NEAR(static_cast<double>(held_out) / kUnits, p, 4 * std::sqrt(p * (1 - p) / kUnits));
  }
  EXPECT_EQ(ArmOf("afterglow", "c-1", 0), "treatment");
  EXPECT_EQ(ArmOf("afterglow", "c-1", 1), "holdout");
  EXPECT_EQ(ArmOf("afterglow", "", 1), "treatment");
}

TEST(Bucketing, AUnitIsAlwaysInTheSameArmAndAGrowingHoldoutKeepsItsUnits) {
  for (int i = 0; i < 10000; ++i) {
    const std::string unit = "unit " + std::to_string(i);
    const std::string_view arm = ArmOf("afterglow", unit, 0.2F);
    EXPECT_EQ(ArmOf("afterglow", unit, 0.2F), arm);
    if (arm == "holdout") EXPECT_EQ(ArmOf("afterglow", unit, 0.3F), "holdout");
  }
}

// The decimal 0.1 is what the shop wrote; the nearest float lies above it, and a bucket of exactly
// 0.1 would fall on the other side.
TEST(Bucketing, TheShareIsTheDecimalNumberTheShopWrote) {
  int on_the_edge = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string unit = std::to_string(i);
    if (*Bucket("afterglow", unit, 2) != 0.1) continue;
    ++on_the_edge;
    EXPECT_EQ(ArmOf("afterglow", unit, 0.1F), "treatment") << unit;
  }
  EXPECT_GT(on_the_edge, 0);
}

}  // namespace
}  // namespace afterglow
