#include "model/graph.h"

#include "model/edge_entry.h"

namespace afterglow {
namespace {

// Where no code begins so: a step from 2^30 on, past the last SKU.
constexpr unsigned kNoMagnitude = 30;

}  // namespace

bool Graph::Open(Bytes section, std::uint32_t sku_count) {
  SectionReader reader(section);
  sku_count_ = sku_count;
  reader.TakeInto(header_);
  const std::size_t contexts = header_.context_count, classes = header_.class_count;
  if (sku_count > kMostSkus || contexts < 1 || contexts > kMostContexts || classes < 1 ||
      classes > kMostClasses) {
    return false;
  }
  for (const float level : header_.levels) {
    if (!(level >= kLeastWeight && level <= kLargestWeight)) return false;
  }

  const std::size_t symbols = classes * kWeightLevels;
  const Bytes codes = reader.Take((symbols * (1 + contexts) + 1) / 2);
  starts_.Take(reader, sku_count);
  bits_ = reader.TakeRest();
  if (!reader.good()) return false;

  std::size_t nibble = 0;
  const auto take_nibbles = [&](std::span<std::uint8_t> out) {
    for (std::uint8_t& value : out) {
      const unsigned byte = codes[nibble / 2];
      value = static_cast<std::uint8_t>(nibble++ % 2 == 0 ? byte & 15U : byte >> 4U);
    }
  };
  std::array<std::uint8_t, kMostSymbols> next_context = {}, lengths = {};
  take_nibbles(std::span(next_context).first(symbols));
  for (const std::uint8_t next : next_context) {
    if (next >= contexts) return false;
  }
  tables_.assign(contexts * kCodeTableSize, EdgeEntry(1, kNoMagnitude, 0, 0));
  std::array<std::uint32_t, kMostSymbols> entries = {};
  for (std::size_t c = 0; c < contexts; ++c) {
    take_nibbles(std::span(lengths).first(symbols));
    for (std::size_t s = 0; s < symbols; ++s) {
      entries[s] = EdgeEntry(lengths[s], static_cast<unsigned>(s / kWeightLevels),
                             static_cast<unsigned>(s % kWeightLevels), next_context[s]);
    }
    const std::span<std::uint32_t, kCodeTableSize> table(tables_.data() + c * kCodeTableSize,
                                                         kCodeTableSize);
    if (!FillCodeTable({lengths.data(), symbols}, entries, table)) return false;
  }
  return true;
}

}  // namespace afterglow
