#include "model/length_table.h"

#include <algorithm>

namespace afterglow {
namespace {

struct Header {
  std::uint32_t shortest;
  std::uint8_t width;       // of a length above the shortest; 0: no arrays follow
  std::uint8_t base_width;  // of a base
  std::uint16_t zero;
};
constexpr unsigned kWidest = 32, kWidestBase = 40;

}  // namespace

std::vector<std::uint8_t> LengthTable::Write(std::span<const std::uint64_t> lengths) {
  std::uint64_t shortest = lengths.empty() ? 0 : lengths[0], longest = 0, total = 0;
  for (const std::uint64_t length : lengths) {
    shortest = std::min(shortest, length);
    longest = std::max(longest, length);
  }
  BitWriter bases, packed;
  const unsigned width = WidthOf(lengths.empty() ? 0 : longest - shortest);
  for (const std::uint64_t length : lengths) total += length;
  const unsigned base_width = WidthOf(total);
  total = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (i % kRecordsPerBase == 0) bases.Put(total, base_width);
    packed.Put(lengths[i] - shortest, width);
    total += lengths[i];
  }
  std::vector<std::uint8_t> out;
  Append(out, Header{static_cast<std::uint32_t>(shortest), static_cast<std::uint8_t>(width),
                     static_cast<std::uint8_t>(base_width), 0});
  if (width == 0) return out;
  for (BitWriter* part : {&bases, &packed}) {
    const std::vector<std::uint8_t> bytes = part->Take();
    out.insert(out.end(), bytes.begin(), bytes.end());
  }
  return out;
}

std::optional<LengthTable> LengthTable::Take(Bytes& rest, std::uint64_t count) {
  const std::optional<Header> header = ReadAt<Header>(rest, 0);
  if (!header || header->width > kWidest || header->base_width > kWidestBase) return std::nullopt;
  LengthTable table;
  table.shortest_ = header->shortest;
  table.width_ = header->width;
  table.base_width_ = header->base_width;
  if (header->width > 0) {
    // As many fields as one load holds, and as two of them together can count.
    table.per_word_ = std::min(kWidestField / table.width_,
                               table.width_ < 6 ? (1U << table.width_) + 1 : kWidestField);
    const unsigned pair = 2 * table.width_;
    table.last_pair_ = (table.per_word_ - 1) / 2 * pair;
    table.pair_mask_ = pair < 64 ? LowBits(~std::uint64_t{0}, pair) : ~std::uint64_t{0};
    for (unsigned at = 0; at <= table.last_pair_; at += pair) {
      table.every_pair_ |= std::uint64_t{1} << at;
      table.even_fields_ |= LowBits(~std::uint64_t{0}, table.width_) << at;
    }
  }
  std::uint64_t end = sizeof(Header);
  if (header->width > 0) {
    const std::uint64_t bases =
        PackedSize((count + kRecordsPerBase - 1) / kRecordsPerBase, header->base_width);
    const std::uint64_t lengths = PackedSize(count, header->width);
    if (!Slice(rest, end, bases + lengths)) return std::nullopt;
    table.bases_ = *Slice(rest, end, bases);
    table.lengths_ = *Slice(rest, end + bases, lengths);
    end += bases + lengths;
  }
  rest = rest.subspan(static_cast<std::size_t>(end));
  return table;
}

}  // namespace afterglow
