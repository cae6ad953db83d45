#include "decide/removal.h"

#include <limits>

#include "base/time.h"
#include "decide/order_facts.h"

namespace afterglow {
namespace {

std::string NumberText(ConditionKind kind, std::int64_t number, const Offers& offers) {
  if (kind == ConditionKind::kOrderTotal) {
    return FormatDecimal(number, offers.currency().exponent());
  }
  return std::to_string(number);
}

// "the order's total is 12.00, expected 20.00 to 500.00".
std::string RangeText(const char* subject, const ConditionRecord& condition, std::int64_t value,
                      const Offers& offers) {
  std::string text = subject;
  text += " is ";
  text += NumberText(condition.kind, value, offers);
  text += condition.negated != 0 ? ", expected not " : ", expected ";
  const bool from = condition.least != std::numeric_limits<std::int64_t>::min();
  const bool to = condition.most != std::numeric_limits<std::int64_t>::max();
  if (!to) text += "at least ";
  if (!from) text += "at most ";
  if (from) text += NumberText(condition.kind, condition.least, offers);
  if (from && to) text += " to ";
  if (to) text += NumberText(condition.kind, condition.most, offers);
  return text;
}

const char* SubjectOf(ConditionKind kind) {
  switch (kind) {
    case ConditionKind::kTouchpoint:
      return "the touchpoint";
    case ConditionKind::kCountry:
      return "the country";
    case ConditionKind::kCurrency:
      return "the currency";
    case ConditionKind::kOrderKind:
      return "the kind of order";
    case ConditionKind::kOrderTotal:
      return "the order's total";
    case ConditionKind::kCustomerOrders:
      return "the customer's number of orders";
    case ConditionKind::kLoyaltyMember:
      return "the customer's membership";
    case ConditionKind::kTime:
      return "the time";
    default:
      return "what it asks for";
  }
}

std::string ConditionText(const Removal& removal, const Offers& offers, const OrderFacts& facts) {
  const std::optional<ConditionRecord> condition = offers.Condition(removal.detail);
  if (!condition) return "it cannot be read";
  const std::string subject = SubjectOf(condition->kind);
  if (removal.unknown) return subject + " is not known";
  const Order& order = facts.order();
  const std::int64_t value = facts.value(condition->kind).value_or(0);
  switch (condition->kind) {
    case ConditionKind::kTouchpoint:
      return "not offered at the touchpoint " +
             std::string(TouchpointText(facts.context().touchpoint));
    case ConditionKind::kCountry:
      return "not offered in " + order.country;
    case ConditionKind::kCurrency:
      return "not offered for orders in " + std::string(order.currency.text());
    case ConditionKind::kOrderKind:
      return "not offered with a " + std::string(OrderKindText(order.kind));
    case ConditionKind::kSubscribedTo:
      return condition->negated != 0 ? "already subscribed" : "only for subscribers";
    case ConditionKind::kStockOf:
      return "sold out";
    case ConditionKind::kConsent:
      return "the buyer's consent is missing";
    case ConditionKind::kLoyaltyMember:
      return value != 0 ? "already a member" : "only for members";
    case ConditionKind::kTime:
      return value < condition->least ? "starts at " + FormatIsoTime(condition->least)
                                      : "ended at " + FormatIsoTime(condition->most);
    case ConditionKind::kFrequency:
      return "shown often enough in the last " + std::to_string(condition->least) + " days";
    default:
      return RangeText(subject.c_str(), *condition, value, offers);
  }
}

}  // namespace

std::string RemovalText(const Removal& removal, const Offers& offers, const OrderFacts& facts) {
  switch (removal.by) {
    case Removed::kNot:
      return {};
    case Removed::kSwitchedOff:
      return "switched off by the overlay";
    case Removed::kOtherCurrency:
      return "priced in " + std::string(offers.currency().text()) + ", the order is in " +
             std::string(facts.order().currency.text());
    case Removed::kCondition:
      return ConditionText(removal, offers, facts);
    case Removed::kNoLine:
      return "nothing in the order it could go with";
    case Removed::kTooEarly:
      return "a review is asked for after the delivery";
    case Removed::kInOrder:
      return "already in the order";
    case Removed::kBoughtBefore:
      return "bought before";
    case Removed::kBlockedByOverlay:
      return "blocked by the overlay";
    case Removed::kSoldOut:
      return "sold out";
    case Removed::kBlockedByRule:
      return "blocked by rule " + std::to_string(removal.detail + 1) + " of the offers file";
    case Removed::kReplaced:
      return "the offers file has an offer of its own for this product";
    case Removed::kUnlikely:
      return "nothing suggests that this buyer wants it";
    case Removed::kBelowReserve:
      return "expected value below the reserve";
    case Removed::kCategoryQuota:
      return "enough offers of this category";
    case Removed::kTypeQuota:
      return "enough offers of this type";
    case Removed::kPartnerShare:
      return "the partners' share of the places is taken";
    case Removed::kNoPlace:
      return "other offers are worth more";
  }
  return {};
}

}  // namespace afterglow
