// Each condition of an offer: met, not met and not known, with the sentence that says why.
#include <nlohmann/json.hpp>

#include "offers_fixture.h"

namespace afterglow {
namespace {

using nlohmann::json;

class Eligible : public Shopping {
 protected:
  // A shop with one loyalty offer, worth more than anything else, under this condition.
  void When(const std::string& condition) {
    Open(R"({"currency": "EUR", "offers": [{"id": "club", "type": "loyalty",
      "value": {"fixed": 100000}, "acceptance": {"mean": 0.5},
      "creatives": [{"locale": "en", "title": "Join"}], "conditions": [)" +
         condition + "]}]}");
  }
  std::string Answer() {
    const Decision decision = Made();
    const bool shown = !decision.offers.empty() && decision.offers[0].offer_id == "club";
    const std::string why = WhyNot("club");
    EXPECT_EQ(shown, why.empty()) << "shown exactly when nothing removed it: " << why;
    return shown ? "shown" : why;
  }
};

TEST_F(Eligible, ByConditionsThatOthersHaveTooButSeenOnItsOwn) {
  const std::string same = R"("type": "loyalty", "acceptance": {"mean": 0.5},
      "creatives": [{"locale": "en", "title": "Join"}], "conditions": [
        {"kind": "country", "any_of": ["DE"]}, {"kind": "frequency", "least": 30, "most": 1}])";
  Open(R"({"currency": "EUR", "offers": [
      {"id": "club", "value": {"fixed": 100000}, )" +
       same + R"(}, {"id": "circle", "value": {"fixed": 200000}, )" + same + "}]}");
  context_.seen = {{NameHash("circle"), 1, kNow}};
  EXPECT_EQ(Answer(), "shown");
  EXPECT_EQ(WhyNot("circle"), "shown often enough in the last 30 days");
  order_.country = "FR";
  Made();
  EXPECT_EQ(WhyNot("club"), "not offered in FR");
  EXPECT_EQ(WhyNot("circle"), "not offered in FR");
}

TEST_F(Eligible, ByTouchpoint) {
  When(R"({"kind": "touchpoint", "any_of": ["confirmation", "push"]})");
  EXPECT_EQ(Answer(), "shown");
  context_.touchpoint = Touchpoint::kOrderEmail;
  EXPECT_EQ(Answer(), "not offered at the touchpoint order-email");
}

TEST_F(Eligible, ByCountry) {
  When(R"({"kind": "country", "any_of": ["DE", "AT"]})");
  EXPECT_EQ(Answer(), "shown");
  order_.country = "FR";
  EXPECT_EQ(Answer(), "not offered in FR");
  order_.country = "";
  EXPECT_EQ(Answer(), "the country is not known");
  When(R"({"kind": "country", "not": true, "any_of": ["DE"]})");
  EXPECT_EQ(Answer(), "the country is not known");
  order_.country = "FR";
  EXPECT_EQ(Answer(), "shown");
  order_.country = "DE";
  EXPECT_EQ(Answer(), "not offered in DE");
}

TEST_F(Eligible, ByCurrencyAndKindOfOrder) {
  When(R"({"kind": "currency", "any_of": ["EUR"]})");
  EXPECT_EQ(Answer(), "shown");
  When(R"({"kind": "currency", "any_of": ["CHF"]})");
  EXPECT_EQ(Answer(), "not offered for orders in EUR");
  When(R"({"kind": "order_kind", "not": true, "any_of": ["payment"]})");
  EXPECT_EQ(Answer(), "shown");
  order_.kind = OrderKind::kPayment;
  EXPECT_EQ(Answer(), "not offered with a payment");
}

TEST_F(Eligible, ByTheOrdersTotal) {
  When(R"({"kind": "order_total", "least": 2000, "most": 50000})");
  EXPECT_EQ(Answer(), "shown");
  order_.total = 1999;
  EXPECT_EQ(Answer(), "the order's total is 19.99, expected 20.00 to 500.00");
  order_.total = 2000;
  EXPECT_EQ(Answer(), "shown");
  order_.total.reset();  // the lines' sum stands in
  EXPECT_EQ(Answer(), "shown");
  for (OrderLine& line : order_.lines) line.unit_price.reset();
  EXPECT_EQ(Answer(), "the order's total is not known");
}

TEST_F(Eligible, ByHowOftenTheCustomerHasOrdered) {
  When(R"({"kind": "customer_orders", "most": 1})");
  EXPECT_EQ(Answer(), "the customer's number of orders is 3, expected at most 1");
  order_.customer.orders = 1;
  EXPECT_EQ(Answer(), "shown");
  order_.customer.orders.reset();
  EXPECT_EQ(Answer(), "the customer's number of orders is not known");
}

TEST_F(Eligible, ByMembership) {
  When(R"({"kind": "loyalty_member", "most": 0})");
  EXPECT_EQ(Answer(), "shown");
  order_.customer.loyalty_member = true;
  EXPECT_EQ(Answer(), "already a member");
  order_.customer.loyalty_member.reset();
  EXPECT_EQ(Answer(), "the customer's membership is not known");
}

TEST_F(Eligible, BySubscription) {
  When(R"({"kind": "subscribed_to", "not": true, "any_of": ["coffee-plan", "tea-plan"]})");
  EXPECT_EQ(Answer(), "shown");
  order_.customer.subscriptions = {"news", "tea-plan"};
  EXPECT_EQ(Answer(), "already subscribed");
  When(R"({"kind": "subscribed_to", "any_of": ["coffee-plan"]})");
  EXPECT_EQ(Answer(), "only for subscribers");
}

TEST_F(Eligible, ByTime) {
  When(R"({"kind": "time", "least": 1795255200, "most": 1795341600})");
  EXPECT_EQ(Answer(), "shown");
  context_.now = kNow - 1;
  EXPECT_EQ(Answer(), "starts at 2026-11-21T10:00:00Z");
  context_.now = kNow + 86401;
  EXPECT_EQ(Answer(), "ended at 2026-11-22T10:00:00Z");
  context_.now = 0;
  EXPECT_EQ(Answer(), "the time is not known");
}

TEST_F(Eligible, ByHowOftenItWasShown) {
  When(R"({"kind": "frequency", "most": 2, "least": 30})");
  EXPECT_EQ(Answer(), "shown");
  context_.seen = {{NameHash("other"), 9, kNow}, {NameHash("club"), 1, kNow - 86400}};
  EXPECT_EQ(Answer(), "shown");
  context_.seen[1].count = 2;
  EXPECT_EQ(Answer(), "shown often enough in the last 30 days");
  context_.seen[1].last = kNow - 31 * 86400;
  EXPECT_EQ(Answer(), "shown");
}

TEST_F(Eligible, ByConsent) {
  When(R"({"kind": "consent", "any_of": ["advertising", "personalisation"]})");
  EXPECT_EQ(Answer(), "the buyer's consent is missing");
  context_.consents = 1;
  EXPECT_EQ(Answer(), "the buyer's consent is missing");
  context_.consents = 3;
  EXPECT_EQ(Answer(), "shown");
}

TEST_F(Eligible, ByTheLinesOfTheOrder) {
  When(R"({"kind": "line_sku", "any_of": ["TENT-2P", "TENT-4P"]})");
  EXPECT_EQ(Answer(), "shown");
  When(R"({"kind": "line_sku", "any_of": ["CAMERA"]})");
  EXPECT_EQ(Answer(), "nothing in the order it could go with");
  When(R"({"kind": "line_category", "any_of": ["Tents"]})");
  EXPECT_EQ(Answer(), "shown");
  When(R"({"kind": "line_unit_price", "least": 10000})");
  EXPECT_EQ(Answer(), "shown");
  // One line has to meet all of them: the tent is dear, but the cheap one is the gas.
  When(R"({"kind": "line_unit_price", "least": 10000},
          {"kind": "line_category", "any_of": ["Cooking & Light"]})");
  EXPECT_EQ(Answer(), "nothing in the order it could go with");
  When(R"({"kind": "line_category", "not": true, "any_of": ["Tents"]})");
  EXPECT_EQ(Answer(), "shown");
}

TEST_F(Eligible, ByStockAndSwitchOfTheOverlay) {
  When(R"({"kind": "stock_of", "any_of": ["WARRANTY-1", "BAG-40"]})");
  EXPECT_EQ(Answer(), "shown");
  OverlayData today;
  today.skus = {{"BAG-40", {-1, 0, false}}};
  overlay_file_ = WriteOverlay(today).value();
  overlay_.emplace(Overlay::Open(overlay_file_).value());
  EXPECT_EQ(Answer(), "sold out");
  today.skus.clear();
  today.offers = {{"club", false}};
  overlay_file_ = WriteOverlay(today).value();
  overlay_.emplace(Overlay::Open(overlay_file_).value());
  EXPECT_EQ(Answer(), "switched off by the overlay");
}

TEST_F(Eligible, NotInAnotherCurrency) {
  When("");
  order_.currency = *Currency::Parse("CHF");
  EXPECT_EQ(Answer(), "not priced in the order's currency");
}

TEST_F(Eligible, WhenAllConditionsAreMet) {
  When(R"({"kind": "country", "any_of": ["DE"]}, {"kind": "loyalty_member", "most": 0},
          {"kind": "line_sku", "any_of": ["TENT-2P"]})");
  EXPECT_EQ(Answer(), "shown");
  order_.customer.loyalty_member = true;
  EXPECT_EQ(Answer(), "already a member");
}

TEST_F(Eligible, ReviewsAreAskedForAfterTheDelivery) {
  Open(R"({"offers": [{"id": "club", "type": "review", "value": {"fixed": 100000}, "attach": true,
    "acceptance": {"mean": 0.5}, "creatives": [{"locale": "en", "title": "{line}?"}]}]})");
  EXPECT_EQ(Answer(), "a review is asked for after the delivery");
  context_.touchpoint = Touchpoint::kDeliveryEmail;
  EXPECT_EQ(Answer(), "shown");
  EXPECT_EQ(Made().offers[0].title, "Trail Tent 2P?");
}

}  // namespace
}  // namespace afterglow
