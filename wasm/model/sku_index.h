// The section "SKUS": every SKU's text by its id, and the id by the text.
//
// Sorted texts and their ends; a lookup is a binary search and exact, so that an unknown SKU is
// refused.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace afterglow {

class SkuIndex {
 public:
  // `skus` in id order.
  static std::vector<std::uint8_t> Write(std::span<const std::string> skus);
  // Nothing when the section does not hold together.
  static std::optional<SkuIndex> Open(Bytes section);

  SkuIndex() = default;
  std::uint32_t count() const { return count_; }
  std::optional<std::uint32_t> Find(std::string_view sku) const;
  // Empty when out of range or damaged.
  std::string_view Text(std::uint32_t id) const;

 private:
  std::uint32_t count_ = 0;
  Bytes ends_, texts_;
};

}  // namespace afterglow
