// The two kinds of weights a model blends, each solved from counts by itself, and in parts: a part
// may be solved in another thread and handed over as bytes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "train/counts.h"
#include "train/local_ridge.h"

namespace afterglow {

enum class WeightKind : std::uint8_t { kTogether = 0, kNext = 1 };

struct WeightJob {
  WeightKind kind = WeightKind::kTogether;
  Penalty penalty;
};

// One for each penalty.
std::vector<WeightColumns> SolveWeights(const Counts& counts, WeightKind kind,
                                        std::span<const Penalty> penalties, TargetRange range);

// Little-endian: for each target u32 the number of its weights; then all weights, u32 predictor and
// f32 weight.
std::vector<std::uint8_t> WriteWeights(const WeightColumns& columns);

// Appends `targets` targets to those that are there. kBadTrainingData, and nothing appended, when
// the bytes are not of as many targets and of predictors below `sku_count`.
Status AppendWeights(Bytes bytes, std::uint32_t targets, std::uint32_t sku_count,
                     WeightColumns& columns);

}  // namespace afterglow
