// Weights by local ridge, against the same regression solved the slow way.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "train/local_ridge.h"
#include "train/neighbour_rows.h"
#include "train/weight_parts.h"

namespace afterglow {
namespace {

using Dense = std::vector<std::vector<double>>;

SparseMatrix Sparse(const Dense& dense) {
  SparseMatrix matrix;
  matrix.row_start.push_back(0);
  for (const auto& row : dense) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (row[c] <= 0) continue;
      matrix.column.push_back(static_cast<std::uint32_t>(c));
      matrix.value.push_back(static_cast<float>(row[c]));
    }
    matrix.row_start.push_back(matrix.column.size());
  }
  return matrix;
}

// Orders as rows of zeros and ones; what was bought later likewise.
struct Shop {
  Dense earlier, later;
};

Shop RandomShop(std::size_t skus, std::size_t orders, unsigned seed) {
  std::mt19937 random(seed);
  Shop shop;
  for (std::size_t k = 0; k < orders; ++k) {
    std::vector<double> earlier(skus, 0), later(skus, 0);
    for (std::size_t i = 0; i < skus; ++i) {
      earlier[i] = random() % (2 + i) == 0 ? 1 : 0;
      later[i] = random() % 4 == 0 ? 1 : 0;
      if (earlier[(i + 1) % skus] > 0 && random() % 2 == 0) later[i] = 1;
    }
    shop.earlier.push_back(earlier);
    shop.later.push_back(later);
  }
  return shop;
}

Dense Moments(const Dense& left, const Dense& right) {
  const std::size_t n = left[0].size();
  Dense sum(n, std::vector<double>(n, 0));
  for (std::size_t k = 0; k < left.size(); ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) sum[i][j] += left[k][i] * right[k][j];
    }
  }
  return sum;
}

std::vector<double> Mass(const Dense& rows) {
  std::vector<double> mass(rows[0].size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) mass[i] += row[i];
  }
  return mass;
}

// Gauss-Jordan with row exchange.
std::vector<double> SolveSlowly(Dense a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t r = k; r < n; ++r) {
      if (std::abs(a[r][k]) > std::abs(a[pivot][k])) pivot = r;
    }
    std::swap(a[k], a[pivot]);
    std::swap(b[k], b[pivot]);
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

void ExpectAsSolvedSlowly(Penalty penalty) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const std::size_t n = 12;
    const Shop shop = RandomShop(n, 200, seed);
    const Dense gram = Moments(shop.earlier, shop.earlier);
    const Dense before = Moments(shop.later, shop.earlier);  // row: target
    const std::vector<double> target_mass = Mass(shop.later);
    const SparseMatrix sparse_gram = Sparse(gram), sparse_before = Sparse(before);
    RidgeProblem problem;
    problem.gram = &sparse_gram;
    problem.moments = &sparse_before;
    problem.rows = 200;
    problem.target_mass = target_mass;
    problem.most_predictors = 64;
    double mean = 0;
    for (std::size_t i = 0; i < n; ++i) mean += gram[i][i] / static_cast<double>(n);
    LocalRidge ridge(problem);
    for (std::uint32_t target = 0; target < n; ++target) {
      // The predictors: whatever goes with the target more than chance would have it.
      std::vector<std::size_t> chosen;
      std::vector<double> right;
      for (std::size_t i = 0; i < n; ++i) {
        const double moment = before[target][i] - gram[i][i] * target_mass[target] / 200;
        if (i == target || moment <= 0) continue;
        chosen.push_back(i);
        right.push_back(penalty.proportional ? moment * (1 + penalty.lambda) : moment);
      }
      Dense matrix(chosen.size(), std::vector<double>(chosen.size()));
      for (std::size_t r = 0; r < chosen.size(); ++r) {
        for (std::size_t c = 0; c < chosen.size(); ++c) {
          const double own = gram[chosen[r]][chosen[r]];
          matrix[r][c] = gram[chosen[r]][chosen[c]] - own * gram[chosen[c]][chosen[c]] / 200;
          if (r == c) matrix[r][c] += penalty.lambda * (penalty.proportional ? own : mean);
        }
      }
      const std::vector<double> slow = SolveSlowly(matrix, right);
      ridge.Begin(target);
      const auto weights = ridge.Solve(penalty);
      ASSERT_EQ(weights.size(), slow.size());
      for (std::size_t k = 0; k < slow.size(); ++k) {
        EXPECT_EQ(weights[k].sku, chosen[k]);
        EXPECT_NEAR(weights[k].weight, slow[k], 1e-4);
      }
    }
  }
}

TEST(LocalRidgeTest, EqualsTheRegressionWithInterceptSolvedSlowly) {
  ExpectAsSolvedSlowly({0.5, false});
}

TEST(LocalRidgeTest, EqualsItWithAPenaltyProportionalToThePredictors) {
  ExpectAsSolvedSlowly({3, true});
}

TEST(LocalRidgeTest, GivesHowOftenTheTargetIsInTheOrdersOfAPredictorInTheLimit) {
  const SparseMatrix sparse = Sparse({{20, 5, 2}, {5, 10, 4}, {2, 4, 40}});
  RidgeProblem problem;
  problem.gram = &sparse;
  problem.moments = &sparse;
  LocalRidge ridge(problem);
  ridge.Begin(0);
  const auto weights = ridge.Solve({1e6, true});
  ASSERT_EQ(weights.size(), 2U);
  EXPECT_NEAR(weights[0].weight, 5.0 / 10, 1e-4);
  EXPECT_NEAR(weights[1].weight, 2.0 / 40, 1e-4);
}

TEST(LocalRidgeTest, KeepsThePredictorsMostAssociatedWithTheTarget) {
  // Target 0 was bought with each of the others as often; 1 is rarest, so it says most.
  const Dense gram = {{9, 3, 3, 3}, {3, 3, 0, 0}, {3, 0, 30, 0}, {3, 0, 0, 300}};
  const SparseMatrix sparse = Sparse(gram);
  RidgeProblem problem;
  problem.gram = &sparse;
  problem.moments = &sparse;
  problem.most_predictors = 2;
  LocalRidge ridge(problem);
  ridge.Begin(0);
  const auto weights = ridge.Solve({1});
  ASSERT_EQ(weights.size(), 2U);
  EXPECT_EQ(weights[0].sku, 1U);
  EXPECT_EQ(weights[1].sku, 2U);
  EXPECT_GT(weights[0].weight, weights[1].weight);
}

TEST(LocalRidgeTest, ASkuThatWasNeverBoughtWithAnotherHasNoWeights) {
  const SparseMatrix sparse = Sparse({{2, 0}, {0, 1}});
  RidgeProblem problem;
  problem.gram = &sparse;
  problem.moments = &sparse;
  const Penalty penalty = {1};
  const auto columns = SolveRange(problem, std::span(&penalty, 1), {0, 2});
  ASSERT_EQ(columns.size(), 1U);
  EXPECT_TRUE(columns[0].of(0).empty());
  EXPECT_TRUE(columns[0].of(1).empty());
}

// Counts of a random shop, one order a customer's following one.
Counts CountsOf(const Shop& shop) {
  Counts counts;
  counts.sku_count = static_cast<std::uint32_t>(shop.earlier[0].size());
  counts.together = Sparse(Moments(shop.earlier, shop.earlier));
  counts.next = Sparse(Moments(shop.earlier, shop.later));
  counts.order_weight = counts.followed_weight = static_cast<double>(shop.earlier.size());
  counts.next_mass = Mass(shop.later);
  return counts;
}

TEST(WeightPartsTest, PutTogetherFromRangesAreThoseOfTheWhole) {
  const Counts counts = CountsOf(RandomShop(11, 120, 5));
  const Penalty penalty = {2};
  for (const WeightKind kind : {WeightKind::kTogether, WeightKind::kNext}) {
    const WeightColumns whole = SolveWeights(counts, kind, std::span(&penalty, 1), {0, 11})[0];
    ASSERT_GT(whole.weight.size(), 0U);
    WeightColumns parts;
    for (const TargetRange range : {TargetRange{0, 4}, TargetRange{4, 4}, TargetRange{4, 11}}) {
      const auto solved = SolveWeights(counts, kind, std::span(&penalty, 1), range);
      const auto bytes = WriteWeights(solved[0]);
      ASSERT_TRUE(AppendWeights(bytes, range.to - range.from, 11, parts).ok());
    }
    EXPECT_EQ(parts.start, whole.start);
    ASSERT_EQ(parts.weight.size(), whole.weight.size());
    for (std::size_t k = 0; k < whole.weight.size(); ++k) {
      EXPECT_EQ(parts.weight[k].sku, whole.weight[k].sku);
      EXPECT_EQ(parts.weight[k].weight, whole.weight[k].weight);
    }
  }
}

TEST(WeightPartsTest, ThatAreBrokenAreRefusedAndLeaveNothing) {
  const Counts counts = CountsOf(RandomShop(6, 60, 2));
  const Penalty penalty = {1};
  const auto solved = SolveWeights(counts, WeightKind::kTogether, std::span(&penalty, 1), {0, 6});
  const auto bytes = WriteWeights(solved[0]);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    WeightColumns columns;
    EXPECT_FALSE(AppendWeights(Bytes(bytes).first(size), 6, 6, columns).ok()) << size;
    EXPECT_EQ(columns.targets(), 0U);
  }
  WeightColumns columns;
  EXPECT_FALSE(AppendWeights(bytes, 6, 2, columns).ok());  // names SKUs that are not there
  EXPECT_TRUE(AppendWeights(bytes, 6, 6, columns).ok());
  EXPECT_EQ(columns.targets(), 6U);
}

TEST(NeighbourRowsTest, AddsThePartsUpAndKeepsTheStrongestThatAreOffered) {
  // By target: 0 is predicted by 3, and so on.
  const WeightColumns one{{0, 1, 2, 3, 3}, {{3, 0.5F}, {3, 0.3F}, {3, 0.2F}}};
  const WeightColumns other{{0, 1, 2, 2, 2}, {{3, -0.4F}, {3, 0.1F}}};
  const WeightPart parts[] = {{&one, 1}, {&other, 2}};
  const std::vector<float> even(4, 1);
  const auto rows = StrongestNeighbours(parts, 4, 1, {}, even);
  ASSERT_EQ(rows[3].size(), 1U);  // 0.5 - 0.8 is not positive
  EXPECT_EQ(rows[3][0].sku, 1U);
  EXPECT_FLOAT_EQ(rows[3][0].weight, 0.5F);
  const std::vector<std::uint8_t> offered = {1, 0, 1, 1};
  const auto without = StrongestNeighbours(parts, 4, 1, offered, even);
  ASSERT_EQ(without[3].size(), 1U);
  EXPECT_EQ(without[3][0].sku, 2U);
}

TEST(NeighbourRowsTest, ScalesTheWeightsOfATargetBeforeTheStrongestAreKept) {
  const WeightColumns weights{{0, 1, 2, 2}, {{2, 0.5F}, {2, 0.4F}}};
  const WeightPart parts[] = {{&weights, 1}};
  const std::vector<float> scales = {0.5F, 2, 1};
  const auto rows = StrongestNeighbours(parts, 3, 1, {}, scales);
  ASSERT_EQ(rows[2].size(), 1U);
  EXPECT_EQ(rows[2][0].sku, 1U);
  EXPECT_FLOAT_EQ(rows[2][0].weight, 0.8F);
}

}  // namespace
}  // namespace afterglow
