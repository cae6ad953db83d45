// The section "EDGE": every SKU's neighbours and their weights, about 12 bits each.
//
// A list is coded outward from its own SKU: the neighbours at or after it in order of distance,
// then those before it. One symbol of a prefix code says both the magnitude of the gap and the
// level of the weight; the previous symbol picks the code. Weights have 16 levels in all, their
// values learned from the model. Byte-exact in docs/model-format.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/neighbour.h"
#include "model/prefix_code.h"

namespace afterglow {

inline constexpr std::size_t kWeightLevels = 16;
inline constexpr unsigned kMostContexts = 8;
// Gaps below 2^24, so at most this many SKUs.
inline constexpr std::uint32_t kMostSkus = 1U << 24U;

struct GraphOptions {
  // Lists that share one offset: smaller is faster to read, larger is fewer bytes.
  unsigned group_log2 = 1;
};

// lists[id], each of at most kMostNeighbours entries with ids below lists.size(), in any order.
// Precondition: at most kMostSkus lists.
std::vector<std::uint8_t> WriteGraph(std::span<const std::vector<Neighbour>> lists,
                                     const GraphOptions& options = {});

// Fixed part of the section; code lengths, group bases, group lengths and the bits follow.
struct GraphHeader {
  std::uint32_t edge_count;
  std::uint32_t shortest_group;  // in units
  std::uint32_t bit_bytes;       // size of the bits at the end of the section
  std::uint8_t group_log2;       // lists in a group
  std::uint8_t unit_log2;        // bits in a unit of group length
  std::uint8_t length_bytes;     // 1, 2 or 4: size of a group's length
  std::uint8_t context_count;    // 1 to kMostContexts
  std::uint8_t class_count;      // magnitudes of gaps, 1 to 25
  std::uint8_t usual_count;      // the most frequent length of a list
  std::uint8_t forward_from;     // distance of the first neighbour after a SKU: 1, or 0 when
                                 // SKUs may be their own neighbours
  std::uint8_t zero;
  std::array<float, kWeightLevels> levels;
};
static_assert(sizeof(GraphHeader) == 84);

inline constexpr std::uint32_t kGroupsPerBase = 32;
inline constexpr std::size_t kMostClasses = 25;

class Graph {
 public:
  // Nothing when the section does not hold together. O(1): builds the code tables.
  static std::optional<Graph> Open(Bytes section, std::uint32_t sku_count);

  // By rising SkuId; returns how many. A damaged list reads as empty.
  std::size_t Read(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const;
  std::uint64_t edge_count() const { return header_.edge_count; }

 private:
  struct Cursor;
  std::uint64_t GroupStart(std::uint32_t group) const;
  bool ReadCounts(Cursor& cursor, std::uint32_t& count, std::uint32_t& before) const;
  template <typename Take>
  bool ReadSide(Cursor& cursor, std::uint32_t count, Take take) const;

  std::uint32_t sku_count_ = 0;
  GraphHeader header_ = {};
  Bytes bases_, lengths_, bits_;
  // The codes of every context, then the code of the list lengths.
  std::vector<std::uint16_t> tables_;
  std::array<std::uint8_t, kMostSymbols> next_context_ = {};
};

}  // namespace afterglow
