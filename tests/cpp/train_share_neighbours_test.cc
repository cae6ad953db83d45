// How many neighbours each SKU keeps.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "train/share_neighbours.h"

namespace afterglow {
namespace {

constexpr std::uint32_t kAverage = 16;

NeighbourRows RandomRows(std::size_t skus, std::size_t longest, unsigned seed) {
  std::mt19937 random(seed);
  NeighbourRows rows(skus);
  for (auto& row : rows) {
    for (std::size_t k = 0; k < longest; ++k) {
      row.push_back({static_cast<std::uint32_t>(k), static_cast<float>(500 + random() % 500)});
    }
    KeepStrongest(row, longest);
  }
  return rows;
}

std::size_t All(const NeighbourRows& rows) {
  std::size_t all = 0;
  for (const auto& row : rows) all += row.size();
  return all;
}

TEST(ShareNeighboursTest, TogetherTheyHoldNoMoreThanTheAverageAndHardlyLess) {
  NeighbourRows rows = RandomRows(500, LongestList(kAverage), 1);
  std::vector<std::uint32_t> orders;
  for (std::uint32_t sku = 0; sku < 500; ++sku) orders.push_back(20000 / (sku + 1));
  ShareNeighbours(rows, orders, kAverage);
  EXPECT_LE(All(rows), 500U * kAverage);
  EXPECT_GE(All(rows), 499U * kAverage);
}

TEST(ShareNeighboursTest, WhatSellsKeepsMoreInOneOfSevenLengths) {
  NeighbourRows rows = RandomRows(500, LongestList(kAverage), 2);
  std::vector<std::uint32_t> orders(500, 1);
  std::fill(orders.begin(), orders.begin() + 100, 10000);
  ShareNeighbours(rows, orders, kAverage);
  for (std::size_t sku = 0; sku < rows.size(); ++sku) {
    const std::size_t lengths[] = {4, 8, 12, 16, 20, 24, 32};
    EXPECT_NE(std::find(std::begin(lengths), std::end(lengths), rows[sku].size()),
              std::end(lengths))
        << rows[sku].size();
    if (sku < 100) EXPECT_EQ(rows[sku].size(), 32U) << sku;
    if (sku >= 100) EXPECT_LE(rows[sku].size(), 24U) << sku;
  }
}

TEST(ShareNeighboursTest, KeepsTheStrongestOfEachRow) {
  const NeighbourRows before = RandomRows(50, LongestList(kAverage), 3);
  NeighbourRows rows = before;
  ShareNeighbours(rows, std::vector<std::uint32_t>(50, 7), kAverage);
  for (std::size_t sku = 0; sku < rows.size(); ++sku) {
    for (std::size_t k = 0; k < rows[sku].size(); ++k) {
      EXPECT_EQ(rows[sku][k].sku, before[sku][k].sku);
    }
  }
}

TEST(ShareNeighboursTest, LeavesRowsWholeThatAreShorterThanTheAverage) {
  NeighbourRows rows = RandomRows(20, 5, 4);
  rows.push_back({});
  ShareNeighbours(rows, std::vector<std::uint32_t>(21, 0), kAverage);
  for (std::size_t sku = 0; sku < 20; ++sku) EXPECT_EQ(rows[sku].size(), 5U);
  EXPECT_TRUE(rows[20].empty());
}

TEST(ShareNeighboursTest, OneNeighbourOnAverageIsOneForEachThatHasAny) {
  NeighbourRows rows = RandomRows(20, LongestList(1), 5);
  ShareNeighbours(rows, std::vector<std::uint32_t>(20, 3), 1);
  EXPECT_EQ(All(rows), 20U);
}

TEST(ShareNeighboursTest, NoListIsLongerThanTheFileHoldsWhateverIsAskedFor) {
  EXPECT_EQ(LongestList(255), 255U);
  EXPECT_EQ(LongestList(16), 32U);
  EXPECT_EQ(LongestList(1), 2U);
}

}  // namespace
}  // namespace afterglow
