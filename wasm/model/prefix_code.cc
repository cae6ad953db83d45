#include "model/prefix_code.h"

#include <algorithm>
#include <array>

namespace afterglow {
// Package-merge (Larmore and Hirschberg 1990). Row r merges the symbols, by rising count, with the
// pairs of row r - 1. Of the last row the lightest 2n - 2 are chosen; a chosen pair chooses its two
// parts in the row before. A symbol's code is as long as the number of rows that chose it.
std::vector<std::uint8_t> CodeLengths(std::span<const std::uint64_t> counts) {
  std::vector<std::size_t> by_count;
  for (std::size_t s = 0; s < counts.size(); ++s) {
    if (counts[s] > 0) by_count.push_back(s);
  }
  std::vector<std::uint8_t> lengths(counts.size(), 0);
  if (by_count.size() == 1) lengths[by_count[0]] = 1;
  if (by_count.size() < 2) return lengths;
  std::stable_sort(by_count.begin(), by_count.end(),
                   [&](std::size_t a, std::size_t b) { return counts[a] < counts[b]; });

  struct Coin {
    std::uint64_t weight;
    bool pair;
  };
  std::array<std::vector<Coin>, kLongestCode> rows;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<Coin>& row = rows[r];
    for (const std::size_t s : by_count) row.push_back({counts[s], false});
    const auto symbols = static_cast<std::ptrdiff_t>(row.size());
    for (std::size_t i = 0; r > 0 && i + 1 < rows[r - 1].size(); i += 2) {
      row.push_back({rows[r - 1][i].weight + rows[r - 1][i + 1].weight, true});
    }
    std::inplace_merge(row.begin(), row.begin() + symbols, row.end(),
                       [](const Coin& a, const Coin& b) { return a.weight < b.weight; });
  }
  std::size_t chosen = 2 * by_count.size() - 2;
  for (std::size_t r = rows.size(); r-- > 0;) {
    const auto end = rows[r].begin() + static_cast<std::ptrdiff_t>(chosen);
    const auto pairs = static_cast<std::size_t>(
        std::count_if(rows[r].begin(), end, [](const Coin& coin) { return coin.pair; }));
    for (std::size_t i = 0; i < chosen - pairs; ++i) ++lengths[by_count[i]];
    chosen = 2 * pairs;
  }
  return lengths;
}

std::vector<std::uint16_t> Codes(std::span<const std::uint8_t> lengths) {
  std::vector<std::uint16_t> codes(lengths.size(), 0);
  unsigned next = 0;
  for (unsigned length = 1; length <= kLongestCode; ++length, next <<= 1U) {
    for (std::size_t s = 0; s < lengths.size(); ++s) {
      if (lengths[s] == length) codes[s] = static_cast<std::uint16_t>(next++);
    }
  }
  return codes;
}

bool FillCodeTable(std::span<const std::uint8_t> lengths, std::span<const std::uint32_t> entries,
                   std::span<std::uint32_t, kCodeTableSize> table) {
  std::size_t end = 0;
  for (unsigned length = 1; length <= kLongestCode; ++length) {
    const std::size_t places = kCodeTableSize >> length;
    for (std::size_t s = 0; s < lengths.size(); ++s) {
      if (lengths[s] != length) continue;
      if (places > kCodeTableSize - end) return false;
      std::fill_n(table.begin() + static_cast<std::ptrdiff_t>(end), places, entries[s]);
      end += places;
    }
  }
  return std::all_of(lengths.begin(), lengths.end(),
                     [](std::uint8_t length) { return length <= kLongestCode; });
}

}  // namespace afterglow
