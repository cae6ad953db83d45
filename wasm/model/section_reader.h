// Takes a section apart, part after part from its front.
//
//   SectionReader reader(section);
//   reader.TakeInto(count_);
//   reader.TakeInto(entries_, PackedSize(count_, kWidth));
//   return reader.AtEnd();
//
// Nothing need be asked in between: from the first part that is not there on, every part is empty,
// every value stays as it was (or is zeros), and AtEnd says no.
#pragma once

#include <cstdint>
#include <cstring>

#include "base/bytes.h"

namespace afterglow {

class SectionReader {
 public:
  explicit SectionReader(Bytes section) : rest_(section) {}

  // The next `size` bytes.
  void TakeInto(Bytes& part, std::uint64_t size);
  Bytes Take(std::uint64_t size);
  Bytes TakeRest() { return Take(rest_.size()); }
  // The next value; `value` stays as it is when there is none.
  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void TakeInto(T& value) { Copy(&value, sizeof(T)); }
  template <typename T>
  requires std::is_trivially_copyable_v<T> T Take() {
    T value = {};
    TakeInto(value);
    return value;
  }

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
  void Copy(void* value, std::size_t size);

  Bytes rest_;
  bool good_ = true;
};

}  // namespace afterglow
