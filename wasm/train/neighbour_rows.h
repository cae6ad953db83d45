// Predictor weights -> each SKU's few neighbours, as the model file holds them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/model_data.h"
#include "train/local_ridge.h"

namespace afterglow {

using NeighbourRows = std::vector<std::vector<NeighbourData>>;  // [sku], by falling weight

// Leaves at most `keep`, by falling weight, ties by SKU.
void KeepStrongest(std::vector<NeighbourData>& row, std::size_t keep);

struct WeightPart {
  const WeightColumns* weights;
  float share;
};

// Row i: the targets i predicts with the largest positive Σ share × weight, times what
// `target_scales` gives the target ([sku], > 0), at most `keep`. `offered` as in LearnInput.
NeighbourRows StrongestNeighbours(std::span<const WeightPart> parts, std::uint32_t sku_count,
                                  std::uint32_t keep, std::span<const std::uint8_t> offered,
                                  std::span<const float> target_scales);

}  // namespace afterglow
