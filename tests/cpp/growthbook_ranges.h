// The rules by which GrowthBook's SDKs turn a bucket into a variation, for any number of
// variations: what ArmOf says in one comparison must agree with them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace afterglow {

struct BucketRange {
  double from, to;  // from inclusive, to exclusive
};

// One range per variation. Coverage is brought into [0, 1]; weights of another count, or that do
// not add up to 1 within 0.01, count as equal.
inline void BucketRanges(double coverage, std::span<const double> weights,
                         std::span<BucketRange> ranges) {
  coverage = std::clamp(coverage, 0.0, 1.0);
  double sum = 0;
  for (const double weight : weights) sum += weight;
  const bool equal = weights.size() != ranges.size() || sum < 0.99 || sum > 1.01;
  double from = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const double weight = equal ? 1 / static_cast<double>(ranges.size()) : weights[i];
    ranges[i] = {from, from + coverage * weight};
    from += weight;
  }
}

// The first range that holds the bucket; -1 when none does.
inline int ChooseVariation(double bucket, std::span<const BucketRange> ranges) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (bucket >= ranges[i].from && bucket < ranges[i].to) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace afterglow
