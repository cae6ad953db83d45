#include "train/category_rows.h"

#include <algorithm>
#include <numeric>

namespace afterglow {
namespace {

constexpr double kMostOrders = 4;  // times the strength

// Adds up rows; of one category at a time.
class RowSum {
 public:
  explicit RowSum(std::size_t sku_count) : sums_(sku_count, 0) {}

  void Add(std::span<const NeighbourData> row, double share) {
    for (const NeighbourData& entry : row) {
      if (sums_[entry.sku] == 0) touched_.push_back(entry.sku);
      sums_[entry.sku] += share * static_cast<double>(entry.weight);
    }
  }
  // What was added, and forgets it.
  std::vector<NeighbourData> Take(std::size_t keep) {
    std::vector<NeighbourData> row;
    row.reserve(touched_.size());
    for (const std::uint32_t sku : touched_) {
      if (sums_[sku] > 0) row.push_back({sku, static_cast<float>(sums_[sku])});
      sums_[sku] = 0;
    }
    touched_.clear();
    KeepStrongest(row, keep);
    return row;
  }

 private:
  std::vector<double> sums_;  // [sku]
  std::vector<std::uint32_t> touched_;
};

}  // namespace

void BackOffToCategories(NeighbourRows& rows, std::span<const std::uint32_t> categories,
                         std::span<const std::uint32_t> orders, double strength,
                         std::uint32_t keep) {
  if (!(strength > 0) || categories.size() != rows.size() || orders.size() != rows.size()) return;
  std::vector<std::uint32_t> members(rows.size());
  std::iota(members.begin(), members.end(), 0U);
  std::stable_sort(members.begin(), members.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return categories[a] < categories[b]; });
  RowSum sum(rows.size());
  for (std::size_t begin = 0, end = 0; begin < members.size(); begin = end) {
    const std::uint32_t category = categories[members[begin]];
    double all = 0;
    for (end = begin; end < members.size() && categories[members[end]] == category; ++end) {
      all += orders[members[end]];
    }
    if (category == 0 || !(all > 0)) continue;
    const std::span<const std::uint32_t> own(members.data() + begin, end - begin);
    for (const std::uint32_t sku : own) sum.Add(rows[sku], orders[sku] / all);
    // One more than may be kept: a SKU that is in its category's row does not point to itself.
    const std::vector<NeighbourData> mean = sum.Take(std::size_t{keep} + 1);
    for (const std::uint32_t sku : own) {
      const double known = orders[sku];
      if (known > kMostOrders * strength) continue;
      sum.Add(rows[sku], known / (known + strength));
      for (const NeighbourData& entry : mean) {
        if (entry.sku != sku) sum.Add(std::span(&entry, 1), strength / (known + strength));
      }
      rows[sku] = sum.Take(keep);
    }
  }
}

}  // namespace afterglow
