// Where each of many records starts when they stand one after the other. Two loads tell it: every
// kRecordsPerBase records the table notes a place, and for each record how far it is from where it
// would be if all were of the usual length.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/bit_stream.h"
#include "model/section_reader.h"

namespace afterglow {

class StartTable {
 public:
  static constexpr std::uint32_t kRecordsPerBase = 16;

  static std::vector<std::uint8_t> Write(std::span<const std::uint64_t> lengths);
  // Becomes the table of `count` records that `reader` stands before.
  void Take(SectionReader& reader, std::uint64_t count);

  // The sum of the lengths of all records before this one, and the same with it. Of a damaged table
  // any numbers. Precondition: record < count.
  struct Extent {
    std::uint64_t start, end;
  };
  Extent Of(std::uint64_t record) const {
    if (width_ == 0) return {usual_ * record, usual_ * (record + 1)};
    return {Start(record), Start(record + 1)};
  }

 private:
  // Precondition: record ≤ count, and so its fields stand in the arrays.
  std::uint64_t Start(std::uint64_t record) const {
    return LowBits(BitsAt(bases_.data(), record / kRecordsPerBase * base_width_), base_width_) +
           LowBits(BitsAt(offsets_.data(), record * width_), width_) -
           usual_ * (kRecordsPerBase - record % kRecordsPerBase);
  }

  std::uint64_t usual_ = 0;
  unsigned width_ = 0, base_width_ = 0;
  Bytes bases_, offsets_;
};

}  // namespace afterglow
