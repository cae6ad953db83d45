#include "decide/removal.h"

#include <limits>

#include "base/sentence.h"
#include "base/time.h"
#include "base/word_list.h"
#include "decide/order_facts.h"

namespace afterglow {
namespace {

// What a condition is about, as the subject of a sentence; in the order of ConditionKind, empty for
// those whose text has no subject.
constexpr std::string_view kSubjects =
    "touchpoint|country|currency|kind of order||||order's total|customer's number of orders|"
    "customer's membership|time";

// " is 12.00, expected 20.00 to 500.00".
void AppendRange(const ConditionRecord& condition, std::int64_t value, int exponent,
                 std::string& text) {
  const bool from = condition.least != std::numeric_limits<std::int64_t>::min();
  const bool to = condition.most != std::numeric_limits<std::int64_t>::max();
  text += " is ";
  AppendDecimal(text, value, exponent);
  text += condition.negated != 0 ? ", expected not " : ", expected ";
  if (!to) text += "at least ";
  if (from) AppendDecimal(text, condition.least, exponent);
  text += !to ? "" : from ? " to " : "at most ";
  if (to) AppendDecimal(text, condition.most, exponent);
}

void AppendCondition(const Removal& removal, const Offers& offers, const OrderFacts& facts,
                     std::string& text) {
  const ConditionRecord condition = offers.Condition(removal.detail).value_or(ConditionRecord{});
  const Order& order = facts.order();
  const std::int64_t value = facts.value(condition.kind);
  const bool negated = condition.negated != 0, early = value < condition.least;
  const std::string_view subject = WordAt(kSubjects, static_cast<std::size_t>(condition.kind));
  if (removal.unknown) {
    text.append("the ").append(subject.empty() ? "condition" : subject).append(" is not known");
    return;
  }
  switch (condition.kind) {
    case ConditionKind::kTouchpoint:
      text.append("not offered at the touchpoint ")
          .append(TouchpointText(facts.context().touchpoint));
      break;
    case ConditionKind::kCountry:
      text.append("not offered in ").append(order.country);
      break;
    case ConditionKind::kCurrency:
      text.append("not offered for orders in ").append(order.currency.text());
      break;
    case ConditionKind::kOrderKind:
      text.append("not offered with a ").append(OrderKindText(order.kind));
      break;
    case ConditionKind::kSubscribedTo:
      text = negated ? "already subscribed" : "only for subscribers";
      break;
    case ConditionKind::kStockOf:
      text = "sold out";
      break;
    case ConditionKind::kConsent:
      text = "the buyer's consent is missing";
      break;
    case ConditionKind::kLoyaltyMember:
      text = value != 0 ? "already a member" : "only for members";
      break;
    case ConditionKind::kTime:
      text = early ? "starts at " : "ended at ";
      text += FormatIsoTime(early ? condition.least : condition.most);
      break;
    case ConditionKind::kFrequency:
      text = "shown often enough in the last ";
      AppendDecimal(text, condition.least, 0);
      text += " days";
      break;
    default:
      text.append("the ").append(subject.empty() ? "condition" : subject);
      AppendRange(condition, value,
                  condition.kind == ConditionKind::kOrderTotal ? offers.currency().exponent() : 0,
                  text);
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
static_assert(WordCount(kTexts) == static_cast<std::size_t>(Removed::kNoPlace) + 1);

}  // namespace

std::string RemovalText(const Removal& removal, const Offers& offers, const OrderFacts& facts) {
  std::string text(WordAt(kTexts, static_cast<std::size_t>(removal.by)));
  if (removal.by == Removed::kCondition) AppendCondition(removal, offers, facts, text);
  if (removal.by == Removed::kBlockedByRule) AppendNumber(text, removal.detail + 1);
  return text;
}

}  // namespace afterglow
