#include "decide/removal.h"

#include <limits>

#include "base/time.h"
#include "base/word_list.h"
#include "decide/order_facts.h"

namespace afterglow {
namespace {

// What a condition is about, as the subject of a sentence.
const char* SubjectOf(ConditionKind kind) {
  switch (kind) {
    case ConditionKind::kTouchpoint:
      return "touchpoint";
    case ConditionKind::kCountry:
      return "country";
    case ConditionKind::kCurrency:
      return "currency";
    case ConditionKind::kOrderKind:
      return "kind of order";
    case ConditionKind::kOrderTotal:
      return "order's total";
    case ConditionKind::kCustomerOrders:
      return "customer's number of orders";
    case ConditionKind::kLoyaltyMember:
      return "customer's membership";
    case ConditionKind::kTime:
      return "time";
    default:
      return "condition";
  }
}

// " is 12.00, expected 20.00 to 500.00".
void AppendRange(const ConditionRecord& condition, std::int64_t value, int exponent,
                 std::string& text) {
  const bool from = condition.least != std::numeric_limits<std::int64_t>::min();
  const bool to = condition.most != std::numeric_limits<std::int64_t>::max();
  text += " is ";
  text += FormatDecimal(value, exponent);
  text += condition.negated != 0 ? ", expected not " : ", expected ";
  if (!to) text += "at least ";
  if (from) text += FormatDecimal(condition.least, exponent);
  text += !to ? "" : from ? " to " : "at most ";
  if (to) text += FormatDecimal(condition.most, exponent);
}

std::string ConditionText(const Removal& removal, const Offers& offers, const OrderFacts& facts) {
  const ConditionRecord condition = offers.Condition(removal.detail).value_or(ConditionRecord{});
  const Order& order = facts.order();
  const std::int64_t value = facts.value(condition.kind);
  const bool negated = condition.negated != 0;
  std::string text = "the ";
  text += SubjectOf(condition.kind);
  if (removal.unknown) return text += " is not known";
  switch (condition.kind) {
    case ConditionKind::kTouchpoint:
      return (text = "not offered at the touchpoint ") +=
             TouchpointText(facts.context().touchpoint);
    case ConditionKind::kCountry:
      return (text = "not offered in ") += order.country;
    case ConditionKind::kCurrency:
      return (text = "not offered for orders in ") += order.currency.text();
    case ConditionKind::kOrderKind:
      return (text = "not offered with a ") += OrderKindText(order.kind);
    case ConditionKind::kSubscribedTo:
      return negated ? "already subscribed" : "only for subscribers";
    case ConditionKind::kStockOf:
      return "sold out";
    case ConditionKind::kConsent:
      return "the buyer's consent is missing";
    case ConditionKind::kLoyaltyMember:
      return value != 0 ? "already a member" : "only for members";
    case ConditionKind::kTime: {
      const bool early = value < condition.least;
      text = early ? "starts at " : "ended at ";
      return text += FormatIsoTime(early ? condition.least : condition.most);
    }
    case ConditionKind::kFrequency:
      text = "shown often enough in the last ";
      text += FormatDecimal(condition.least, 0);
      return text += " days";
    default: {
      const bool money = condition.kind == ConditionKind::kOrderTotal;
      AppendRange(condition, value, money ? offers.currency().exponent() : 0, text);
      return text;
    }
  }
}

// In the order of Removed.
constexpr std::string_view kTexts =
    "|"
    "switched off by the overlay|"
    "not priced in the order's currency|"
    "|"
    "nothing in the order it could go with|"
    "a review is asked for after the delivery|"
    "already in the order|"
    "bought before|"
    "blocked by the overlay|"
    "sold out|"
    "blocked by a rule of the offers file: number |"
    "the offers file has an offer of its own for this product|"
    "nothing suggests that this buyer wants it|"
    "expected value below the reserve|"
    "enough offers of this category|"
    "enough offers of this type|"
    "the partners' share of the places is taken|"
    "other offers are worth more";

}  // namespace

std::string RemovalText(const Removal& removal, const Offers& offers, const OrderFacts& facts) {
  if (removal.by == Removed::kCondition) return ConditionText(removal, offers, facts);
  std::string text(WordAt(kTexts, static_cast<std::size_t>(removal.by)));
  if (removal.by == Removed::kBlockedByRule) {
    text += FormatDecimal(static_cast<std::int64_t>(removal.detail) + 1, 0);
  }
  return text;
}

}  // namespace afterglow
