// The section "SKUS": every SKU's text by its id, and the id by the text.
//
// A lookup hashes the text to a bucket of about four SKUs, drops most others there by a fingerprint
// of three bits and compares the texts of the rest: an unknown SKU is refused without fail.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/start_table.h"
#include "model/text_table.h"

namespace afterglow {

inline constexpr std::size_t kLongestIndexedSku = 128;  // bytes

class SkuIndex {
 public:
  // `skus` in id order, distinct, 1 to kLongestIndexedSku bytes each.
  static std::vector<std::uint8_t> Write(std::span<const std::string> skus);
  // Becomes the index in `section`; false when that does not hold together. O(1).
  bool Open(Bytes section);

  std::uint32_t count() const { return count_; }
  std::optional<std::uint32_t> Find(std::string_view sku) const;
  // Empty when out of range or damaged.
  std::string Text(std::uint32_t id) const { return texts_.Text(id); }

 private:
  std::uint32_t count_ = 0, bucket_count_ = 1;
  unsigned entry_width_ = 0;
  StartTable buckets_;
  Bytes entries_;
  TextTable texts_;
};

}  // namespace afterglow
