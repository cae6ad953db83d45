// What a neighbour is: a SKU by its position in the model, and a weight.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace afterglow {

// Position of a SKU in the model, 0 to sku_count() - 1. Not its position in ModelData, and not
// stable between builds.
using SkuId = std::uint32_t;

inline constexpr std::size_t kMostNeighbours = 255;

inline constexpr float kLeastWeight = 0x1p-126F, kLargestWeight = 1e30F;

struct Neighbour {
  SkuId sku;
  float weight;  // at least kLeastWeight, at most kLargestWeight
};

// Lists are read so many at a time: what one waits for, memory or the code before, the others need
// not wait for.
inline constexpr std::size_t kListsAtOnce = 4;

// Whose list, and what its weights are multiplied by.
struct WeightedSku {
  SkuId sku;
  float weight;
};

struct NeighbourList {
  std::size_t count;  // of the neighbours that follow
  std::array<Neighbour, kMostNeighbours> neighbours;
};

}  // namespace afterglow
