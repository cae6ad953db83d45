#include "model/graph.h"

#include <algorithm>

#include "model/bit_stream.h"

namespace afterglow {

// A place in the bits.
struct Graph::Cursor {
  Bytes bits;
  std::uint64_t at;

  // The next bits; a symbol of any code and the low bits of its gap fit. False past the end.
  bool Peek(std::uint64_t& word) const { return LoadBits(bits, at, word); }
};

std::optional<Graph> Graph::Open(Bytes section, std::uint32_t sku_count) {
  Graph graph;
  graph.sku_count_ = sku_count;
  const std::optional<GraphHeader> header = ReadAt<GraphHeader>(section, 0);
  if (!header || sku_count > kMostSkus) return std::nullopt;
  const GraphHeader& h = graph.header_ = *header;
  if (h.group_log2 > 8 || h.unit_log2 > 16 || h.context_count < 1 ||
      h.context_count > kMostContexts || h.class_count < 1 || h.class_count > kMostClasses ||
      h.forward_from > 1 || (h.length_bytes != 1 && h.length_bytes != 2 && h.length_bytes != 4)) {
    return std::nullopt;
  }
  for (const float level : h.levels) {
    if (!(level > 0 && level <= kLargestWeight)) return std::nullopt;
  }

  const std::size_t symbols = h.class_count * kWeightLevels;
  const std::size_t count_symbols = std::size_t{h.usual_count} + 2;
  const std::uint64_t nibbles = symbols * (1U + h.context_count) + count_symbols;
  const std::uint64_t groups =
      (std::uint64_t{sku_count} + (1U << h.group_log2) - 1) >> h.group_log2;
  const std::uint64_t codes_at = sizeof(GraphHeader), bases_at = codes_at + (nibbles + 1) / 2;
  const std::uint64_t lengths_at =
      bases_at + (groups + kGroupsPerBase - 1) / kGroupsPerBase * sizeof(std::uint32_t);
  const std::uint64_t bits_at = lengths_at + groups * h.length_bytes;
  const auto codes = Slice(section, codes_at, bases_at - codes_at);
  const auto bases = Slice(section, bases_at, lengths_at - bases_at);
  const auto lengths = Slice(section, lengths_at, bits_at - lengths_at);
  const auto bits = Slice(section, bits_at, h.bit_bytes);
  if (!codes || !bases || !lengths || !bits || bits_at + h.bit_bytes != section.size()) {
    return std::nullopt;
  }
  graph.bases_ = *bases;
  graph.lengths_ = *lengths;
  graph.bits_ = *bits;

  std::size_t nibble = 0;
  const auto next_nibble = [&] {
    const unsigned byte = (*codes)[nibble / 2];
    return static_cast<std::uint8_t>(nibble++ % 2 == 0 ? byte & 15U : byte >> 4U);
  };
  for (std::size_t s = 0; s < symbols; ++s) {
    graph.next_context_[s] = next_nibble();
    if (graph.next_context_[s] >= h.context_count) return std::nullopt;
  }
  graph.tables_.resize((h.context_count + 1U) * kCodeTableSize);
  std::array<std::uint8_t, kMostSymbols> code_lengths = {};
  for (std::size_t c = 0; c <= h.context_count; ++c) {
    const std::size_t count = c < h.context_count ? symbols : count_symbols;
    for (std::size_t s = 0; s < count; ++s) code_lengths[s] = next_nibble();
    const std::span<std::uint16_t, kCodeTableSize> table(graph.tables_.data() + c * kCodeTableSize,
                                                         kCodeTableSize);
    if (!FillCodeTable({code_lengths.data(), count}, table)) return std::nullopt;
  }
  return graph;
}

// Bit at which the group's first list starts.
std::uint64_t Graph::GroupStart(std::uint32_t group) const {
  const std::uint32_t first = group / kGroupsPerBase * kGroupsPerBase;
  std::uint64_t units = std::uint64_t{header_.shortest_group} * (group - first);
  const std::uint8_t* lengths = lengths_.data();
  if (header_.length_bytes == 1) {
    for (std::uint32_t g = first; g < group; ++g) units += lengths[g];
  } else {
    for (std::uint32_t g = first; g < group; ++g) {
      std::uint32_t length = 0;
      std::memcpy(&length, lengths + std::size_t{g} * header_.length_bytes, header_.length_bytes);
      units += length;
    }
  }
  const auto base = ReadAt<std::uint32_t>(bases_, group / kGroupsPerBase * sizeof(std::uint32_t));
  return (base.value_or(0) + units) << header_.unit_log2;
}

bool Graph::ReadCounts(Cursor& cursor, std::uint32_t& count, std::uint32_t& before) const {
  std::uint64_t word = 0;
  if (!cursor.Peek(word)) return false;
  const std::uint16_t entry =
      tables_[header_.context_count * kCodeTableSize + (word & (kCodeTableSize - 1))];
  const unsigned length = entry >> kLengthShift;
  if (length == 0) return false;
  count = header_.usual_count;
  before = entry & kSymbolMask;
  cursor.at += length;
  if (before > count) {  // a list of another length: both numbers follow
    word >>= length;
    count = word & 0xffU;
    before = (word >> 8U) & 0xffU;
    cursor.at += 16;
  }
  return before <= count;
}

// Calls take(gap, level) for `count` neighbours.
template <typename Take>
bool Graph::ReadSide(Cursor& cursor, std::uint32_t count, Take take) const {
  std::size_t context = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint64_t word = 0;
    if (!cursor.Peek(word)) return false;
    const std::uint16_t entry = tables_[context * kCodeTableSize + (word & (kCodeTableSize - 1))];
    const unsigned length = entry >> kLengthShift;
    if (length == 0) return false;
    const unsigned symbol = entry & kSymbolMask, magnitude = symbol / kWeightLevels;
    const auto low = static_cast<std::uint32_t>(LowBits(word >> length, magnitude));
    take((1U << magnitude) - 1 + low, symbol % kWeightLevels);
    cursor.at += length + magnitude;
    context = next_context_[symbol];
  }
  return true;
}

std::size_t Graph::Read(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const {
  if (sku >= sku_count_) return 0;
  const std::uint32_t group = sku >> header_.group_log2;
  Cursor cursor = {bits_, GroupStart(group)};
  std::uint32_t count = 0, before = 0;
  const auto skip = [](std::uint32_t, unsigned) {};
  for (SkuId earlier = group << header_.group_log2; earlier < sku; ++earlier) {
    if (!ReadCounts(cursor, count, before) || !ReadSide(cursor, count - before, skip) ||
        !ReadSide(cursor, before, skip)) {
      return 0;
    }
  }
  if (!ReadCounts(cursor, count, before)) return 0;
  // Steps outward; a step past either end wraps round and fails the comparison below.
  Neighbour* to = out.data() + before;
  SkuId at = sku + header_.forward_from - 1;
  SkuId most = 0;
  const bool after_read = ReadSide(cursor, count - before, [&](std::uint32_t gap, unsigned level) {
    at += gap + 1;
    most = std::max(most, at);
    *to++ = {at, header_.levels[level]};
  });
  to = out.data() + before;
  at = sku;
  const bool before_read = ReadSide(cursor, before, [&](std::uint32_t gap, unsigned level) {
    at -= gap + 1;
    most = std::max(most, at);
    *--to = {at, header_.levels[level]};
  });
  return after_read && before_read && most < sku_count_ ? count : 0;
}

}  // namespace afterglow
