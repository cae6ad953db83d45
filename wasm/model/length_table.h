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

  struct Place {
    std::uint64_t start;  // the sum of all lengths before
    std::uint64_t length;
  };
  // Of a damaged table, any start below 2^63.
  Place Find(std::uint64_t record) const {
    if (width_ == 0) return {shortest_ * record, shortest_};
    const std::uint64_t block = record / kRecordsPerBase, first = block * kRecordsPerBase;
    std::uint64_t start = PackedField(bases_, block, base_width_) + shortest_ * (record - first);
    std::uint64_t word = 0;
    for (std::uint64_t i = first;; i += per_word_) {
      if (!LoadBits(lengths_, i * width_, word)) return {start, 0};
      const std::uint64_t in_word = std::min<std::uint64_t>(record - i, per_word_);
      for (std::uint64_t k = 0; k < in_word; ++k, word >>= width_) start += LowBits(word, width_);
      if (in_word < per_word_) return {start, shortest_ + LowBits(word, width_)};
    }
  }

 private:
  std::uint64_t shortest_ = 0;
  unsigned width_ = 0, base_width_ = 0, per_word_ = 1;
  Bytes bases_, lengths_;
};

}  // namespace afterglow
