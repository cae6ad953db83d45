#include "train/neighbour_rows.h"

#include <algorithm>

namespace afterglow {
namespace {

bool Falling(const NeighbourData& a, const NeighbourData& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.sku < b.sku;
}

// All weights by predictor: row i is [start[i], start[i + 1]), targets rising part by part.
struct ByPredictor {
  std::vector<std::size_t> start;
  std::vector<NeighbourData> entry;
};

ByPredictor Transposed(std::span<const WeightPart> parts, std::uint32_t sku_count) {
  ByPredictor rows;
  rows.start.assign(std::size_t{sku_count} + 1, 0);
  for (const WeightPart& part : parts) {
    for (const PredictorWeight& weight : part.weights->weight) ++rows.start[weight.sku + 1];
  }
  for (std::size_t i = 1; i < rows.start.size(); ++i) rows.start[i] += rows.start[i - 1];
  rows.entry.resize(rows.start.back());
  std::vector<std::size_t> end(rows.start.begin(), rows.start.end() - 1);
  for (const WeightPart& part : parts) {
    for (std::uint32_t target = 0; target < sku_count; ++target) {
      for (const PredictorWeight& weight : part.weights->of(target)) {
        rows.entry[end[weight.sku]++] = {target, part.share * weight.weight};
      }
    }
  }
  return rows;
}

// Adds up entries of the same target, in place.
void MergeTargets(std::vector<NeighbourData>& row) {
  std::stable_sort(row.begin(), row.end(),
                   [](const NeighbourData& a, const NeighbourData& b) { return a.sku < b.sku; });
  std::size_t kept = 0;
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (kept > 0 && row[kept - 1].sku == row[k].sku) {
      row[kept - 1].weight += row[k].weight;
    } else {
      row[kept++] = row[k];
    }
  }
  row.resize(kept);
}

}  // namespace

void KeepStrongest(std::vector<NeighbourData>& row, std::size_t keep) {
  const std::size_t kept = std::min(keep, row.size());
  std::partial_sort(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kept), row.end(),
                    Falling);
  row.resize(kept);
}

NeighbourRows StrongestNeighbours(std::span<const WeightPart> parts, std::uint32_t sku_count,
                                  std::uint32_t keep, std::span<const std::uint8_t> offered,
                                  std::span<const float> target_scales) {
  const ByPredictor all = Transposed(parts, sku_count);
  NeighbourRows rows(sku_count);
  std::vector<NeighbourData> row;
  for (std::size_t i = 0; i < sku_count; ++i) {
    row.assign(all.entry.begin() + static_cast<std::ptrdiff_t>(all.start[i]),
               all.entry.begin() + static_cast<std::ptrdiff_t>(all.start[i + 1]));
    MergeTargets(row);
    for (NeighbourData& entry : row) entry.weight *= target_scales[entry.sku];
    std::erase_if(row, [&](const NeighbourData& entry) {
      return !(entry.weight > 0) || (!offered.empty() && offered[entry.sku] == 0);
    });
    KeepStrongest(row, keep);
    rows[i] = row;
  }
  return rows;
}

}  // namespace afterglow
