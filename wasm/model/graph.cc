#include "model/graph.h"

#include <algorithm>

#include "model/bit_stream.h"

namespace afterglow {
namespace {

// What the next kLongestCode bits begin with, all that reading an edge needs in one word:
//   bits 0-5 bits of the code; 6-11 63 - magnitude of the step; 12-15 level of the weight;
//   16-27 start of the table that reads the next edge.
std::uint32_t EdgeEntry(unsigned length, unsigned magnitude, unsigned level, unsigned context) {
  return length | ((63 - magnitude) << 6U) | (level << 12U) |
         (static_cast<unsigned>(context * kCodeTableSize) << 16U);
}

// Where no code begins so: a step from 2^30 on, past the last SKU.
constexpr unsigned kNoMagnitude = 30;

// Edges are read in fours: their codes fit one load, and their steps end within a few bytes.
constexpr std::uint32_t kFour = 4;
static_assert(kFour * kLongestCode <= kWidestField && kFour * kLongestCode < 64);
static_assert(kFour * kNoMagnitude / 8 + 1 + 8 <= kGraphPadding);

constexpr std::uint64_t kHighestBit = std::uint64_t{1} << 63U;

}  // namespace

std::optional<Graph> Graph::Open(Bytes section, std::uint32_t sku_count) {
  Graph graph;
  graph.sku_count_ = sku_count;
  const std::optional<GraphHeader> header = ReadAt<GraphHeader>(section, 0);
  if (!header || sku_count > kMostSkus) return std::nullopt;
  const GraphHeader& h = graph.header_ = *header;
  if (h.context_count < 1 || h.context_count > kMostContexts || h.class_count < 1 ||
      h.class_count > kMostClasses) {
    return std::nullopt;
  }
  for (const float level : h.levels) {
    if (!(level >= kLeastWeight && level <= kLargestWeight)) return std::nullopt;
  }

  const std::size_t symbols = h.class_count * kWeightLevels;
  const std::size_t nibbles = symbols * (1U + h.context_count);
  const std::optional<Bytes> codes = Slice(section, sizeof(GraphHeader), (nibbles + 1) / 2);
  if (!codes) return std::nullopt;
  Bytes rest = section.subspan(sizeof(GraphHeader) + codes->size());
  const std::optional<StartTable> starts = StartTable::Take(rest, sku_count);
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
  graph.tables_.assign(h.context_count * kCodeTableSize, EdgeEntry(1, kNoMagnitude, 0, 0));
  std::array<std::uint32_t, kMostSymbols> entries = {};
  for (std::size_t c = 0; c < h.context_count; ++c) {
    take_nibbles(std::span(lengths).first(symbols));
    for (std::size_t s = 0; s < symbols; ++s) {
      entries[s] = EdgeEntry(lengths[s], static_cast<unsigned>(s / kWeightLevels),
                             static_cast<unsigned>(s % kWeightLevels), next_context[s]);
    }
    const std::span<std::uint32_t, kCodeTableSize> table(graph.tables_.data() + c * kCodeTableSize,
                                                         kCodeTableSize);
    if (!FillCodeTable({lengths.data(), symbols}, entries, table)) return std::nullopt;
  }
  return graph;
}

// Where scoring spends most of its time. Reading a code has to wait for the code before it,
// reading a step for nothing: that is why codes and steps stand apart.
std::size_t Graph::Read(SkuId sku, float scale, std::span<Neighbour, kMostNeighbours> out) const {
  if (sku >= sku_count_) return 0;
  // Steps upwards from the start of the list, codes downwards from its end.
  std::uint64_t step_bit = 8 * kBitPadding + starts_.Start(sku), steps = 0;
  std::uint64_t code_bit = 8 * kBitPadding + starts_.Start(std::uint64_t{sku} + 1), codes = 0;
  if (!LoadBits(bits_, step_bit, steps)) return 0;
  const bool usual = (steps & 1U) == 0;
  const auto count =
      usual ? header_.usual_count : static_cast<std::uint32_t>(LowBits(steps >> 1U, kCountBits));
  const unsigned head = usual ? 1 : 1 + kCountBits, id_width = WidthOf(sku_count_);
  // One step before the lowest neighbour, where 64 bits make room for it and for any steps.
  std::uint64_t at = LowBits(steps >> head, id_width) - 1;
  step_bit += head + id_width;

  std::array<float, kWeightLevels> scaled;  // NOLINT: filled where it is used
  const float* weights = header_.levels.data();
  if (scale != 1) {
    for (std::size_t i = 0; i < kWeightLevels; ++i) {
      scaled[i] = std::max(kLeastWeight, scale * header_.levels[i]);
    }
    weights = scaled.data();
  }
  const std::uint8_t* const bytes = bits_.data();
  const std::uint32_t* const tables = tables_.data();
  std::uint64_t entry = 0, read = 0;
  Neighbour* to = out.data();
  for (std::uint32_t left = count; left > 0;) {
    if (!LoadBitsBefore(bits_, code_bit, codes)) return 0;
    if (step_bit / 8 + kGraphPadding > bits_.size()) return 0;
    read = 0;
    for (const std::uint32_t rest = left - std::min(left, kFour); left > rest; --left) {
      entry = tables[(entry >> 16U) + (codes >> (64 - kLongestCode))];
      codes <<= entry & 63U;
      read += entry;
      std::memcpy(&steps, bytes + step_bit / 8, sizeof(steps));
      const std::uint64_t shift = (entry >> 6U) & 63U;
      at += (((steps >> (step_bit % 8)) << shift) | kHighestBit) >> shift;
      step_bit += 63 - shift;
      *to++ = {static_cast<SkuId>(at), weights[(entry >> 12U) & 15U]};
    }
    code_bit -= read & 63U;  // the lengths of four codes do not add up to more
  }
  return at < sku_count_ ? count : 0;
}

}  // namespace afterglow
