#include "model/weight_levels.h"

namespace afterglow {
namespace {

// Nine octaves, as a difference of bit patterns: what is smaller does not change a ranking.
constexpr std::uint32_t kWidestRange = 9U << 23U;

}  // namespace

WeightLevels LearnWeightLevels(std::span<const std::vector<Neighbour>> lists) {
  std::vector<std::uint32_t> patterns;
  for (const auto& list : lists) {
    for (const Neighbour& n : list) patterns.push_back(BitCast<std::uint32_t>(n.weight));
  }
  std::sort(patterns.begin(), patterns.end());
  WeightLevels levels;
  levels.values.fill(1);
  if (patterns.empty()) return levels;
  levels.highest = patterns.back();
  levels.lowest = std::max(patterns[0], levels.highest - std::min(levels.highest, kWidestRange));
  std::array<double, kWeightLevels> sum = {};
  std::array<std::uint64_t, kWeightLevels> count = {};
  for (const std::uint32_t pattern : patterns) {  // sorted, so that the sum is always the same
    const auto weight = BitCast<float>(pattern);
    sum[levels.Of(weight)] += static_cast<double>(weight);
    ++count[levels.Of(weight)];
  }
  for (std::size_t i = 0; i < kWeightLevels; ++i) {
    // An unused level repeats the one below, so that levels never fall.
    if (count[i] == 0 && i > 0) levels.values[i] = levels.values[i - 1];
    if (count[i] > 0) {
      levels.values[i] = static_cast<float>(sum[i] / static_cast<double>(count[i]));
    }
  }
  return levels;
}

}  // namespace afterglow
