#include <algorithm>

#include "model/bit_stream.h"
#include "model/edge_entry.h"
#include "model/graph.h"

namespace afterglow {

static_assert(kCodesPerLoad * kLongestCode <= kWidestField && kCodesPerLoad * kLongestCode < 64);
static_assert(2 * (kMostClasses - 1) <= kWidestField, "the steps of two fit one load");

// Reading a code has to wait for the code before it, reading a step for nothing: that is why codes
// and steps stand apart, and why the codes of several lists are read together.
Graph::OpenList Graph::Begin(SkuId sku) const {
  OpenList list;
  if (sku >= sku_count_) return list;
  // Steps upwards from the start of the list, codes downwards from its end.
  const StartTable::Extent extent = starts_.Of(sku);
  const std::uint64_t step_bit = 8 * kBitPadding + extent.start;
  const std::uint64_t code_bit = 8 * kBitPadding + extent.end;
  std::uint64_t steps = 0;
  if (!LoadBits(bits_, step_bit, steps)) return list;
  if (!LoadBitsBefore(bits_, code_bit, list.codes)) return list;
  const bool usual = (steps & 1U) == 0;
  const unsigned head = usual ? 1 : 1 + kCountBits, id_width = WidthOf(sku_count_);
  list.code_bit = static_cast<std::int64_t>(code_bit);
  list.step_bit = step_bit + head + id_width;
  // One step before the lowest neighbour, where 64 bits make room for it and for any steps.
  list.before = LowBits(steps >> head, id_width) - 1;
  list.count =
      usual ? header_.usual_count : static_cast<std::uint32_t>(LowBits(steps >> 1U, kCountBits));
  return list;
}

// Of a list that is shorter than the longest, more than there are: they stand for nothing, and
// codes that would stand before the section are read at its start.
void Graph::ReadCodes(OpenLists& lists, Entries& entries) const {
  std::uint32_t most = 0;
  std::array<std::uint64_t, kListsAtOnce> entry = {}, codes;  // NOLINT: filled below
  for (std::size_t l = 0; l < kListsAtOnce; ++l) {
    most = std::max(most, lists[l].count);
    codes[l] = lists[l].codes;
  }
  const std::uint8_t* const bytes = bits_.data();
  const std::uint32_t* const tables = tables_.data();
  for (std::size_t i = 0; i < most; i += kCodesPerLoad) {
    std::array<std::uint64_t, kListsAtOnce> read = {};
    for (std::size_t k = 0; k < kCodesPerLoad; ++k) {
      for (std::size_t l = 0; l < kListsAtOnce; ++l) {
        entry[l] = tables[(entry[l] >> 16U) + (codes[l] >> (64 - kLongestCode))];
        codes[l] <<= entry[l] & 63U;
        read[l] += entry[l];
        entries[l][i + k] = static_cast<std::uint32_t>(entry[l]);
      }
    }
    for (std::size_t l = 0; l < kListsAtOnce; ++l) {
      std::int64_t& bit = lists[l].code_bit;
      bit -= static_cast<std::int64_t>(read[l] & 63U);  // four lengths do not add up to more
      const std::int64_t after = std::max<std::int64_t>((bit + 7) >> 3, sizeof(codes[l]));
      std::memcpy(&codes[l], bytes + after - sizeof(codes[l]), sizeof(codes[l]));
      codes[l] <<= static_cast<std::uint64_t>(-bit) & 7U;
    }
  }
}

std::size_t Graph::ReadSteps(const OpenList& list, const std::uint32_t* entry, const float* weights,
                             Neighbour* to) const {
  const std::uint8_t* const bytes = bits_.data();
  const std::uint64_t last = bits_.size() - sizeof(std::uint64_t);
  std::uint64_t at = list.before, bit = list.step_bit;
  for (const std::uint32_t* const end = entry + list.count; entry < end; entry += 2, to += 2) {
    if (bit / 8 > last) return 0;
    std::uint64_t steps = BitsAt(bytes, bit);
    const std::uint64_t first = std::uint64_t{1} << MagnitudeOf(entry[0]);
    at += first + (steps & (first - 1));
    to[0] = {static_cast<SkuId>(at), weights[LevelOf(entry[0])]};
    if (entry + 1 == end) break;
    steps >>= MagnitudeOf(entry[0]);
    const std::uint64_t second = std::uint64_t{1} << MagnitudeOf(entry[1]);
    at += second + (steps & (second - 1));
    to[1] = {static_cast<SkuId>(at), weights[LevelOf(entry[1])]};
    bit += MagnitudeOf(entry[0]) + MagnitudeOf(entry[1]);
  }
  return at < sku_count_ ? list.count : 0;
}

void Graph::Read(std::span<const WeightedSku> sources, NeighbourList* lists) const {
  OpenLists open;
  Entries entries;  // NOLINT: filled by ReadCodes
  for (std::size_t l = 0; l < sources.size(); ++l) open[l] = Begin(sources[l].sku);
  ReadCodes(open, entries);
  for (std::size_t l = 0; l < sources.size(); ++l) {
    std::array<float, kWeightLevels> scaled;  // NOLINT: filled where it is used
    const float* weights = header_.levels.data();
    if (const float scale = sources[l].weight; scale != 1) {
      for (std::size_t i = 0; i < kWeightLevels; ++i) {
        scaled[i] = std::max(kLeastWeight, scale * header_.levels[i]);
      }
      weights = scaled.data();
    }
    lists[l].count = ReadSteps(open[l], entries[l].data(), weights, lists[l].neighbours.data());
  }
}

}  // namespace afterglow
