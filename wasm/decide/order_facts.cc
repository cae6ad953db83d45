#include "decide/order_facts.h"

#include <algorithm>

namespace afterglow {
namespace {

constexpr std::int64_t kMostMoney = std::int64_t{1} << 53;

}  // namespace

OrderFacts::OrderFacts(const Model& model, const Offers& offers, const Order& order,
                       const DecisionContext& context)
    : order_(order), context_(context), lines_(order.lines.size()) {
  values_.fill(kUnknown);
  const auto set = [&](ConditionKind kind, std::int64_t value) {
    values_[static_cast<std::size_t>(kind)] = value;
  };
  const auto set_code = [&](ConditionKind kind, std::string_view code) {
    if (!code.empty()) set(kind, static_cast<std::int64_t>(PackedCode(code)));
  };
  set(ConditionKind::kTouchpoint, static_cast<std::int64_t>(context.touchpoint));
  set(ConditionKind::kOrderKind, static_cast<std::int64_t>(order.kind));
  set_code(ConditionKind::kCountry, order.country);
  set_code(ConditionKind::kCurrency, order.currency.text());
  const OrderCustomer& customer = order.customer;
  if (customer.orders) set(ConditionKind::kCustomerOrders, *customer.orders);
  if (customer.loyalty_member) {
    set(ConditionKind::kLoyaltyMember, *customer.loyalty_member ? 1 : 0);
  }
  if (context.now != 0) set(ConditionKind::kTime, context.now);
  ReadLines(model, offers.count() + offers.rule_count() > 0);
  const std::int64_t sum = SumOfLines(order);
  if (order.total || sum > 0) set(ConditionKind::kOrderTotal, order.total.value_or(sum));
}

void OrderFacts::ReadLines(const Model& model, bool hash) {
  for (std::uint32_t number = 0; number < lines_.size(); ++number) {
    const OrderLine& line = order_.lines[number];
    Line read = {0, 0, model.Find(line.sku).value_or(kNoSku), number, line.unit_price.value_or(-1)};
    Line* place = &lines_[number];
    if (hash) {
      const Facts facts = model.facts(read.sku);
      read.sku_hash = NameHash(line.sku);
      if (facts.category != 0) read.category_hash = NameHash(model.CategoryText(facts.category));
      if (read.unit_price < 0 && order_.currency == model.settings().currency) {
        read.unit_price = facts.price;
      }
      for (; place != lines_.data() && place[-1].unit_price < read.unit_price; --place) {
        *place = place[-1];
      }
    }
    *place = read;
  }
}

Segment OrderFacts::segment() const {
  if (!order_.customer.orders) return Segment::kUnknown;
  return *order_.customer.orders <= 1 ? Segment::kFirstOrder : Segment::kReturning;
}

std::int64_t OrderFacts::SumOfLines(const Order& order) {
  std::int64_t sum = 0;
  for (const OrderLine& line : order.lines) {
    const std::int64_t price = line.unit_price.value_or(0);
    // Quantities are at least 1: the division asks whether the product would fit.
    if (price > (kMostMoney - sum) / line.quantity) return kMostMoney;
    sum += price * line.quantity;
  }
  return sum;
}

}  // namespace afterglow
