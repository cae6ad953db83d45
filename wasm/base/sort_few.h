// Sorts at most a few hundred things, in little code: one std::sort is a kilobyte of a module that
// is judged by its size.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace afterglow {

// Puts the `most` first in order at the front; the rest stands behind them in any order. By
// selection: most × size comparisons. `before` must order strictly; equals may change places.
template <typename T, typename Before>
void SortFew(std::span<T> items, std::size_t most, Before before) {
  for (std::size_t i = 0; i < items.size() && i < most; ++i) {
    std::size_t first = i;
    for (std::size_t j = i + 1; j < items.size(); ++j) {
      if (before(items[j], items[first])) first = j;
    }
    if (first != i) std::swap(items[i], items[first]);
  }
}

}  // namespace afterglow
