#include "model/section_reader.h"

namespace afterglow {

Bytes SectionReader::Take(std::uint64_t size) {
  if (size > rest_.size()) {
    Refuse();
    return {};
  }
  const Bytes taken = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(taken.size());
  return taken;
}

void SectionReader::TakeInto(void* value, std::size_t size) {
  const Bytes taken = Take(size);
  if (!taken.empty()) std::memcpy(value, taken.data(), taken.size());
}

void SectionReader::Refuse() {
  rest_ = {};
  good_ = false;
}

}  // namespace afterglow
