#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <queue>

#include "model/prefix_code.h"

namespace afterglow {
namespace {

std::uint64_t Cost(const std::vector<std::uint64_t>& counts,
                   const std::vector<std::uint8_t>& lengths) {
  std::uint64_t cost = 0;
  for (std::size_t s = 0; s < counts.size(); ++s) cost += counts[s] * lengths[s];
  return cost;
}

// Huffman's algorithm, without a limit: the sum of all merged weights.
std::uint64_t UnlimitedCost(const std::vector<std::uint64_t>& counts) {
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> heap;
  for (const std::uint64_t count : counts) {
    if (count > 0) heap.push(count);
  }
  std::uint64_t cost = 0;
  while (heap.size() > 1) {
    std::uint64_t sum = heap.top();
    heap.pop();
    sum += heap.top();
    heap.pop();
    heap.push(sum);
    cost += sum;
  }
  return cost;
}

// The cheapest lengths of all that satisfy Kraft's inequality, by trying.
std::uint64_t CheapestByTrying(const std::vector<std::uint64_t>& counts, std::size_t symbol,
                               std::uint64_t room) {
  if (symbol == counts.size()) return 0;
  std::uint64_t best = UINT64_MAX;
  for (unsigned length = 1; length <= kLongestCode; ++length) {
    const std::uint64_t taken = kCodeTableSize >> length;
    if (taken > room) continue;
    const std::uint64_t rest = CheapestByTrying(counts, symbol + 1, room - taken);
    if (rest != UINT64_MAX) best = std::min(best, counts[symbol] * length + rest);
  }
  return best;
}

using Table = std::array<std::uint32_t, kCodeTableSize>;
constexpr std::uint32_t kUntouched = 0xffffffffU;

// The table in which every symbol's entry is its number; nothing when the lengths are no code.
std::optional<Table> Fill(const std::vector<std::uint8_t>& lengths) {
  std::vector<std::uint32_t> numbers(lengths.size());
  std::iota(numbers.begin(), numbers.end(), 0U);
  Table table;
  table.fill(kUntouched);
  if (!FillCodeTable(lengths, numbers, table)) return std::nullopt;
  return table;
}

TEST(PrefixCode, IsAsShortAsHuffmansWhereTheLimitDoesNotBind) {
  std::uint64_t state = 1;
  for (std::size_t symbols = 2; symbols < 200; symbols += 3) {
    std::vector<std::uint64_t> counts(symbols);
    for (std::uint64_t& count : counts) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      count = (state >> 60U) + 20;
    }
    EXPECT_EQ(Cost(counts, CodeLengths(counts)), UnlimitedCost(counts));
  }
}

TEST(PrefixCode, IsTheShortestOfAllCodesOfLimitedLength) {
  const std::vector<std::uint64_t> counts = {1, 1000000, 20, 5};
  EXPECT_EQ(Cost(counts, CodeLengths(counts)), CheapestByTrying(counts, 0, kCodeTableSize));
}

TEST(PrefixCode, KeepsItsLimitForCountsThatGrowLikeFibonacci) {
  std::vector<std::uint64_t> counts = {1, 1};
  while (counts.size() < 60)
    counts.push_back(counts[counts.size() - 1] + counts[counts.size() - 2]);
  const std::vector<std::uint8_t> lengths = CodeLengths(counts);
  EXPECT_LE(*std::max_element(lengths.begin(), lengths.end()), kLongestCode);
  EXPECT_TRUE(Fill(lengths));
}

TEST(PrefixCode, TableReadsEveryCodeBackWhateverFollows) {
  std::vector<std::uint64_t> counts(kMostSymbols);
  for (std::size_t s = 0; s < counts.size(); ++s) counts[s] = s % 7 == 0 ? 0 : 1 + s * s % 997;
  const std::vector<std::uint8_t> lengths = CodeLengths(counts);
  const std::vector<std::uint16_t> codes = Codes(lengths);
  const std::optional<Table> table = Fill(lengths);
  ASSERT_TRUE(table);
  for (std::size_t s = 0; s < counts.size(); ++s) {
    if (lengths[s] == 0) continue;
    const std::size_t places = kCodeTableSize >> lengths[s];
    for (std::size_t after = 0; after < places; ++after) {
      ASSERT_EQ((*table)[codes[s] * places + after], s);
    }
  }
}

TEST(PrefixCode, ALoneSymbolTakesOneBitAndTheOtherBitNothing) {
  const std::vector<std::uint64_t> counts = {0, 0, 5, 0};
  const std::vector<std::uint8_t> lengths = CodeLengths(counts);
  EXPECT_EQ(lengths, (std::vector<std::uint8_t>{0, 0, 1, 0}));
  const std::optional<Table> table = Fill(lengths);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->front(), 2U);
  EXPECT_EQ(table->back(), kUntouched);
}

TEST(PrefixCode, RefusesLengthsThatAreNoPrefixCode) {
  EXPECT_FALSE(Fill({1, 1, 1}));
  EXPECT_FALSE(Fill({12}));
  EXPECT_TRUE(Fill({1, 2, 2}));
  EXPECT_TRUE(Fill({}));
}

}  // namespace
}  // namespace afterglow
