// Where each of many records starts when they stand one after the other: their lengths, packed,
// and every kRecordsPerBase records the sum so far.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/bit_stream.h"

namespace afterglow {

class LengthTable {
 public:
  static constexpr std::uint32_t kRecordsPerBase = 16;

  static std::vector<std::uint8_t> Write(std::span<const std::uint64_t> lengths);
  // Takes the table of `count` records off the front of `rest`; nothing when it does not fit.
  static std::optional<LengthTable> Take(Bytes& rest, std::uint64_t count);

  // The sum of all lengths before `record`. Of a damaged table, any number below 2^63.
  std::uint64_t Start(std::uint64_t record) const {
    if (width_ == 0) return shortest_ * record;
    const std::uint64_t block = record / kRecordsPerBase, first = block * kRecordsPerBase;
    std::uint64_t start = PackedField(bases_, block, base_width_) + shortest_ * (record - first);
    for (std::uint64_t i = first; i < record;) {
      std::uint64_t word = 0;
      if (!LoadBits(lengths_, i * width_, word)) return start;
      const std::uint64_t end = std::min<std::uint64_t>(record, i + per_word_);
      for (; i < end; ++i, word >>= width_) start += LowBits(word, width_);
    }
    return start;
  }
  std::uint64_t Length(std::uint64_t record) const {
    return shortest_ + PackedField(lengths_, record, width_);
  }

 private:
  std::uint64_t shortest_ = 0;
  unsigned width_ = 0, base_width_ = 0, per_word_ = 1;
  Bytes bases_, lengths_;
};

}  // namespace afterglow
