#include "train/local_ridge.h"

#include <algorithm>
#include <cmath>

namespace afterglow {
namespace {

constexpr std::uint32_t kNoPlace = 0xffffffffU;
constexpr std::uint32_t kMostFrequent = 4096;  // as many take 32 MB

std::vector<float> DiagonalOf(const SparseMatrix& matrix, double scale) {
  std::vector<float> diagonal(matrix.rows(), 0);
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    const auto columns = matrix.columns(r);
    const auto at = std::lower_bound(columns.begin(), columns.end(), r);
    if (at == columns.end() || *at != r) continue;
    const auto k = static_cast<std::size_t>(at - columns.begin());
    diagonal[r] = static_cast<float>(static_cast<double>(matrix.values(r)[k]) * scale);
  }
  return diagonal;
}

double MeanOfPositive(const std::vector<float>& values) {
  double sum = 0;
  std::size_t count = 0;
  for (const float value : values) {
    if (!(value > 0)) continue;
    sum += static_cast<double>(value);
    ++count;
  }
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

}  // namespace

LocalRidge::LocalRidge(const RidgeProblem& problem)
    : problem_(problem),
      diagonal_(DiagonalOf(*problem.gram, problem.gram_scale)),
      deviation_(diagonal_.size()),
      mean_diagonal_(static_cast<float>(MeanOfPositive(diagonal_))),
      place_(diagonal_.size(), kNoPlace) {
  for (std::size_t i = 0; i < deviation_.size(); ++i) {
    deviation_[i] = std::sqrt(static_cast<double>(diagonal_[i]));
  }
  TabulateFrequent();
}

void LocalRidge::TabulateFrequent() {
  frequent_count_ = std::min(static_cast<std::uint32_t>(problem_.gram->rows()), kMostFrequent);
  frequent_.assign(std::size_t{frequent_count_} * (frequent_count_ + 1) / 2, 0);
  float* table = frequent_.data();
  for (std::uint32_t r = 0; r < frequent_count_; ++r) {
    const auto columns = problem_.gram->columns(r);
    const auto values = problem_.gram->values(r);
    for (std::size_t k = 0; k < columns.size() && columns[k] <= r; ++k) {
      table[columns[k]] = values[k];
    }
    table += r + 1;
  }
}

// Those with the largest part of their own variation in common with the target.
void LocalRidge::ChooseCandidates(std::uint32_t target) {
  candidates_.clear();
  const auto columns = problem_.moments->columns(target);
  const auto values = problem_.moments->values(target);
  const double mean_target = problem_.rows > 0 ? problem_.target_mass[target] / problem_.rows : 0;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const std::uint32_t i = columns[k];
    if (i == target || !(diagonal_[i] > 0)) continue;
    const double moment =
        static_cast<double>(values[k]) - static_cast<double>(diagonal_[i]) * mean_target;
    if (!(moment > 0)) continue;
    const double association = moment / deviation_[i];
    candidates_.push_back({static_cast<float>(association), i, static_cast<float>(moment)});
  }
  if (candidates_.size() > problem_.most_predictors) {
    const auto cut = candidates_.begin() + static_cast<std::ptrdiff_t>(problem_.most_predictors);
    std::nth_element(
        candidates_.begin(), cut, candidates_.end(), [](const Candidate& a, const Candidate& b) {
          return a.association != b.association ? a.association > b.association : a.sku < b.sku;
        });
    candidates_.erase(cut, candidates_.end());
  }
  std::sort(candidates_.begin(), candidates_.end(),
            [](const Candidate& a, const Candidate& b) { return a.sku < b.sku; });
}

// The candidates' Gram above and on the diagonal, column `place` of it: what is shared with the
// more frequent candidates stands in the rarer one's row, which is the shorter.
void LocalRidge::GatherRow(std::size_t place) {
  const std::size_t m = candidates_.size();
  const auto scale = static_cast<float>(problem_.gram_scale);
  const std::uint32_t sku = candidates_[place].sku;
  float* column = gram_.data() + place;
  if (sku < frequent_count_) {
    const float* row = frequent_.data() + std::size_t{sku} * (sku + 1) / 2;
    for (std::size_t c = 0; c <= place; ++c) column[c * m] = row[candidates_[c].sku] * scale;
    return;
  }
  const auto columns = problem_.gram->columns(sku);
  const auto values = problem_.gram->values(sku);
  for (std::size_t k = 0; k < columns.size() && columns[k] <= sku; ++k) {
    const std::uint32_t c = place_[columns[k]];
    if (c != kNoPlace) column[c * m] = values[k] * scale;
  }
}

void LocalRidge::GatherGram() {
  const std::size_t m = candidates_.size();
  gram_.assign(m * m, 0);
  for (std::size_t k = 0; k < m; ++k) place_[candidates_[k].sku] = static_cast<std::uint32_t>(k);
  for (std::size_t k = 0; k < m; ++k) GatherRow(k);
  for (const Candidate& candidate : candidates_) place_[candidate.sku] = kNoPlace;
  if (!(problem_.rows > 0)) return;
  for (std::size_t r = 0; r < m; ++r) {
    const float own = diagonal_[candidates_[r].sku];
    const auto mean = static_cast<float>(static_cast<double>(own) / problem_.rows);
    float* row = gram_.data() + r * m;
    for (std::size_t c = r; c < m; ++c) row[c] -= mean * diagonal_[candidates_[c].sku];
  }
}

void LocalRidge::Begin(std::uint32_t target) {
  ChooseCandidates(target);
  GatherGram();
}

std::span<const PredictorWeight> LocalRidge::Solve(Penalty penalty) {
  const std::size_t m = candidates_.size();
  system_.Begin(m);
  const auto lambda = static_cast<float>(penalty.lambda);
  const float scale = penalty.proportional ? 1 + lambda : 1;
  least_pivot_.resize(m);
  for (std::size_t k = 0; k < m; ++k) {
    const float* row = gram_.data() + k * m;
    std::copy(row + k, row + m, &system_.at(k, k));
    const float own =
        lambda * (penalty.proportional ? diagonal_[candidates_[k].sku] : mean_diagonal_);
    system_.at(k, k) += own;
    // Rounding may eat a pivot, but not the penalty that is part of it.
    least_pivot_[k] = own * 1e-3F;
    system_.right()[k] = scale * candidates_[k].moment;
  }
  system_.Solve(least_pivot_.data());
  weights_.clear();
  for (std::size_t k = 0; k < m; ++k) {
    const float weight = system_.right()[k];
    if (weight != 0) weights_.push_back({candidates_[k].sku, weight});
  }
  return weights_;
}

std::vector<WeightColumns> SolveRange(const RidgeProblem& problem,
                                      std::span<const Penalty> penalties, TargetRange range) {
  LocalRidge ridge(problem);
  std::vector<WeightColumns> all(penalties.size());
  for (WeightColumns& columns : all) columns.start.assign(1, 0);
  for (std::uint32_t target = range.from; target < range.to; ++target) {
    ridge.Begin(target);
    for (std::size_t k = 0; k < penalties.size(); ++k) {
      const auto weights = ridge.Solve(penalties[k]);
      all[k].weight.insert(all[k].weight.end(), weights.begin(), weights.end());
      all[k].start.push_back(all[k].weight.size());
    }
  }
  return all;
}

}  // namespace afterglow
