#include "train/sparse_matrix.h"

#include <cmath>
#include <string>

namespace afterglow {
namespace {

Error BadMatrix(std::string_view name, std::string_view what) {
  return {ErrorCode::kBadTrainingData, std::string(name) + ": " + std::string(what), 0};
}

Status Check(std::string_view name, const Entries& entries, std::uint32_t sku_count) {
  const std::size_t count = entries.value.size();
  if (entries.row.size() != count || entries.column.size() != count) {
    return BadMatrix(name, "rows, columns and values must be equally many");
  }
  for (std::size_t k = 0; k < count; ++k) {
    if (entries.row[k] >= sku_count || entries.column[k] >= sku_count) {
      return Error{ErrorCode::kBadTrainingData,
                   std::string(name) + ": entry " + std::to_string(k) +
                       " names a SKU that is not there; expected numbers below " +
                       std::to_string(sku_count),
                   k};
    }
    if (!(entries.value[k] > 0) || !std::isfinite(entries.value[k])) {
      return Error{
          ErrorCode::kBadTrainingData,
          std::string(name) + ": entry " + std::to_string(k) + " is not a positive, finite count",
          k};
    }
  }
  return Nothing{};
}

// Turns counts of entries per row into the position after each row's last entry.
void SumUp(std::vector<std::size_t>& row_start) {
  for (std::size_t r = 1; r < row_start.size(); ++r) row_start[r] += row_start[r - 1];
}

// Groups entries by `group`, each group in the order of the entries. With `mirror`, an entry off
// the diagonal goes to both of its groups.
SparseMatrix GroupBy(const std::vector<std::uint32_t>& group,
                     const std::vector<std::uint32_t>& other, const std::vector<float>& value,
                     std::uint32_t sku_count, bool mirror) {
  SparseMatrix out;
  out.row_start.assign(std::size_t{sku_count} + 1, 0);
  for (std::size_t k = 0; k < value.size(); ++k) {
    ++out.row_start[group[k]];
    if (mirror && group[k] != other[k]) ++out.row_start[other[k]];
  }
  SumUp(out.row_start);
  const std::size_t total = out.row_start[sku_count];
  out.column.resize(total);
  out.value.resize(total);
  // Filled from the back, so that each row_start ends where its row begins.
  for (std::size_t k = value.size(); k-- > 0;) {
    const auto place = [&](std::uint32_t row, std::uint32_t column) {
      const std::size_t at = --out.row_start[row];
      out.column[at] = column;
      out.value[at] = value[k];
    };
    place(group[k], other[k]);
    if (mirror && group[k] != other[k]) place(other[k], group[k]);
  }
  return out;
}

// Rows and columns exchanged. The rows of the result have rising columns, whatever the input's.
SparseMatrix Transpose(const SparseMatrix& in) {
  SparseMatrix out;
  out.row_start.assign(in.row_start.size(), 0);
  for (const std::uint32_t column : in.column) ++out.row_start[column];
  SumUp(out.row_start);
  out.column.resize(in.entries());
  out.value.resize(in.entries());
  for (std::size_t r = in.rows(); r-- > 0;) {
    for (std::size_t k = in.row_start[r]; k < in.row_start[r + 1]; ++k) {
      const std::size_t at = --out.row_start[in.column[k]];
      out.column[at] = static_cast<std::uint32_t>(r);
      out.value[at] = in.value[k];
    }
  }
  return out;
}

Result<SparseMatrix> FromEntries(std::string_view name, Entries entries, std::uint32_t sku_count,
                                 bool mirror) {
  if (Status s = Check(name, entries, sku_count); !s.ok()) return s.error();
  SparseMatrix grouped = GroupBy(entries.column, entries.row, entries.value, sku_count, mirror);
  entries = {};
  SparseMatrix matrix = Transpose(grouped);
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    for (std::size_t k = matrix.row_start[r] + 1; k < matrix.row_start[r + 1]; ++k) {
      if (matrix.column[k] == matrix.column[k - 1]) {
        return BadMatrix(name, "the pair of SKUs " + std::to_string(r) + " and " +
                                   std::to_string(matrix.column[k]) + " is counted twice");
      }
    }
  }
  return matrix;
}

}  // namespace

Result<SparseMatrix> MatrixFromEntries(std::string_view name, Entries entries,
                                       std::uint32_t sku_count) {
  return FromEntries(name, std::move(entries), sku_count, false);
}

Result<SparseMatrix> SymmetricFromEntries(std::string_view name, Entries entries,
                                          std::uint32_t sku_count) {
  return FromEntries(name, std::move(entries), sku_count, true);
}

SparseMatrix Transposed(const SparseMatrix& matrix) {
  SparseMatrix out;
  const std::size_t rows = matrix.rows();
  out.row_start.assign(rows + 1, 0);
  for (const std::uint32_t column : matrix.column) ++out.row_start[column + 1];
  SumUp(out.row_start);
  out.column.resize(matrix.entries());
  out.value.resize(matrix.entries());
  auto end = out.row_start;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto columns = matrix.columns(r);
    const auto values = matrix.values(r);
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const auto at = end[columns[k]]++;
      out.column[at] = static_cast<std::uint32_t>(r);
      out.value[at] = values[k];
    }
  }
  return out;
}

}  // namespace afterglow
