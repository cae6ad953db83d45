// What SKUs that were hardly ordered learn from their category.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "train/category_rows.h"

namespace afterglow {
namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(BackingOffToCategories, GivesASkuThatWasNeverOrderedItsCategorysRow) {
  // 0 and 1 are of category 1; so is 2, which nobody has ordered yet.
  NeighbourRows rows = {{{3, 1.0F}}, {{4, 0.5F}, {2, 0.25F}}, {}, {}, {}};
  BackOffToCategories(rows, Numbers{1, 1, 1, 2, 2}, Numbers{100, 300, 0, 50, 50}, 2, 16);
  ASSERT_EQ(rows[2].size(), 2U) << "and it does not point to itself";
  EXPECT_EQ(rows[2][0].sku, 4U);
  EXPECT_FLOAT_EQ(rows[2][0].weight, 0.75F * 0.5F);
  EXPECT_EQ(rows[2][1].sku, 3U);
  EXPECT_FLOAT_EQ(rows[2][1].weight, 0.25F);
  EXPECT_EQ(rows[0].size(), 1U) << "who has been ordered often keeps its own";
  EXPECT_EQ(rows[1].size(), 2U);
}

TEST(BackingOffToCategories, LeavesSkusWithoutACategoryAlone) {
  NeighbourRows rows = {{{1, 1.0F}}, {}};
  BackOffToCategories(rows, Numbers{0, 0}, Numbers{5, 0}, 10, 16);
  EXPECT_TRUE(rows[1].empty());
  BackOffToCategories(rows, {}, Numbers{5, 0}, 10, 16);
  EXPECT_TRUE(rows[1].empty());
}

TEST(BackingOffToCategories, ChangesNothingInCategoriesThatNobodyOrdered) {
  NeighbourRows rows = {{{1, 1.0F}}, {}};
  BackOffToCategories(rows, Numbers{1, 2}, Numbers{0, 0}, 10, 16);
  EXPECT_EQ(rows[0].size(), 1U);
  EXPECT_TRUE(rows[1].empty());
}

// The definition, in maps, without any limit on neighbours.
NeighbourRows Slow(const NeighbourRows& rows, const Numbers& categories, const Numbers& orders,
                   double strength) {
  NeighbourRows drawn = rows;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (categories[i] == 0 || orders[i] > 4 * strength) continue;
    double all = 0;
    for (std::uint32_t k = 0; k < rows.size(); ++k) {
      if (categories[k] == categories[i]) all += orders[k];
    }
    if (all == 0) continue;
    const double own = orders[i] / (orders[i] + strength);
    std::map<std::uint32_t, double> sum;
    for (const NeighbourData& entry : rows[i]) {
      sum[entry.sku] += own * static_cast<double>(entry.weight);
    }
    for (std::uint32_t k = 0; k < rows.size(); ++k) {
      if (categories[k] != categories[i]) continue;
      for (const NeighbourData& entry : rows[k]) {
        if (entry.sku == i) continue;
        sum[entry.sku] += (1 - own) * orders[k] / all * static_cast<double>(entry.weight);
      }
    }
    drawn[i].clear();
    for (const auto& [sku, weight] : sum) {
      if (weight > 0) drawn[i].push_back({sku, static_cast<float>(weight)});
    }
  }
  return drawn;
}

TEST(BackingOffToCategories, GivesTheMeansOfTheDefinition) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const std::uint32_t skus = 2 + random() % 20;
    NeighbourRows rows(skus);
    Numbers categories(skus), orders(skus);
    for (std::uint32_t i = 0; i < skus; ++i) {
      categories[i] = random() % 4;
      orders[i] = random() % 3 == 0 ? 0 : random() % 60;
      for (std::uint32_t j = 0; j < skus; ++j) {
        if (j != i && random() % 3 == 0) {
          rows[i].push_back({j, static_cast<float>(random() % 1000 + 1) / 1000});
        }
      }
    }
    const NeighbourRows slow = Slow(rows, categories, orders, 5);
    BackOffToCategories(rows, categories, orders, 5, skus);
    for (std::uint32_t i = 0; i < skus; ++i) {
      std::map<std::uint32_t, float> fast;
      for (const NeighbourData& entry : rows[i]) fast[entry.sku] = entry.weight;
      ASSERT_EQ(fast.size(), slow[i].size());
      for (const NeighbourData& entry : slow[i]) {
        EXPECT_NEAR(fast[entry.sku], entry.weight, 1e-6) << i << " -> " << entry.sku;
      }
    }
  }
}

TEST(BackingOffToCategories, KeepsTheStrongest) {
  NeighbourRows rows = {{{1, 0.5F}, {2, 0.25F}}, {}, {}};
  BackOffToCategories(rows, Numbers{1, 2, 1}, Numbers{100, 100, 0}, 3, 1);
  ASSERT_EQ(rows[2].size(), 1U);
  EXPECT_EQ(rows[2][0].sku, 1U);
}

}  // namespace
}  // namespace afterglow
