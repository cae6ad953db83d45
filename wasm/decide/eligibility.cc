#include "decide/eligibility.h"

#include <cstring>

namespace afterglow {
namespace {

constexpr std::int64_t kDay = 86400;

bool IsAboutLines(ConditionKind kind) {
  return kind >= ConditionKind::kLineSku && kind <= ConditionKind::kLineUnitPrice;
}

ConditionRecord RecordAt(Bytes records, std::uint32_t i) {
  ConditionRecord record;
  std::memcpy(&record, records.data() + std::size_t{i} * sizeof record, sizeof record);
  return record;
}

bool InRange(const ConditionRecord& condition, std::int64_t value) {
  return value >= condition.least && value <= condition.most;
}

}  // namespace

inline bool Eligibility::Holds(const ConditionRecord& condition, std::int64_t value) const {
  return condition.kind <= ConditionKind::kOrderKind
             ? offers_.SetHas(condition, static_cast<std::uint64_t>(value))
             : InRange(condition, value);
}

Eligibility::Answer Eligibility::Check(std::uint32_t first, std::uint16_t count,
                                       std::uint64_t id_hash, bool attach) {
  if (count == 0 && !attach) return {};
  Known& known = known_[first % known_.size()];
  if (known.first == first && known.count == count && known.attach == attach) {
    return known.answer;
  }
  bool personal = false;
  const Answer answer = Examine(first, count, id_hash, attach, personal);
  if (!personal) known = {first, count, attach, answer};
  return answer;
}

Eligibility::Answer Eligibility::Examine(std::uint32_t first, std::uint16_t count,
                                         std::uint64_t id_hash, bool attach, bool& personal) const {
  Answer answer;
  const Bytes records = offers_.Conditions(first, count);
  if ((records.empty() && count > 0) || !work_.Take(1 + std::uint64_t{count})) {
    // Conditions that cannot be read are not met: better no offer than one to the wrong buyer.
    answer.removal = {Removed::kCondition, true, first};
    return answer;
  }
  std::uint32_t line_conditions = count;  // where the first one stands
  for (std::uint32_t i = 0; i < count; ++i) {
    const ConditionRecord condition = RecordAt(records, i);
    if (IsAboutLines(condition.kind)) {
      if (line_conditions == count) line_conditions = i;
      continue;
    }
    // Most conditions are on one known number; the rest takes a closer look.
    const std::int64_t value = facts_.value(condition.kind);
    if (value != OrderFacts::kUnknown && Holds(condition, value) != (condition.negated != 0)) {
      continue;
    }
    personal = personal || condition.kind == ConditionKind::kFrequency;
    const Met met = Meets(condition, id_hash);
    if (met == Met::kYes) continue;
    answer.removal = {Removed::kCondition, met == Met::kUnknown, std::uint64_t{first} + i};
    return answer;
  }
  if (!attach && line_conditions == count) return answer;
  for (const OrderFacts::Line& line : facts_.lines()) {
    bool meets = work_.Take(1 + std::uint64_t{count} - line_conditions);
    for (std::uint32_t i = line_conditions; i < count && meets; ++i) {
      const ConditionRecord condition = RecordAt(records, i);
      meets = !IsAboutLines(condition.kind) || LineMeets(condition, line);
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
    case ConditionKind::kOrderKind:
    case ConditionKind::kOrderTotal:
    case ConditionKind::kCustomerOrders:
    case ConditionKind::kLoyaltyMember:
    case ConditionKind::kTime: {
      const std::int64_t value = facts_.value(condition.kind);
      if (value == OrderFacts::kUnknown) return Met::kUnknown;
      holds = Holds(condition, value);
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
  if (!work_.Take(facts_.order().customer.subscriptions.size())) return false;
  for (const std::string& subscription : facts_.order().customer.subscriptions) {
    if (offers_.SetHas(condition, NameHash(subscription))) return true;
  }
  return false;
}

bool Eligibility::InStock(const ConditionRecord& condition) const {
  if (!work_.Take(condition.values)) return false;
  for (std::uint32_t i = 0; i < condition.values && overlay_ != nullptr; ++i) {
    const OverlayEntry today = overlay_->FindByHash(offers_.SetValue(condition, i));
    if (today.stock == 0 || today.blocked) return false;
  }
  return true;
}

bool Eligibility::Consented(const ConditionRecord& condition) const {
  if (!work_.Take(condition.values)) return false;
  for (std::uint32_t i = 0; i < condition.values; ++i) {
    const std::uint64_t consent = offers_.SetValue(condition, i);
    if (consent > 7 || (facts_.context().consents >> consent & 1U) == 0) return false;
  }
  return true;
}

std::uint32_t Eligibility::TimesSeen(std::uint64_t id_hash, std::int64_t days) const {
  const DecisionContext& context = facts_.context();
  if (!work_.Take(context.seen.size())) return 0;
  for (const SeenOffer& seen : context.seen) {
    // Without a time nothing is known to be long ago.
    if (seen.id_hash == id_hash && (context.now == 0 || context.now - seen.last <= days * kDay)) {
      return seen.count;
    }
  }
  return 0;
}

}  // namespace afterglow
