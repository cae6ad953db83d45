// What the conditions of offers ask about an order: its lines with the dearest first, and one
// number for every simple kind of condition.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "decide/decide.h"
#include "model/offers.h"
#include "order/order.h"

namespace afterglow {

class OrderFacts {
 public:
  struct Line {
    std::uint64_t sku_hash, category_hash;  // 0 while the model has no offers that ask
    SkuId sku;                              // kNoSku: not in the model
    std::uint32_t number;                   // in the order
    std::int64_t unit_price;                // minor units: the order's, else the model's; -1
  };

  OrderFacts(const Model& model, const Offers& offers, const Order& order,
             const DecisionContext& context);

  // The dearest first, ties in the order's order.
  const std::vector<Line>& lines() const { return lines_; }
  static constexpr std::int64_t kUnknown = INT64_MIN;
  // kUnknown: not known, or no single number.
  std::int64_t value(ConditionKind kind) const {
    const auto place = static_cast<std::size_t>(kind);
    return place < values_.size() ? values_[place] : kUnknown;
  }
  Segment segment() const;
  const Order& order() const { return order_; }
  const DecisionContext& context() const { return context_; }
  // What the lines add up to, as far as their prices are known; never beyond 53 bits.
  static std::int64_t SumOfLines(const Order& order);

 private:
  void ReadLines(const Model& model, bool hash);

  const Order& order_;
  const DecisionContext& context_;
  std::vector<Line> lines_;
  std::array<std::int64_t, kConditionKindCount> values_;
};

}  // namespace afterglow
