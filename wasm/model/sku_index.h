// The section "SKUS": every SKU's text by its id, and the id by the text.
//
// A lookup hashes the text to the one place where it may stand and compares the text of the SKU
// there: an unknown SKU is refused without fail.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/perfect_hash.h"
#include "model/text_table.h"

namespace afterglow {

inline constexpr std::size_t kLongestIndexedSku = 128;  // bytes

class SkuIndex {
 public:
  static std::uint64_t Hash(std::string_view sku);
  // `skus` in id order, 1 to kLongestIndexedSku bytes each, with distinct hashes.
  static std::vector<std::uint8_t> Write(std::span<const std::string> skus);
  // Becomes the index in `section`; false when that does not hold together. O(1).
  bool Open(Bytes section);

  std::uint32_t count() const { return count_; }
  std::optional<std::uint32_t> Find(std::string_view sku) const;
  // Empty when out of range or damaged.
  std::string Text(std::uint32_t id) const { return texts_.Text(id); }

 private:
  std::uint32_t count_ = 0;
  PerfectHash places_;
  unsigned id_width_ = 0;
  Bytes ids_;  // at each place
  TextTable texts_;
};

}  // namespace afterglow
