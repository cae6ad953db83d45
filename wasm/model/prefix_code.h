// Canonical prefix codes of at most kLongestCode bits, decoded by one table look-up per symbol.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace afterglow {

inline constexpr unsigned kLongestCode = 9;
inline constexpr std::size_t kCodeTableSize = std::size_t{1} << kLongestCode;
inline constexpr std::size_t kMostSymbols = 512;

// Lengths of the optimal code (package-merge) for symbols that occur so often; 0 for those that do
// not occur. A lone symbol gets one bit. At most kMostSymbols symbols.
std::vector<std::uint8_t> CodeLengths(std::span<const std::uint64_t> counts);

// The code of every symbol, first bit highest; meaningless where the length is 0.
// Codes are given out by rising length, then by rising symbol.
std::vector<std::uint16_t> Codes(std::span<const std::uint8_t> lengths);

// Puts into the table, wherever the next kLongestCode bits begin with the code of a symbol, that
// symbol's entry; the rest stays. False when the lengths are no prefix code.
// Precondition: as many entries as lengths.
bool FillCodeTable(std::span<const std::uint8_t> lengths, std::span<const std::uint32_t> entries,
                   std::span<std::uint32_t, kCodeTableSize> table);

}  // namespace afterglow
