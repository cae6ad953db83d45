#include "model/weight_levels.h"

namespace afterglow {
namespace {

// A few weights out of all proportion must not push the others into one level: the range ends at
// this multiple of the weight that one edge in ten reaches.
constexpr float kWidestRange = 8;

}  // namespace

WeightLevels LearnWeightLevels(std::span<const std::vector<Neighbour>> lists) {
  std::vector<float> weights;
  for (const auto& list : lists) {
    for (const Neighbour& n : list) weights.push_back(n.weight);
  }
  std::sort(weights.begin(), weights.end());
  WeightLevels levels;
  levels.even_in_root = lists.size() <= kMostSkusEvenInRoot;
  if (!weights.empty()) {
    const float large = weights[weights.size() - 1 - weights.size() / 10];
    levels.highest = std::min(weights.back(), kWidestRange * large);
  }
  std::array<double, kWeightLevels> sum = {};
  std::array<std::uint64_t, kWeightLevels> count = {};
  for (const float weight : weights) {  // sorted, so that the sum is always the same
    sum[levels.Of(weight)] += static_cast<double>(weight);
    ++count[levels.Of(weight)];
  }
  for (std::size_t i = 0; i < kWeightLevels; ++i) {
    // An unused level stands for its middle, so that levels rise.
    const float place = (static_cast<float>(i) + 0.5F) / static_cast<float>(kWeightLevels);
    const float middle = levels.even_in_root ? place * place : place;
    const float value = count[i] == 0 ? middle * levels.highest
                                      : static_cast<float>(sum[i] / static_cast<double>(count[i]));
    levels.values[i] = std::max(value, kLeastWeight);
  }
  return levels;
}

}  // namespace afterglow
