#include "decide/eligibility.h"

#include <cstring>

namespace afterglow {
namespace {

constexpr std::int64_t kDay = 86400;

ConditionRecord RecordAt(Bytes records, std::uint32_t i) {
  ConditionRecord record;
  std::memcpy(&record, records.data() + std::size_t{i} * sizeof record, sizeof record);
  return record;
}

bool InRange(const ConditionRecord& condition, std::int64_t value) {
  return value >= condition.least && value <= condition.most;
}

}  // namespace

Eligibility::Answer Eligibility::Check(const ConditionLists& lists, std::uint64_t id_hash,
                                       bool attach) {
  Answer answer;
  if (lists.of_order > 0) answer.removal = OrderMeets(lists, id_hash);
  if (!answer.removal.stands() || (lists.of_lines == 0 && !attach)) return answer;
  answer.line = FindLine(lists);
  if (answer.line == nullptr) answer.removal.by = Removed::kNoLine;
  return answer;
}

Removal Eligibility::OrderMeets(const ConditionLists& lists, std::uint64_t id_hash) {
  Known& known = known_[lists.first_of_order % known_.size()];
  if (known.first == lists.first_of_order && known.count == lists.of_order) return known.removal;
  bool personal = false;
  const Removal removal = Examine(lists, id_hash, personal);
  if (!personal) known = {lists.first_of_order, lists.of_order, removal};
  return removal;
}

Removal Eligibility::Examine(const ConditionLists& lists, std::uint64_t id_hash,
                             bool& personal) const {
  const std::uint32_t first = lists.first_of_order, count = lists.of_order;
  const Bytes records = offers_.Conditions(first, count);
  // Conditions that cannot be read are not met: better no offer than one to the wrong buyer.
  if (records.empty() || !work_.Take(1 + std::uint64_t{count})) {
    return {Removed::kCondition, true, first};
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const ConditionRecord condition = RecordAt(records, i);
    personal = personal || condition.kind == ConditionKind::kFrequency;
    const Met met = Meets(condition, id_hash);
    if (met == Met::kYes) continue;
    return {Removed::kCondition, met == Met::kUnknown, std::uint64_t{first} + i};
  }
  return {};
}

const OrderFacts::Line* Eligibility::FindLine(const ConditionLists& lists) const {
  const std::vector<OrderFacts::Line>& lines = facts_.lines();
  const std::uint32_t count = lists.of_lines;
  if (!work_.Take(lines.size() * (1 + std::uint64_t{count}))) return nullptr;
  if (count == 0) return lines.empty() ? nullptr : lines.data();
  const Bytes records = offers_.Conditions(lists.first_of_lines, count);
  if (records.empty()) return nullptr;
  const ConditionRecord first = RecordAt(records, 0);
  for (const OrderFacts::Line& line : lines) {
    bool meets = LineMeets(first, line);
    for (std::uint32_t i = 1; i < count && meets; ++i) {
      meets = LineMeets(RecordAt(records, i), line);
    }
    if (meets) return &line;
  }
  return nullptr;
}

Eligibility::Met Eligibility::Meets(const ConditionRecord& condition, std::uint64_t id_hash) const {
  // Most conditions are on one number.
  const std::int64_t value = facts_.value(condition.kind);
  bool holds = false;
  if (value != OrderFacts::kUnknown) {
    holds = condition.kind <= ConditionKind::kOrderKind
                ? offers_.SetHas(condition, static_cast<std::uint64_t>(value))
                : InRange(condition, value);
  } else if (condition.kind == ConditionKind::kSubscribedTo) {
    holds = IsSubscribed(condition);
  } else if (condition.kind == ConditionKind::kStockOf) {
    holds = InStock(condition);
  } else if (condition.kind == ConditionKind::kConsent) {
    holds = Consented(condition);
  } else if (condition.kind == ConditionKind::kFrequency) {
    holds = static_cast<std::int64_t>(TimesSeen(id_hash, condition.least)) < condition.most;
  } else {
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
