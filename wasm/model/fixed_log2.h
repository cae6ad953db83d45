// Logarithms in integers, the same on every platform.
#pragma once

#include <bit>
#include <cstdint>

namespace afterglow {

inline constexpr unsigned kLog2Fraction = 12;

// log2(x) × 2^kLog2Fraction, rounded down. Precondition: x > 0.
constexpr std::int32_t FixedLog2(std::uint32_t x) {
  const auto whole = static_cast<unsigned>(std::bit_width(x)) - 1;
  // x / 2^whole in [1, 2), squared bit by bit: each square that reaches 2 is a one in the answer.
  std::uint64_t power = (std::uint64_t{x} << 31U) >> whole;
  std::uint32_t result = whole;
  for (unsigned i = 0; i < kLog2Fraction; ++i) {
    power = (power * power) >> 31U;
    const bool one = (power >> 32U) != 0;
    result = (result << 1U) | (one ? 1U : 0U);
    if (one) power >>= 1U;
  }
  return static_cast<std::int32_t>(result);
}

}  // namespace afterglow
