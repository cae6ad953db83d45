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
  // Same basket: Σ over orders that hold both, of the order's weight 1/√(distinct SKUs in it),
  // halved every pair half-life before the last order of all. Symmetric, stored both ways, diagonal
  // included.
  SparseMatrix together;
  double order_weight = 0;  // Σ of that weight over all orders
  // Row bought first, column discovered later: Σ over pairs of one customer's orders of which the
  // later one is the customer's first to hold the column, 1/√(distinct SKUs in the earlier one) ×
  // decay^(orders between them).
  SparseMatrix next;
  std::vector<double> next_mass;  // [sku] the same Σ, each pair of orders once: whatever the row
  double followed_weight = 0;     // Σ of 1/√(distinct SKUs) over orders that a later one follows
  // Σ over orders that hold the SKU, halved every half-life before the last order of all: only
  // ratios mean anything.
  std::vector<float> popularity;  // [sku], ≥ 0
  // Σ over customers who bought it for the first time, and not in their first order: 1 for their
  // latest order, a fifth of that for every order further back.
  std::vector<float> discovery;       // [sku], ≥ 0
  std::vector<std::uint32_t> orders;  // [sku], orders that hold it
  std::uint64_t order_count = 0;      // all orders of the span
};

// Situations after the validation split, and what came of them. Lists are numbered alike.
struct Contexts {
  SkuLists baskets;    // SKUs of the order, rising
  SkuLists histories;  // the customer's earlier SKUs, most recent order first, no SKU twice; a SKU
                       // of the basket may be among them
  SkuLists targets;    // next: every SKU of the customer's next order, rising, repeats included.
                       // together: the one SKU taken out of the basket.
  // How much each counts in calibration, ≥ 0; empty: all alike.
  std::vector<float> weights;
  std::size_t size() const { return baskets.size(); }
};

}  // namespace afterglow
