// The sixteen values that stand for all weights of a model.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/neighbour.h"

namespace afterglow {

inline constexpr std::size_t kWeightLevels = 16;

struct WeightLevels {
  // Bit patterns of the smallest and the largest weight told apart. Boundaries lie evenly on the
  // patterns, which are nearly the logarithms.
  std::uint32_t lowest = 0, highest = 0;
  std::array<float, kWeightLevels> values = {};  // rising

  unsigned Of(float weight) const {
    const std::uint32_t pattern = std::clamp(BitCast<std::uint32_t>(weight), lowest, highest);
    const std::uint64_t range = std::uint64_t{highest} - lowest + 1;
    return static_cast<unsigned>((std::uint64_t{pattern} - lowest) * kWeightLevels / range);
  }
};

// Each level stands for the mean of the weights in it.
WeightLevels LearnWeightLevels(std::span<const std::vector<Neighbour>> lists);

}  // namespace afterglow
