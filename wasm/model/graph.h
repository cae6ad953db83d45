// The section "EDGE": every SKU's neighbours and their weights, about 12 bits each.
//
// A list names its lowest neighbour and then, rising, how far it is to the next. One symbol of a
// prefix code says both the magnitude of the step and the level of the weight; the previous symbol
// picks the code. Weights have 16 levels in all, their values learned from the model. Byte-exact in
// docs/model-format.md.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/neighbour.h"
#include "model/prefix_code.h"
#include "model/start_table.h"
#include "model/weight_levels.h"

namespace afterglow {

inline constexpr unsigned kMostContexts = 4;
// Magnitudes of steps: 0 to 24.
inline constexpr std::size_t kMostClasses = 25;
inline constexpr std::uint32_t kMostSkus = 1U << 24U;
// Of a list that is not of the usual length.
inline constexpr unsigned kCountBits = 8;
// Bytes after the last list.
inline constexpr std::size_t kGraphPadding = 24;
// Codes are read in fours, which fit one load.
inline constexpr std::size_t kCodesPerLoad = 4;

// lists[id], each of at most kMostNeighbours entries with ids below lists.size(), in any order.
// Precondition: at most kMostSkus lists.
std::vector<std::uint8_t> WriteGraph(std::span<const std::vector<Neighbour>> lists,
                                     const WeightLevels& levels);

// Fixed part of the section; code lengths, the starts of the lists and their bits follow.
struct GraphHeader {
  std::uint32_t edge_count;
  std::uint8_t context_count;  // 1 to kMostContexts
  std::uint8_t class_count;    // 1 to kMostClasses
  std::uint8_t usual_count;    // the most frequent length of a list
  std::uint8_t zero;
  std::array<float, kWeightLevels> levels;
};
static_assert(sizeof(GraphHeader) == 72);

class Graph {
 public:
  // Becomes the graph in `section`; false when that does not hold together. O(1): builds the code
  // tables.
  bool Open(Bytes section, std::uint32_t sku_count);

  // The list of each source, by rising SkuId, weights times the source's and never 0. A damaged
  // list reads as empty, or as other neighbours. Precondition: at most kListsAtOnce sources, and a
  // place for each of them.
  void Read(std::span<const WeightedSku> sources, NeighbourList* lists) const;
  std::uint64_t edge_count() const { return header_.edge_count; }

 private:
  // A list that is being read.
  struct OpenList {
    std::uint64_t codes = 0;    // the next ones, the first of them highest
    std::int64_t code_bit = 0;  // up to where the codes stand that were not read yet
    std::uint64_t step_bit = 0, before = 0;
    std::uint32_t count = 0;
  };
  using OpenLists = std::array<OpenList, kListsAtOnce>;
  // See EdgeEntry, of each list; whole loads of codes.
  static constexpr std::size_t kMostEntries = kMostNeighbours + kCodesPerLoad - 1;
  using Entries = std::array<std::array<std::uint32_t, kMostEntries>, kListsAtOnce>;

  OpenList Begin(SkuId sku) const;
  void ReadCodes(OpenLists& lists, Entries& entries) const;
  std::size_t ReadSteps(const OpenList& list, const std::uint32_t* entry, const float* weights,
                        Neighbour* to) const;

  std::uint32_t sku_count_ = 0;
  GraphHeader header_ = {};
  StartTable starts_;
  Bytes bits_;
  std::vector<std::uint32_t> tables_;  // the codes of every context, see EdgeEntry
};

}  // namespace afterglow
