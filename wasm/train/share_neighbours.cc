#include "train/share_neighbours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/bytes.h"
#include "model/neighbour.h"

namespace afterglow {
namespace {

// Of the average, in quarters.
constexpr std::uint32_t kQuarters[] = {1, 2, 3, 4, 5, 6, 8};

using Lengths = std::array<std::uint32_t, std::size(kQuarters)>;

Lengths LengthsFor(std::uint32_t average) {
  Lengths lengths = {};
  for (std::size_t k = 0; k < lengths.size(); ++k) {
    lengths[k] = std::clamp<std::uint32_t>(average * kQuarters[k] / 4, 1, kMostNeighbours);
  }
  return lengths;
}

class Sharing {
 public:
  Sharing(const NeighbourRows& rows, std::span<const std::uint32_t> orders, std::uint32_t average)
      : rows_(rows), lengths_(LengthsFor(average)) {
    for (const std::uint32_t sold : orders)
      asked_.push_back(std::sqrt(static_cast<float>(sold) + 1));
  }

  // Of row i, when all of it counts that counts more than `least`.
  std::size_t Length(std::size_t i, float least) const {
    const auto& row = rows_[i];
    const auto end = std::partition_point(row.begin(), row.end(), [&](const NeighbourData& entry) {
      return entry.weight * asked_[i] > least;
    });
    const auto counted = static_cast<std::size_t>(end - row.begin());
    if (counted == row.size()) return std::min<std::size_t>(counted, lengths_.back());
    std::size_t length = lengths_[0];
    for (const std::uint32_t longer : lengths_) {
      if (longer <= counted) length = longer;
    }
    return std::min(length, row.size());
  }

  std::size_t All(float least) const {
    std::size_t all = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) all += Length(i, least);
    return all;
  }

 private:
  const NeighbourRows& rows_;
  Lengths lengths_;
  std::vector<float> asked_;  // [sku]
};

}  // namespace

std::uint32_t LongestList(std::uint32_t average) { return LengthsFor(average).back(); }

void ShareNeighbours(NeighbourRows& rows, std::span<const std::uint32_t> orders,
                     std::uint32_t average) {
  const Sharing sharing(rows, orders, average);
  std::size_t most = 0;
  for (const auto& row : rows) most += std::min<std::size_t>(row.size(), average);
  // The least that counts: the bits of floats above zero rise as they do.
  std::uint32_t low = 0;
  std::uint32_t high = BitCast<std::uint32_t>(std::numeric_limits<float>::max());
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (sharing.All(BitCast<float>(middle)) <= most) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].resize(sharing.Length(i, BitCast<float>(low)));
  }
}

}  // namespace afterglow
