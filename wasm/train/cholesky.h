// Solves A x = b for a small symmetric, positive matrix A, four numbers at a time.
#pragma once

#include <cstddef>
#include <vector>

namespace afterglow {

// The working memory of one system at a time; reuse it from system to system.
//
//   Cholesky system;
//   system.Begin(m);                         // all zeros
//   system.at(r, c) = …;                     // r <= c: the upper triangle counts
//   system.right()[r] = …;
//   system.Solve(least_pivot);               // right() now holds x; A is gone
class Cholesky {
 public:
  void Begin(std::size_t size);

  float& at(std::size_t row, std::size_t column) { return matrix_[row * stride_ + column]; }
  float* right() { return right_.data(); }

  // A pivot k that rounding has eaten counts as least_pivot[k], which must be positive.
  void Solve(const float* least_pivot);

 private:
  void FactorisePanel(std::size_t from, std::size_t to, const float* least_pivot);
  void Substitute();
  float* row(std::size_t r) { return matrix_.data() + r * stride_; }

  std::size_t size_ = 0;
  std::size_t stride_ = 0;  // size_, up to a multiple of four
  std::vector<float> matrix_;
  std::vector<float> right_;  // stride_ of them
};

}  // namespace afterglow
