// Where each of many records starts when they stand one after the other. Two loads tell where one
// starts and ends: what is noted is how far each start is from where it would be if all records
// were of the usual length; of a block of records what that is at the least, of each record the
// rest.
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
  static constexpr std::uint32_t kRecordsPerBlock = 16;
  static constexpr std::uint64_t kLongestRecord = 1U << 22U;

  // Precondition: no length is above kLongestRecord.
  static std::vector<std::uint8_t> Write(std::span<const std::uint64_t> lengths);
  // Becomes the table of `count` records that `reader` stands before.
  void Take(SectionReader& reader, std::uint64_t count);

  // The sum of the lengths of all records before this one, and the same with it. Of a damaged table
  // any numbers. Precondition: record < count.
  struct Extent {
    std::uint64_t start, end;
  };
  Extent Of(std::uint64_t record) const {
    const std::uint64_t usual_start = usual_ * record;
    if (width_ == 0) return {usual_start, usual_start + usual_};
    const std::uint64_t block = record / kRecordsPerBlock * block_width_;
    const std::uint64_t base =
        usual_start + SignedField(BitsAt(blocks_.data(), block), base_width_);
    const std::uint64_t two =
        BitsAt(blocks_.data(), block + base_width_ + record % kRecordsPerBlock * width_);
    return {base + LowBits(two, width_), base + usual_ + LowBits(two >> width_, width_)};
  }

 private:
  std::uint64_t usual_ = 0;
  unsigned width_ = 0, base_width_ = 0, block_width_ = 0;
  Bytes blocks_;
};

}  // namespace afterglow
