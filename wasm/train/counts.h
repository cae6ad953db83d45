// What training sees of the orders: sparse counts, and the contexts it is validated on. Made by SQL
// (docs/counts.md), streamed in as columns. SKUs are numbered 0 to sku_count - 1 throughout, by
// falling number of orders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace afterglow {

// Compressed sparse rows: row r holds column[k], value[k] for k in [row_start[r], row_start[r +
// 1]), by rising column, no column twice.
struct SparseMatrix {
  std::vector<std::size_t> row_start;  // rows() + 1 values, the first 0; or empty: no rows
  std::vector<std::uint32_t> column;
  std::vector<float> value;  // > 0

  std::size_t rows() const { return row_start.empty() ? 0 : row_start.size() - 1; }
  std::size_t entries() const { return column.size(); }
  std::span<const std::uint32_t> columns(std::size_t row) const {
    return {column.data() + row_start[row], column.data() + row_start[row + 1]};
  }
  std::span<const float> values(std::size_t row) const {
    return {value.data() + row_start[row], value.data() + row_start[row + 1]};
  }
};

// Lists of SKUs: list r is item[k] for k in [start[r], start[r + 1]).
struct SkuLists {
  std::vector<std::size_t> start;  // size() + 1 values, the first 0; or empty: no lists
  std::vector<std::uint32_t> item;

  std::size_t size() const { return start.empty() ? 0 : start.size() - 1; }
  std::span<const std::uint32_t> operator[](std::size_t list) const {
    return {item.data() + start[list], item.data() + start[list + 1]};
  }
};

// The counts of one span of time.
struct Counts {
  std::uint32_t sku_count = 0;
  // Same basket: Σ over orders that hold both, 1/√(distinct SKUs in the order). Symmetric, stored
  // both ways, diagonal included.
  SparseMatrix together;
  // Row bought first, column bought later: Σ over pairs of one customer's orders, the later one at
  // most the window after the earlier one, 1/√(size of the earlier × size of the later). The
  // diagonal is buying it again.
  SparseMatrix next;
  // Σ over orders that hold the SKU, halved every half-life before the last order of all: only
  // ratios mean anything.
  std::vector<float> popularity;      // [sku], ≥ 0
  std::vector<std::uint32_t> orders;  // [sku], orders that hold it
  std::uint64_t order_count = 0;      // all orders of the span
};

// Situations after the validation split, and what came of them. Lists are numbered alike.
struct Contexts {
  SkuLists baskets;    // SKUs of the order, rising
  SkuLists histories;  // the customer's earlier SKUs, most recent order first, no SKU twice; a SKU
                       // of the basket may be among them
  SkuLists targets;    // next: every SKU the customer ordered within the window after it, rising,
                       // repeats included; empty when there was no such order.
                       // together: the one SKU taken out of the basket.
  std::size_t size() const { return baskets.size(); }
};

}  // namespace afterglow
