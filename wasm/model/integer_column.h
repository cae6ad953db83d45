// One number per SKU, packed: as it is, or as an index into the distinct values, whichever takes
// fewer bytes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/section_reader.h"

namespace afterglow {

class IntegerColumn {
 public:
  static std::vector<std::uint8_t> Write(std::span<const std::uint64_t> values);
  // Becomes the column of `count` values that `reader` stands before.
  void Take(SectionReader& reader, std::uint64_t count);

  // 0 past the end.
  std::uint64_t operator[](std::uint64_t index) const;

 private:
  unsigned width_ = 0, index_width_ = 0;  // index_width_ 0: no dictionary
  std::uint32_t distinct_ = 0;
  Bytes dictionary_, fields_;
};

}  // namespace afterglow
