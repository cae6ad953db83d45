// Makes sparse matrices from entries in any order: the counts arrive as the database finds them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "train/counts.h"

namespace afterglow {

// Entry k is at (row[k], column[k]) with value[k]; arrays of equal length.
struct Entries {
  std::vector<std::uint32_t> row, column;
  std::vector<float> value;
};

// Takes `entries` to free them early. kBadTrainingData, naming `name`, when the arrays differ in
// length, a position is not below `sku_count`, a value is not positive and finite, or a position
// comes twice. Linear in the entries.
Result<SparseMatrix> MatrixFromEntries(std::string_view name, Entries entries,
                                       std::uint32_t sku_count);

// The same for a symmetric matrix of which each entry is given once, on either side.
Result<SparseMatrix> SymmetricFromEntries(std::string_view name, Entries entries,
                                          std::uint32_t sku_count);

// Rows become columns.
SparseMatrix Transposed(const SparseMatrix& matrix);

}  // namespace afterglow
