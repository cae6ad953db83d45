// The section "STAT": priors, repeat propensities and repurchase intervals of every SKU, and the
// most popular SKUs.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/integer_column.h"
#include "model/model_data.h"
#include "model/neighbour.h"

namespace afterglow {

inline constexpr std::size_t kMostPopular = 256;

class Statistics {
 public:
  // The bit pattern of the smallest prior above 0, from which priors are measured.
  static std::uint32_t LeastPrior(std::span<const SkuStatistics> statistics);
  // Up to `most` SKUs with the largest priors above 0, best first.
  static std::vector<SkuId> MostPopular(std::span<const SkuStatistics> statistics,
                                        std::size_t most);
  // `statistics` in id order; at most kMostPopular of them are named as popular.
  static std::vector<std::uint8_t> Write(std::span<const SkuStatistics> statistics,
                                         std::uint32_t least_prior, std::size_t most_popular);
  // Becomes the statistics in `section`; false when that does not hold together. O(1).
  bool Open(Bytes section, std::uint32_t sku_count);

  // All zero when out of range.
  SkuStatistics Read(SkuId sku) const;
  float prior(SkuId sku) const { return sku < sku_count_ ? prior_values_[priors_[sku]] : 0; }
  // scores[i] = sums[skus[i]] + weight × prior of skus[i]. Precondition: SKUs below the count of
  // Open, a sum for each SKU there is, a place for each of `skus`.
  void Score(std::span<const SkuId> skus, const float* sums, float weight, float* scores) const {
    const std::uint8_t* const codes = priors_.data();
    for (std::size_t i = 0; i < skus.size(); ++i) {
      scores[i] = sums[skus[i]] + weight * prior_values_[codes[skus[i]]];
    }
  }
  // Best first, at most kMostPopular.
  std::span<const SkuId> Popular() const { return {popular_.data(), popular_count_}; }
  // The same, to be written under other numbers.
  std::span<SkuId> Popular() { return {popular_.data(), popular_count_}; }

 private:
  std::uint32_t sku_count_ = 0;
  Bytes priors_;
  std::array<float, 256> prior_values_ = {};  // [code]
  std::array<std::uint16_t, 256> days_ = {};  // [code]
  IntegerColumn repeats_;
  std::array<SkuId, kMostPopular> popular_ = {};
  std::size_t popular_count_ = 0;
};

}  // namespace afterglow
