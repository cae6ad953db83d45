#include "train/weight_parts.h"

#include <cstring>

#include "train/sparse_matrix.h"

namespace afterglow {
namespace {

// More do no better, at a cost that is cubic in them.
constexpr std::uint32_t kPredictors = 64;

Error BadWeights(const char* what) {
  return {ErrorCode::kBadTrainingData, std::string("solved weights: ") + what, 0};
}

}  // namespace

std::vector<WeightColumns> SolveWeights(const Counts& counts, WeightKind kind,
                                        std::span<const Penalty> penalties, TargetRange range) {
  RidgeProblem problem;
  problem.gram = &counts.together;
  problem.most_predictors = kPredictors;
  if (kind == WeightKind::kTogether) {
    problem.moments = &counts.together;
    return SolveRange(problem, penalties, range);
  }
  // By target: what was bought before it.
  const SparseMatrix before = Transposed(counts.next);
  problem.moments = &before;
  problem.gram_scale = counts.order_weight > 0 ? counts.followed_weight / counts.order_weight : 0;
  problem.rows = counts.followed_weight;
  problem.target_mass = counts.next_mass;
  return SolveRange(problem, penalties, range);
}

std::vector<std::uint8_t> WriteWeights(const WeightColumns& columns) {
  std::vector<std::uint8_t> out;
  out.reserve(columns.targets() * 4 + columns.weight.size() * sizeof(PredictorWeight));
  for (std::size_t t = 0; t < columns.targets(); ++t) {
    Append(out, static_cast<std::uint32_t>(columns.of(t).size()));
  }
  for (const PredictorWeight& weight : columns.weight) Append(out, weight);
  return out;
}

Status AppendWeights(Bytes bytes, std::uint32_t targets, std::uint32_t sku_count,
                     WeightColumns& columns) {
  static_assert(sizeof(PredictorWeight) == 8);
  const std::size_t head = std::size_t{targets} * 4;
  if (bytes.size() < head) return BadWeights("fewer targets than were asked for");
  std::vector<std::size_t> ends;
  std::size_t end = columns.weight.size();
  for (std::uint32_t t = 0; t < targets; ++t) {
    end += ReadAt<std::uint32_t>(bytes, std::size_t{t} * 4).value_or(0);
    ends.push_back(end);
  }
  const std::size_t count = end - columns.weight.size();
  if ((bytes.size() - head) / sizeof(PredictorWeight) != count ||
      (bytes.size() - head) % sizeof(PredictorWeight) != 0) {
    return BadWeights("their number is not what their targets say");
  }
  std::vector<PredictorWeight> weights(count);
  if (count > 0) std::memcpy(weights.data(), bytes.data() + head, bytes.size() - head);
  for (const PredictorWeight& weight : weights) {
    if (weight.sku >= sku_count) return BadWeights("one names a SKU that is not there");
  }
  if (columns.start.empty()) columns.start.push_back(0);
  columns.start.insert(columns.start.end(), ends.begin(), ends.end());
  columns.weight.insert(columns.weight.end(), weights.begin(), weights.end());
  return Nothing{};
}

}  // namespace afterglow
