// The section "EDGE": every SKU's neighbours and their weights.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/neighbour.h"

namespace afterglow {

class Graph {
 public:
  // lists[id], each of at most kMostNeighbours entries with ids below lists.size().
  static std::vector<std::uint8_t> Write(std::span<const std::vector<Neighbour>> lists);
  // Nothing when the section does not hold together. O(1).
  static std::optional<Graph> Open(Bytes section, std::uint32_t sku_count);

  Graph() = default;
  // By rising SkuId; returns how many. A damaged list reads as empty.
  std::size_t Read(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const;
  std::uint64_t edge_count() const { return edges_.size() / kEdgeSize; }

 private:
  static constexpr std::size_t kEdgeSize = 8;

  std::uint32_t sku_count_ = 0;
  Bytes ends_, edges_;
};

}  // namespace afterglow
