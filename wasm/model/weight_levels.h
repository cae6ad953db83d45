// The sixteen values that stand for all weights of a model.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "model/neighbour.h"

namespace afterglow {

inline constexpr std::size_t kWeightLevels = 16;

// The spacing of the levels. A score is a sum, so what counts is the error of a weight, not its
// ratio: on real orders, levels even in the logarithm rank no better than even ones and take a bit
// more of each edge. Most weights are small, though: levels even in the square root rank somewhat
// better for half a bit, which catalogues can spend whose steps from neighbour to neighbour are
// short.
inline constexpr std::size_t kMostSkusEvenInRoot = 8192;

struct WeightLevels {
  float highest = 1;                             // what is above is in the last level
  bool even_in_root = false;                     // else even in the weight
  std::array<float, kWeightLevels> values = {};  // rising

  unsigned Of(float weight) const {
    const float share = even_in_root ? std::sqrt(weight / highest) : weight / highest;
    const float level = share * static_cast<float>(kWeightLevels);
    return static_cast<unsigned>(std::min(level, static_cast<float>(kWeightLevels - 1)));
  }
};

// Each level stands for the mean of the weights in it. A list for each SKU of the whole model.
WeightLevels LearnWeightLevels(std::span<const std::vector<Neighbour>> lists);

}  // namespace afterglow
