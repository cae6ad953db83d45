#include "model/graph.h"

#include <algorithm>

#include "model/bit_stream.h"

namespace afterglow {
namespace {

// What the next kLongestCode bits begin with, all that reading an edge needs in one word:
//   bits 0-5 bits of the edge (code and gap); bits 6-9 bits of the code; bits 10-13 level of the
//   weight; bits 14- start of the table that reads the next edge.
// Where no code begins so, a gap from 2^30 on: it leads past the last SKU, whichever way.
constexpr std::uint32_t kNoEdge = 31U | (1U << 6U);

std::uint32_t EdgeEntry(std::uint16_t code, std::uint8_t next_context) {
  const unsigned length = code >> kLengthShift, symbol = code & kSymbolMask;
  if (length == 0) return kNoEdge;
  const auto magnitude = static_cast<unsigned>(symbol / kWeightLevels);
  const auto level = static_cast<unsigned>(symbol % kWeightLevels);
  return (length + magnitude) | (length << 6U) | (level << 10U) |
         (static_cast<unsigned>(next_context * kCodeTableSize) << 14U);
}

// Two edges of this magnitude and below fit one load.
constexpr unsigned kWidestPair = kWidestField / 2 - kLongestCode;

}  // namespace

std::optional<Graph> Graph::Open(Bytes section, std::uint32_t sku_count) {
  Graph graph;
  graph.sku_count_ = sku_count;
  const std::optional<GraphHeader> header = ReadAt<GraphHeader>(section, 0);
  if (!header || sku_count > kMostSkus) return std::nullopt;
  const GraphHeader& h = graph.header_ = *header;
  if (h.context_count < 1 || h.context_count > kMostContexts || h.class_count < 1 ||
      h.class_count > kMostClasses || h.forward_from > 1) {
    return std::nullopt;
  }
  for (const float level : h.levels) {
    if (!(level > 0 && level <= kLargestWeight)) return std::nullopt;
  }

  const std::size_t symbols = h.class_count * kWeightLevels;
  const std::size_t count_symbols = std::size_t{h.usual_count} + 2;
  const std::size_t nibbles = symbols * (1U + h.context_count) + count_symbols;
  const std::optional<Bytes> codes = Slice(section, sizeof(GraphHeader), (nibbles + 1) / 2);
  if (!codes) return std::nullopt;
  Bytes rest = section.subspan(sizeof(GraphHeader) + codes->size());
  const std::optional<LengthTable> starts = LengthTable::Take(rest, sku_count);
  if (!starts) return std::nullopt;
  graph.starts_ = *starts;
  graph.bits_ = rest;

  std::size_t nibble = 0;
  const auto take_nibbles = [&](std::span<std::uint8_t> out) {
    for (std::uint8_t& value : out) {
      const unsigned byte = (*codes)[nibble / 2];
      value = static_cast<std::uint8_t>(nibble++ % 2 == 0 ? byte & 15U : byte >> 4U);
    }
  };
  std::array<std::uint8_t, kMostSymbols> next_context = {}, lengths = {};
  take_nibbles(std::span(next_context).first(symbols));
  for (const std::uint8_t next : next_context) {
    if (next >= h.context_count) return std::nullopt;
  }
  graph.count_table_.resize(kCodeTableSize);
  const std::span<std::uint16_t, kCodeTableSize> codes_table(graph.count_table_.data(),
                                                             kCodeTableSize);
  for (std::size_t c = 0; c < h.context_count; ++c) {
    take_nibbles(std::span(lengths).first(symbols));
    if (!FillCodeTable({lengths.data(), symbols}, codes_table)) return std::nullopt;
    for (const std::uint16_t code : codes_table) {
      graph.tables_.push_back(EdgeEntry(code, next_context[code & kSymbolMask]));
    }
  }
  take_nibbles(std::span(lengths).first(count_symbols));
  if (!FillCodeTable({lengths.data(), count_symbols}, codes_table)) return std::nullopt;
  return graph;
}

bool Graph::ReadCounts(std::uint64_t& at, std::uint32_t& count, std::uint32_t& before) const {
  std::uint64_t word = 0;
  if (!LoadBits(bits_, at, word)) return false;
  const auto window = static_cast<std::size_t>(LowBits(word, kLongestCode));
  const std::uint16_t entry = count_table_[window];
  const unsigned length = entry >> kLengthShift;
  if (length == 0) return false;
  count = header_.usual_count;
  before = entry & kSymbolMask;
  at += length;
  if (before > count) {  // a list of another length: both numbers follow
    word >>= length;
    count = static_cast<std::uint32_t>(word & 0xffU);
    before = static_cast<std::uint32_t>((word >> 8U) & 0xffU);
    at += 16;
  }
  return before <= count;
}

std::size_t Graph::Read(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const {
  if (sku >= sku_count_) return 0;
  std::uint64_t bit = starts_.Find(sku).start;
  std::uint32_t count = 0, before = 0;
  if (!ReadCounts(bit, count, before)) return 0;
  const std::uint32_t* const tables = tables_.data();
  const std::uint32_t after = count - before;
  const bool pairs = header_.class_count <= kWidestPair + 1;
  // Steps outward from the SKU. A step past either end lands, by wrapping round too, beyond the
  // last SKU: gaps are at most 2^25.
  SkuId at = sku + header_.forward_from - 1, most = 0;
  std::size_t table = 0;
  std::uint64_t word = 0;
  // Both directions in one loop: its length is nearly always the same, that of a side is not.
  for (std::uint32_t i = 0; i < count; ++i) {
    if ((i % 2 == 0 || !pairs) && !LoadBits(bits_, bit, word)) return 0;
    const std::uint32_t entry = tables[table + static_cast<std::size_t>(word % kCodeTableSize)];
    const unsigned bits = entry & 63U, length = (entry >> 6U) & 15U;
    const auto one = std::uint64_t{1} << (bits - length);
    const auto step = static_cast<std::uint32_t>(one | ((word >> length) & (one - 1)));
    if (i == after) at = sku;
    at = i < after ? at + step : at - step;
    most = std::max(most, at);
    out[i] = {at, header_.levels[(entry >> 10U) & 15U]};
    table = i + 1 == after ? 0 : entry >> 14U;  // each side begins with the first code
    word >>= bits;
    bit += bits;
  }
  return most < sku_count_ ? count : 0;
}

}  // namespace afterglow
