#include "model/graph_order.h"

#include <algorithm>
#include <array>

#include "model/fixed_log2.h"
#include "model/neighbour.h"

namespace afterglow {
namespace {

constexpr int kMostRounds = 20;
constexpr std::uint32_t kSmallestPiece = 3;
// A query holds a list and its owner.
constexpr std::size_t kMostDegree = kMostNeighbours + 1;

class Bisection {
 public:
  Bisection(std::span<const std::vector<NeighbourData>> lists, std::vector<std::uint32_t> start)
      : order_(std::move(start)), left_(lists.size(), 0), right_(lists.size(), 0) {
    const std::size_t n = lists.size();
    query_start_.assign(n + 1, 1);  // every SKU is in its own query
    query_start_[0] = 0;
    for (const auto& list : lists) {
      for (const NeighbourData& to : list) ++query_start_[to.sku + 1];
    }
    for (std::size_t i = 0; i < n; ++i) query_start_[i + 1] += query_start_[i];
    queries_.resize(query_start_[n]);
    std::vector<std::size_t> fill(query_start_.begin(), query_start_.end() - 1);
    for (std::uint32_t i = 0; i < n; ++i) {
      queries_[fill[i]++] = i;
      for (const NeighbourData& to : lists[i]) queries_[fill[to.sku]++] = i;
    }
    gain_.resize(n);
  }

  std::vector<std::uint32_t> Run() {
    Split(0, static_cast<std::uint32_t>(order_.size()));
    return std::move(order_);
  }

 private:
  // Bits × 2^12 that `count` gaps cost in one half, and what one more or less changes.
  using CostTable = std::array<std::int32_t, kMostDegree + 2>;
  static CostTable Costs(std::uint32_t half) {
    CostTable cost = {};
    for (std::uint32_t count = 0; count < cost.size(); ++count) {
      cost[count] = static_cast<std::int32_t>(count) * (FixedLog2(half) - FixedLog2(count + 1));
    }
    return cost;
  }

  std::span<const std::uint32_t> queries(std::uint32_t sku) const {
    return {queries_.data() + query_start_[sku], queries_.data() + query_start_[sku + 1]};
  }

  void Split(std::uint32_t begin, std::uint32_t end) {
    if (end - begin < kSmallestPiece) return;
    const std::uint32_t middle = begin + (end - begin) / 2;
    const CostTable left_cost = Costs(middle - begin), right_cost = Costs(end - middle);
    for (std::uint32_t i = begin; i < end; ++i) {
      for (const std::uint32_t q : queries(order_[i])) ++(i < middle ? left_ : right_)[q];
    }
    for (int round = 0; round < kMostRounds; ++round) {
      Gains(begin, middle, left_, right_, left_cost, right_cost);
      Gains(middle, end, right_, left_, right_cost, left_cost);
      if (Exchange(begin, middle, end) == 0) break;
    }
    for (std::uint32_t i = begin; i < end; ++i) {
      for (const std::uint32_t q : queries(order_[i])) left_[q] = right_[q] = 0;
    }
    Split(begin, middle);
    Split(middle, end);
  }

  // What moving each SKU of order_[begin, end) to the other half saves.
  void Gains(std::uint32_t begin, std::uint32_t end, const std::vector<std::uint16_t>& here,
             const std::vector<std::uint16_t>& there, const CostTable& cost_here,
             const CostTable& cost_there) {
    for (std::uint32_t i = begin; i < end; ++i) {
      std::int64_t gain = 0;
      for (const std::uint32_t q : queries(order_[i])) {
        gain += cost_here[here[q]] - cost_here[here[q] - 1U];
        gain -= cost_there[there[q] + 1U] - cost_there[there[q]];
      }
      gain_[order_[i]] = gain;
    }
  }

  // Swaps pairs across the middle as long as a pair saves bits; returns how many.
  std::uint32_t Exchange(std::uint32_t begin, std::uint32_t middle, std::uint32_t end) {
    const auto at = [&](std::uint32_t i) {
      return order_.begin() + static_cast<std::ptrdiff_t>(i);
    };
    const auto better = [&](std::uint32_t a, std::uint32_t b) {
      return gain_[a] != gain_[b] ? gain_[a] > gain_[b] : a < b;
    };
    std::sort(at(begin), at(middle), better);
    std::sort(at(middle), at(end), better);
    std::uint32_t swapped = 0;
    for (std::uint32_t i = begin, k = middle; i < middle && k < end; ++i, ++k, ++swapped) {
      if (gain_[order_[i]] + gain_[order_[k]] <= 0) break;
      for (const std::uint32_t q : queries(order_[i])) --left_[q], ++right_[q];
      for (const std::uint32_t q : queries(order_[k])) ++left_[q], --right_[q];
      std::swap(order_[i], order_[k]);
    }
    return swapped;
  }

  std::vector<std::uint32_t> order_;
  std::vector<std::size_t> query_start_;
  std::vector<std::uint32_t> queries_;       // of each SKU: the SKUs whose queries hold it
  std::vector<std::uint16_t> left_, right_;  // [query]: its members in each half
  std::vector<std::int64_t> gain_;           // [sku]
};

}  // namespace

std::vector<std::uint32_t> GraphOrder(std::span<const std::vector<NeighbourData>> lists,
                                      std::vector<std::uint32_t> start) {
  return Bisection(lists, std::move(start)).Run();
}

}  // namespace afterglow
