#include "decide/eligibility.h"

namespace afterglow {
namespace {

constexpr std::int64_t kDay = 86400;

bool IsAboutLines(ConditionKind kind) {
  return kind >= ConditionKind::kLineSku && kind <= ConditionKind::kLineUnitPrice;
}

bool InRange(const ConditionRecord& condition, std::int64_t value) {
  return value >= condition.least && value <= condition.most;
}

}  // namespace

Eligibility::Answer Eligibility::Check(std::uint32_t first, std::uint16_t count,
                                       std::uint64_t id_hash, bool attach) const {
  Answer answer;
  bool about_lines = attach;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint64_t number = std::uint64_t{first} + i;
    const std::optional<ConditionRecord> condition = offers_.Condition(number);
    if (condition && IsAboutLines(condition->kind)) {
      about_lines = true;
      continue;
    }
    // A condition that cannot be read is not met: better no offer than one to the wrong buyer.
    const Met met = condition ? Meets(*condition, id_hash) : Met::kUnknown;
    if (met == Met::kYes) continue;
    answer.removal = {Removed::kCondition, met == Met::kUnknown, number};
    return answer;
  }
  if (!about_lines) return answer;
  for (const OrderFacts::Line& line : facts_.lines()) {
    bool meets = true;
    for (std::uint32_t i = 0; i < count && meets; ++i) {
      const std::optional<ConditionRecord> condition = offers_.Condition(std::uint64_t{first} + i);
      if (condition && IsAboutLines(condition->kind)) meets = LineMeets(*condition, line);
    }
    if (!meets) continue;
    answer.line = &line;
    return answer;
  }
  answer.removal.by = Removed::kNoLine;
  return answer;
}

Eligibility::Met Eligibility::Meets(const ConditionRecord& condition, std::uint64_t id_hash) const {
  bool holds = false;
  switch (condition.kind) {
    case ConditionKind::kTouchpoint:
    case ConditionKind::kCountry:
    case ConditionKind::kCurrency:
    case ConditionKind::kOrderKind: {
      const std::optional<std::int64_t> value = facts_.value(condition.kind);
      if (!value) return Met::kUnknown;
      holds = offers_.SetHas(condition, static_cast<std::uint64_t>(*value));
      break;
    }
    case ConditionKind::kOrderTotal:
    case ConditionKind::kCustomerOrders:
    case ConditionKind::kLoyaltyMember:
    case ConditionKind::kTime: {
      const std::optional<std::int64_t> value = facts_.value(condition.kind);
      if (!value) return Met::kUnknown;
      holds = InRange(condition, *value);
      break;
    }
    case ConditionKind::kSubscribedTo:
      holds = IsSubscribed(condition);
      break;
    case ConditionKind::kStockOf:
      holds = InStock(condition);
      break;
    case ConditionKind::kConsent:
      holds = Consented(condition);
      break;
    case ConditionKind::kFrequency:
      holds = static_cast<std::int64_t>(TimesSeen(id_hash, condition.least)) < condition.most;
      break;
    default:
      return Met::kUnknown;
  }
  return holds != (condition.negated != 0) ? Met::kYes : Met::kNo;
}

bool Eligibility::LineMeets(const ConditionRecord& condition, const OrderFacts::Line& line) const {
  if (condition.kind == ConditionKind::kLineUnitPrice) {
    return line.unit_price >= 0 && InRange(condition, line.unit_price);
  }
  const bool by_sku = condition.kind == ConditionKind::kLineSku;
  return offers_.SetHas(condition, by_sku ? line.sku_hash : line.category_hash) !=
         (condition.negated != 0);
}

bool Eligibility::IsSubscribed(const ConditionRecord& condition) const {
  for (const std::string& subscription : facts_.order().customer.subscriptions) {
    if (offers_.SetHas(condition, NameHash(subscription))) return true;
  }
  return false;
}

bool Eligibility::InStock(const ConditionRecord& condition) const {
  for (std::uint32_t i = 0; i < condition.values && overlay_ != nullptr; ++i) {
    const OverlayEntry today = overlay_->FindByHash(offers_.SetValue(condition, i));
    if (today.stock == 0 || today.blocked) return false;
  }
  return true;
}

bool Eligibility::Consented(const ConditionRecord& condition) const {
  for (std::uint32_t i = 0; i < condition.values; ++i) {
    const std::uint64_t consent = offers_.SetValue(condition, i);
    if (consent > 7 || (facts_.context().consents >> consent & 1U) == 0) return false;
  }
  return true;
}

std::uint32_t Eligibility::TimesSeen(std::uint64_t id_hash, std::int64_t days) const {
  const DecisionContext& context = facts_.context();
  for (const SeenOffer& seen : context.seen) {
    // Without a time nothing is known to be long ago.
    if (seen.id_hash == id_hash && (context.now == 0 || context.now - seen.last <= days * kDay)) {
      return seen.count;
    }
  }
  return 0;
}

}  // namespace afterglow
