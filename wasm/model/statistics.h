// The section "STAT": priors, repeat propensities and repurchase intervals of every SKU, and the
// most popular SKUs.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/model_data.h"
#include "model/neighbour.h"

namespace afterglow {

inline constexpr std::size_t kMostPopular = 256;

class Statistics {
 public:
  // `statistics` in id order.
  static std::vector<std::uint8_t> Write(std::span<const SkuStatistics> statistics);
  // Nothing when the section does not hold together.
  static std::optional<Statistics> Open(Bytes section, std::uint32_t sku_count);

  Statistics() = default;
  // All zero when out of range or damaged.
  SkuStatistics Read(SkuId sku) const;
  float prior(SkuId sku) const { return Read(sku).prior; }
  // Up to kMostPopular SKUs of rising rank.
  std::span<const SkuId> popular() const { return popular_; }

 private:
  Bytes records_;
  std::vector<SkuId> popular_;
};

}  // namespace afterglow
