#include "train/local_ridge.h"

#include <algorithm>
#include <cmath>

namespace afterglow {
namespace {

constexpr std::uint32_t kNoPlace = 0xffffffffU;

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
      penalty_(diagonal_.size()),
      place_(diagonal_.size(), kNoPlace) {
  const double mean = MeanOfPositive(diagonal_);
  for (std::size_t i = 0; i < penalty_.size(); ++i) {
    penalty_[i] = static_cast<float>(std::sqrt(mean * static_cast<double>(diagonal_[i])));
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
    const double association = moment / std::sqrt(static_cast<double>(diagonal_[i]));
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

void LocalRidge::GatherGram() {
  const std::size_t m = candidates_.size();
  gram_.assign(m * m, 0);
  for (std::size_t k = 0; k < m; ++k) place_[candidates_[k].sku] = static_cast<std::uint32_t>(k);
  const auto scale = static_cast<float>(problem_.gram_scale);
  for (std::size_t r = 0; r < m; ++r) {
    const auto columns = problem_.gram->columns(candidates_[r].sku);
    const auto values = problem_.gram->values(candidates_[r].sku);
    float* row = gram_.data() + r * m;
    // Long rows are searched, short ones read through: whichever touches less.
    if (columns.size() > 16 * (m - r)) {
      auto from = columns.begin();
      for (std::size_t c = r; c < m; ++c) {
        from = std::lower_bound(from, columns.end(), candidates_[c].sku);
        if (from == columns.end()) break;
        if (*from != candidates_[c].sku) continue;
        row[c] = values[static_cast<std::size_t>(from - columns.begin())] * scale;
      }
      continue;
    }
    const auto from = std::lower_bound(columns.begin(), columns.end(), candidates_[r].sku);
    for (auto k = static_cast<std::size_t>(from - columns.begin()); k < columns.size(); ++k) {
      const std::uint32_t c = place_[columns[k]];
      if (c != kNoPlace) row[c] = values[k] * scale;
    }
  }
  for (std::size_t r = 0; r < m; ++r) {
    const std::uint32_t i = candidates_[r].sku;
    place_[i] = kNoPlace;
    float* row = gram_.data() + r * m;
    if (problem_.rows > 0) {
      const auto mean = static_cast<float>(static_cast<double>(diagonal_[i]) / problem_.rows);
      for (std::size_t c = r; c < m; ++c) row[c] -= mean * diagonal_[candidates_[c].sku];
    }
  }
}

void LocalRidge::Penalise(double lambda) {
  const std::size_t m = candidates_.size();
  matrix_ = gram_;
  for (std::size_t k = 0; k < m; ++k) {
    const float penalty = static_cast<float>(lambda) * penalty_[candidates_[k].sku];
    matrix_[k * m + k] += penalty;
    // Rounding may eat a pivot, but not the penalty that is part of it.
    least_pivot_[k] = penalty * 1e-3F;
  }
}

// Cholesky in place, UᵀU: every inner loop runs along a row, so that it becomes vector code.
void LocalRidge::Factorise() {
  const std::size_t m = candidates_.size();
  for (std::size_t k = 0; k < m; ++k) {
    float* pivot_row = matrix_.data() + k * m;
    const float root = std::sqrt(std::max(pivot_row[k], least_pivot_[k]));
    const float inverse = 1 / root;
    pivot_row[k] = root;
    for (std::size_t c = k + 1; c < m; ++c) pivot_row[c] *= inverse;
    for (std::size_t r = k + 1; r < m; ++r) {
      const float factor = pivot_row[r];
      if (factor == 0) continue;
      float* row = matrix_.data() + r * m;
      for (std::size_t c = r; c < m; ++c) row[c] -= factor * pivot_row[c];
    }
  }
}

// Solves Uᵀz = r, then Uw = z, in right_.
void LocalRidge::Substitute() {
  const std::size_t m = candidates_.size();
  for (std::size_t k = 0; k < m; ++k) {
    const float* row = matrix_.data() + k * m;
    const float value = right_[k] / row[k];
    right_[k] = value;
    for (std::size_t c = k + 1; c < m; ++c) right_[c] -= value * row[c];
  }
  for (std::size_t k = m; k-- > 0;) {
    const float* row = matrix_.data() + k * m;
    float sum = right_[k];
    for (std::size_t c = k + 1; c < m; ++c) sum -= row[c] * right_[c];
    right_[k] = sum / row[k];
  }
}

void LocalRidge::Begin(std::uint32_t target) {
  ChooseCandidates(target);
  GatherGram();
}

std::span<const PredictorWeight> LocalRidge::Solve(double lambda) {
  weights_.clear();
  right_.clear();
  for (const Candidate& candidate : candidates_) right_.push_back(candidate.moment);
  least_pivot_.resize(candidates_.size());
  Penalise(lambda);
  Factorise();
  Substitute();
  for (std::size_t k = 0; k < candidates_.size(); ++k) {
    if (right_[k] != 0) weights_.push_back({candidates_[k].sku, right_[k]});
  }
  return weights_;
}

std::vector<WeightColumns> SolveAll(const RidgeProblem& problem, std::span<const double> lambdas) {
  LocalRidge ridge(problem);
  std::vector<WeightColumns> all(lambdas.size());
  const std::size_t targets = problem.moments->rows();
  for (WeightColumns& columns : all) columns.start.assign(1, 0);
  for (std::uint32_t target = 0; target < targets; ++target) {
    ridge.Begin(target);
    for (std::size_t k = 0; k < lambdas.size(); ++k) {
      const auto weights = ridge.Solve(lambdas[k]);
      all[k].weight.insert(all[k].weight.end(), weights.begin(), weights.end());
      all[k].start.push_back(all[k].weight.size());
    }
  }
  return all;
}

}  // namespace afterglow
