// The sixteen values that stand for all weights of a model.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/neighbour.h"

namespace afterglow {

inline constexpr std::size_t kWeightLevels = 16;

// Boundaries lie evenly between 0 and `highest`. A score is a sum, so what counts is the error of a
// weight, not its ratio: on real orders, levels even in the logarithm rank no better and take a bit
// more of each edge.
struct WeightLevels {
  float highest = 1;                             // what is above is in the last level
  std::array<float, kWeightLevels> values = {};  // rising

  unsigned Of(float weight) const {
    const float level = weight / highest * static_cast<float>(kWeightLevels);
    return static_cast<unsigned>(std::min(level, static_cast<float>(kWeightLevels - 1)));
  }
};

// Each level stands for the mean of the weights in it.
WeightLevels LearnWeightLevels(std::span<const std::vector<Neighbour>> lists);

}  // namespace afterglow
