#include "model/start_table.h"

#include <algorithm>

namespace afterglow {
namespace {

struct Header {
  std::uint32_t usual;  // length
  std::uint8_t width;   // of an offset; 0: all records are of the usual length, no arrays follow
  std::uint8_t base_width;  // of a base
  std::uint16_t zero;
};
constexpr unsigned kWidest = 32, kWidestBase = 40;

}  // namespace

std::vector<std::uint8_t> StartTable::Write(std::span<const std::uint64_t> lengths) {
  std::uint64_t total = 0;
  bool equal = true;
  for (const std::uint64_t length : lengths) {
    total += length;
    equal = equal && length == lengths[0];
  }
  const std::uint64_t usual = lengths.empty() ? 0 : total / lengths.size();
  std::vector<std::uint64_t> bases, offsets;
  std::uint64_t start = 0, widest = 1;
  for (std::size_t i = 0; i <= lengths.size(); ++i) {
    // Above 0 for any start: how far it is past where it would be, from one block further down.
    const std::uint64_t ahead = start + usual * (kRecordsPerBase - i % kRecordsPerBase);
    if (i % kRecordsPerBase == 0) bases.push_back(ahead);
    bases.back() = std::min(bases.back(), ahead);
    offsets.push_back(ahead);
    if (i < lengths.size()) start += lengths[i];
  }
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    offsets[i] -= bases[i / kRecordsPerBase];
    widest = std::max(widest, offsets[i]);
  }
  Header header = {static_cast<std::uint32_t>(usual), 0, 0, 0};
  std::vector<std::uint8_t> out;
  if (!equal) {
    header.width = static_cast<std::uint8_t>(WidthOf(widest));
    header.base_width =
        static_cast<std::uint8_t>(WidthOf(*std::max_element(bases.begin(), bases.end())));
  }
  Append(out, header);
  if (equal) return out;
  const auto pack = [&](std::span<const std::uint64_t> fields, unsigned width) {
    BitWriter packed;
    for (const std::uint64_t field : fields) packed.Put(field, width);
    const std::vector<std::uint8_t> bytes = packed.Take();
    out.insert(out.end(), bytes.begin(), bytes.end());
  };
  pack(bases, header.base_width);
  pack(offsets, header.width);
  return out;
}

void StartTable::Take(SectionReader& reader, std::uint64_t count) {
  const auto header = reader.Take<Header>();
  reader.Require(header.width <= kWidest && header.base_width <= kWidestBase);
  usual_ = header.usual;
  width_ = header.width;
  base_width_ = header.base_width;
  if (width_ == 0) return;
  reader.TakeInto(bases_, PackedSize(count / kRecordsPerBase + 1, base_width_));
  reader.TakeInto(offsets_, PackedSize(count + 1, width_));
}

}  // namespace afterglow
