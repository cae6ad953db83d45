// Takes a section apart, part after part from its front.
//
//   SectionReader reader(section);
//   count_ = reader.Take<std::uint32_t>();
//   entries_ = reader.Take(PackedSize(count_, kWidth));
//   return reader.AtEnd();
//
// Nothing need be asked in between: from the first part that is not there on, every part is zeros
// or empty, and AtEnd says no.
#pragma once

#include <cstdint>
#include <cstring>

#include "base/bytes.h"

namespace afterglow {

class SectionReader {
 public:
  explicit SectionReader(Bytes section) : rest_(section) {}

  Bytes Take(std::uint64_t size);
  template <typename T>
  requires std::is_trivially_copyable_v<T> T Take() {
    T value = {};
    TakeInto(&value, sizeof(T));
    return value;
  }
  Bytes TakeRest() { return Take(rest_.size()); }

  // For a part that is there and says what cannot be.
  void Require(bool holds) {
    if (!holds) Refuse();
  }

  // Whether every part was there and as it should be.
  bool good() const { return good_; }
  // The same, and nothing is left.
  bool AtEnd() const { return good_ && rest_.empty(); }

 private:
  void Refuse();
  void TakeInto(void* value, std::size_t size);

  Bytes rest_;
  bool good_ = true;
};

}  // namespace afterglow
