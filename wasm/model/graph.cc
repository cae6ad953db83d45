#include "model/graph.h"

#include <algorithm>

namespace afterglow {

std::vector<std::uint8_t> Graph::Write(std::span<const std::vector<Neighbour>> lists) {
  std::vector<std::uint8_t> out;
  std::uint32_t end = 0;
  for (const auto& list : lists) {
    end += static_cast<std::uint32_t>(list.size());
    Append(out, end);
  }
  for (std::vector<Neighbour> list : lists) {
    std::sort(list.begin(), list.end(),
              [](const Neighbour& a, const Neighbour& b) { return a.sku < b.sku; });
    for (const Neighbour& neighbour : list) Append(out, neighbour);
  }
  return out;
}

std::optional<Graph> Graph::Open(Bytes section, std::uint32_t sku_count) {
  const std::optional<Bytes> ends = Slice(section, 0, std::uint64_t{sku_count} * 4);
  if (!ends) return std::nullopt;
  Graph graph;
  graph.sku_count_ = sku_count;
  graph.ends_ = *ends;
  graph.edges_ = section.subspan(ends->size());
  return graph;
}

std::size_t Graph::Read(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const {
  if (sku >= sku_count_) return 0;
  const std::uint32_t begin =
      sku == 0 ? 0 : *ReadAt<std::uint32_t>(ends_, (std::size_t{sku} - 1) * 4);
  const std::uint32_t end = *ReadAt<std::uint32_t>(ends_, std::size_t{sku} * 4);
  if (end < begin || end - begin > kMostNeighbours) return 0;
  for (std::uint32_t i = begin; i < end; ++i) {
    const std::optional<Neighbour> neighbour =
        ReadAt<Neighbour>(edges_, std::size_t{i} * kEdgeSize);
    if (!neighbour || neighbour->sku >= sku_count_ || !(neighbour->weight > 0) ||
        neighbour->weight > kLargestWeight)
      return 0;
    out[i - begin] = *neighbour;
  }
  return end - begin;
}

}  // namespace afterglow
