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

  // For each symbol the context that follows it, then for each context the lengths of its codes.
  std::array<std::uint8_t, kMostSymbols*(1 + kMostContexts)> nibbles;  // NOLINT: filled here
  for (std::size_t i = 0; i < symbols * (1 + contexts); ++i) {
    nibbles[i] = static_cast<std::uint8_t>(codes[i / 2] >> i % 2 * 4 & 15U);
  }
  for (std::size_t s = 0; s < symbols; ++s) {
    if (nibbles[s] >= contexts) return false;
  }
  tables_.assign(contexts * kCodeTableSize, EdgeEntry(1, kNoMagnitude, 0, 0));
  std::array<std::uint32_t, kMostSymbols> entries = {};
  for (std::size_t c = 0; c < contexts; ++c) {
    const auto lengths = std::span<const std::uint8_t>(nibbles).subspan((1 + c) * symbols, symbols);
    for (std::size_t s = 0; s < symbols; ++s) {
      entries[s] = EdgeEntry(lengths[s], static_cast<unsigned>(s / kWeightLevels),
                             static_cast<unsigned>(s % kWeightLevels), nibbles[s]);
    }
    const std::span<std::uint32_t, kCodeTableSize> table(tables_.data() + c * kCodeTableSize,
                                                         kCodeTableSize);
    if (!FillCodeTable(lengths, entries, table)) return false;
  }
  return true;
}

}  // namespace afterglow
