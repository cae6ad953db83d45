#include "train/cholesky.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace afterglow {
namespace {

constexpr std::size_t kLanes = 4;

// Vector code in wasm and natively alike: every lane rounds as a lone float does.
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));

Lanes Load(const float* at) {
  Lanes lanes;
  std::memcpy(&lanes, at, sizeof(lanes));
  return lanes;
}

void Store(float* at, Lanes lanes) { std::memcpy(at, &lanes, sizeof(lanes)); }

// Where the group of lanes begins that holds column c. Columns of it left of the diagonal are
// computed along and never read.
std::size_t GroupOf(std::size_t c) { return c & ~(kLanes - 1); }

}  // namespace

void Cholesky::Begin(std::size_t size) {
  size_ = size;
  stride_ = GroupOf(size + kLanes - 1);
  matrix_.assign(size_ * stride_, 0);
  right_.assign(stride_, 0);
}

// Rows [from, to) of U in A = UᵀU. What rows above `from` take from them is taken already.
void Cholesky::FactorisePanel(std::size_t from, std::size_t to, const float* least_pivot) {
  for (std::size_t k = from; k < to; ++k) {
    float* own = row(k);
    for (std::size_t above = from; above < k; ++above) {
      const float* other = row(above);
      const float factor = other[k];
      for (std::size_t c = GroupOf(k); c < stride_; c += kLanes) {
        Store(own + c, Load(own + c) - factor * Load(other + c));
      }
    }
    const float root = std::sqrt(std::max(own[k], least_pivot[k]));
    const float inverse = 1 / root;
    for (std::size_t c = GroupOf(k); c < stride_; c += kLanes) {
      Store(own + c, inverse * Load(own + c));
    }
    own[k] = root;
  }
}

void Cholesky::Solve(const float* least_pivot) {
  for (std::size_t from = 0; from < size_; from += kLanes) {
    const std::size_t to = std::min(from + kLanes, size_);
    FactorisePanel(from, to, least_pivot);
    const float* panel[kLanes];
    for (std::size_t k = 0; k < kLanes; ++k) panel[k] = row(std::min(from + k, to - 1));
    // The last panel may be narrower, but then no rows are below it. Four rows are taken off in one
    // go: each row below is loaded and stored a quarter as often.
    for (std::size_t r = to; r < size_; ++r) {
      float* own = row(r);
      const float f0 = panel[0][r], f1 = panel[1][r], f2 = panel[2][r], f3 = panel[3][r];
      for (std::size_t c = GroupOf(r); c < stride_; c += kLanes) {
        Lanes lanes = Load(own + c);
        lanes -= f0 * Load(panel[0] + c);
        lanes -= f1 * Load(panel[1] + c);
        lanes -= f2 * Load(panel[2] + c);
        lanes -= f3 * Load(panel[3] + c);
        Store(own + c, lanes);
      }
    }
  }
  Substitute();
}

// Uᵀz = b, then Ux = z.
void Cholesky::Substitute() {
  float* right = right_.data();
  for (std::size_t k = 0; k < size_; ++k) {
    const float* own = row(k);
    const float value = right[k] / own[k];
    right[k] = value;
    const std::size_t next_group = GroupOf(k) + kLanes;
    for (std::size_t c = k + 1; c < next_group; ++c) right[c] -= value * own[c];
    for (std::size_t c = next_group; c < stride_; c += kLanes) {
      Store(right + c, Load(right + c) - value * Load(own + c));
    }
  }
  for (std::size_t k = size_; k-- > 0;) {
    const float* own = row(k);
    float sum = right[k];
    for (std::size_t c = k + 1; c < size_; ++c) sum -= own[c] * right[c];
    right[k] = sum / own[k];
  }
}

}  // namespace afterglow
