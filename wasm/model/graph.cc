#include "model/graph.h"

#include "model/edge_entry.h"

namespace afterglow {
namespace {

// Where no code begins so: a step from 2^30 on, past the last SKU.
constexpr unsigned kNoMagnitude = 30;

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

}  // namespace afterglow
