#include "model/section_reader.h"

namespace afterglow {

void SectionReader::TakeInto(Bytes& part, std::uint64_t size) {
  if (size > rest_.size()) {
    Refuse();
    size = 0;
  }
  part = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(part.size());
}

Bytes SectionReader::Take(std::uint64_t size) {
  Bytes part;
  TakeInto(part, size);
  return part;
}

void SectionReader::Copy(void* value, std::size_t size) {
  const Bytes taken = Take(size);
  if (!taken.empty()) std::memcpy(value, taken.data(), taken.size());
}

void SectionReader::Refuse() {
  rest_ = {};
  good_ = false;
}

}  // namespace afterglow
