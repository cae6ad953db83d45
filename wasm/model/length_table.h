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
    for (std::uint64_t i = first;; i += per_word_) {
      std::uint64_t word = 0;
      if (!LoadBits(lengths_, i * width_, word)) return {start, 0};
      const auto in_word = static_cast<unsigned>(std::min<std::uint64_t>(record - i, per_word_));
      start += Sum(LowBits(word, in_word * width_));
      if (in_word < per_word_) {
        return {start, shortest_ + LowBits(word >> (in_word * width_), width_)};
      }
    }
  }

 private:
  // Of the fields in `word`, without a loop over them: neighbours are added in pairs, and a product
  // adds the pairs up in the place of the last, which is wide enough.
  std::uint64_t Sum(std::uint64_t word) const {
    const std::uint64_t pairs = (word & even_fields_) + ((word >> width_) & even_fields_);
    return ((pairs * every_pair_) >> last_pair_) & pair_mask_;
  }

  std::uint64_t shortest_ = 0;
  unsigned width_ = 0, base_width_ = 0, per_word_ = 1, last_pair_ = 0;
  std::uint64_t every_pair_ = 0, even_fields_ = 0, pair_mask_ = 0;
  Bytes bases_, lengths_;
};

}  // namespace afterglow
