// Small symmetric systems, against Gaussian elimination.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "train/cholesky.h"

namespace afterglow {
namespace {

using Dense = std::vector<std::vector<double>>;

// BBᵀ + I for a random B.
Dense RandomPositive(std::size_t n, std::mt19937& random) {
  Dense factor(n, std::vector<double>(n)), matrix(n, std::vector<double>(n));
  for (auto& row : factor) {
    for (double& value : row) value = static_cast<double>(random() % 2001) / 1000 - 1;
  }
  for (std::size_t r = 0; r < n; ++r) {
    for (std::size_t c = 0; c < n; ++c) {
      matrix[r][c] = r == c ? 1 : 0;
      for (std::size_t k = 0; k < n; ++k) matrix[r][c] += factor[r][k] * factor[c][k];
    }
  }
  return matrix;
}

// Elimination without row exchange: positive matrices need none.
std::vector<double> SolveSlowly(Dense a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t r = 0; r < n; ++r) {
      if (r == k) continue;
      const double factor = a[r][k] / a[k][k];
      for (std::size_t c = k; c < n; ++c) a[r][c] -= factor * a[k][c];
      b[r] -= factor * b[k];
    }
  }
  for (std::size_t k = 0; k < n; ++k) b[k] /= a[k][k];
  return b;
}

TEST(CholeskyTest, SolvesSystemsOfEverySizeOneAfterTheOther) {
  std::mt19937 random(7);
  Cholesky system;
  for (const std::size_t n : {0U, 1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 31U, 64U, 6U, 65U}) {
    const Dense matrix = RandomPositive(n, random);
    std::vector<double> right;
    for (std::size_t k = 0; k < n; ++k) right.push_back(static_cast<double>(random() % 100));
    system.Begin(n);
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t c = r; c < n; ++c) system.at(r, c) = static_cast<float>(matrix[r][c]);
      system.right()[r] = static_cast<float>(right[r]);
    }
    system.Solve(std::vector<float>(n, 1e-3F).data());
    const std::vector<double> slow = SolveSlowly(matrix, right);
    for (std::size_t k = 0; k < n; ++k) {
      EXPECT_NEAR(static_cast<double>(system.right()[k]), slow[k], 1e-3 * (1 + std::abs(slow[k])))
          << "size " << n << ", place " << k;
    }
  }
}

TEST(CholeskyTest, GoesOnWithTheLeastPivotWhereRoundingAteOne) {
  Cholesky system;
  system.Begin(2);
  for (std::size_t r = 0; r < 2; ++r) {
    for (std::size_t c = r; c < 2; ++c) system.at(r, c) = 1;
    system.right()[r] = 1;
  }
  const float least[] = {0.25F, 0.25F};
  system.Solve(least);
  // The second pivot, 0, counts as a quarter; nothing is left for it to explain.
  EXPECT_FLOAT_EQ(system.right()[0], 1);
  EXPECT_FLOAT_EQ(system.right()[1], 0);
}

}  // namespace
}  // namespace afterglow
