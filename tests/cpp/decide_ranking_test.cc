// Offers of every type against each other: which come first, and which find no place.
#include <nlohmann/json.hpp>

#include "six_types_fixture.h"

namespace afterglow {
namespace {

using nlohmann::json;

TEST_F(OffersOfAllTypes, ThePartnersShareOfThePlacesIsKept) {
  std::string offers = R"({"currency": "EUR", "partner_share": 0.25, "offers": [)";
  for (const char* id : {"a", "b", "c"}) {
    offers += std::string(id[0] == 'a' ? "" : ",") + R"({"id": ")" + id +
              R"(", "type": "partner", "value": {"fixed": 100000}, "acceptance": {"mean": 0.5},
                "creatives": [{"locale": "en", "title": "x"}]})";
  }
  Open(offers + "]}");
  context_.places.reset();
  const Decision decision = Made();
  ASSERT_EQ(decision.offers.size(), 4U);
  EXPECT_EQ(decision.offers[0].offer_id, "a");
  for (std::size_t i = 1; i < 4; ++i) EXPECT_NE(decision.offers[i].type, OfferType::kPartner);
  EXPECT_EQ(WhyNot("b"), "the partners' share of the places is taken");
  context_.touchpoint = Touchpoint::kPush;
  EXPECT_EQ(WhyNot("a"), "the partners' share of the places is taken")
      << "a quarter of one is none";
}

TEST_F(OffersOfAllTypes, ReservesArePerTouchpointAndType) {
  json offers = json::parse(kSixTypes);
  offers["reserves"]["confirmation"]["partner"] = 19;
  Open(offers.dump());
  EXPECT_EQ(WhyNot("travel"), "expected value below the reserve");
  context_.touchpoint = Touchpoint::kReceipt;
  EXPECT_EQ(WhyNot("travel"), "");
}

TEST_F(OffersOfAllTypes, PlacesComeFromTheCallerTheFileOrTheTouchpoint) {
  context_.places.reset();
  EXPECT_EQ(Made().offers.size(), 4U);
  context_.touchpoint = Touchpoint::kPush;
  EXPECT_EQ(Made().offers.size(), 1U);
  json offers = json::parse(kSixTypes);
  offers["places"]["push"] = 2;
  Open(offers.dump());
  EXPECT_EQ(Made().offers.size(), 2U);
  context_.places = 3;
  EXPECT_EQ(Made().offers.size(), 3U);
}

TEST_F(OffersOfAllTypes, RulesBlockBoostAndPin) {
  const auto with_rule = [&](const char* rule) {
    json offers = json::parse(kSixTypes);
    offers["rules"] = json::array({json::parse(rule)});
    Open(offers.dump());
  };
  with_rule(
      R"({"action": "block", "targets": [{"kind": "partner_category", "any_of": ["travel"]}]})");
  EXPECT_EQ(WhyNot("travel"), "blocked by a rule of the offers file: number 1");
  EXPECT_EQ(WhyNot("club"), "");
  with_rule(R"({"action": "block", "targets": [{"kind": "partner_brand", "any_of": ["Trails"]}],
               "conditions": [{"kind": "country", "any_of": ["FR"]}]})");
  EXPECT_EQ(WhyNot("travel"), "") << "the rule is for France";
  with_rule(
      R"({"action": "block", "targets": [{"kind": "offer_category", "any_of": ["Sleeping"]}]})");
  EXPECT_EQ(WhyNot("bag"), "blocked by a rule of the offers file: number 1");
  EXPECT_EQ(WhyNot("product:MAT-01"), "blocked by a rule of the offers file: number 1");
  with_rule(R"({"action": "block", "targets": [{"kind": "offer_sku", "any_of": ["LAMP-3"]}]})");
  EXPECT_EQ(WhyNot("product:LAMP-3"), "blocked by a rule of the offers file: number 1");
  with_rule(R"({"action": "pin", "targets": [{"kind": "offer_id", "any_of": ["travel"]}]})");
  EXPECT_EQ(Made().offers[0].offer_id, "travel");
  with_rule(R"({"action": "boost", "factor": 1000,
               "targets": [{"kind": "offer_type", "any_of": ["loyalty"]}]})");
  const Decision boosted = Made();
  EXPECT_EQ(boosted.offers[0].offer_id, "club");
  EXPECT_NEAR(boosted.offers[0].expected_value, 30, 1e-3) << "a boost ranks, it does not earn";
}

TEST_F(OffersOfAllTypes, PriorityDecidesBetweenEqualExpectedValues) {
  const auto book = [](int a, int b) {
    return R"({"offers": [{"id": "a", "type": "loyalty", "value": {"fixed": 90000},
      "acceptance": {"mean": 0.5}, "creatives": [{"locale": "en", "title": "x"}], "priority": )" +
           std::to_string(a) + R"(}, {"id": "b", "type": "loyalty", "value": {"fixed": 90000},
      "acceptance": {"mean": 0.5}, "creatives": [{"locale": "en", "title": "x"}], "priority": )" +
           std::to_string(b) + "}]}";
  };
  Open(book(1, 2));
  EXPECT_EQ(Made().offers[0].offer_id, "b");
  Open(book(2, 1));
  EXPECT_EQ(Made().offers[0].offer_id, "a");
}

TEST_F(OffersOfAllTypes, RaisingAValueNeverLowersARank) {
  const auto rank = [&](std::int64_t value) {
    json offers = json::parse(kSixTypes);
    offers["offers"][2]["value"]["fixed"] = value;
    Open(offers.dump());
    const Decision decision = Made();
    for (std::size_t i = 0; i < decision.offers.size(); ++i) {
      if (decision.offers[i].offer_id == "club") return i;
    }
    return decision.offers.size();
  };
  std::size_t before = rank(0);
  for (std::int64_t value = 10; value < 100000; value += value / 2) {
    const std::size_t now = rank(value);
    EXPECT_LE(now, before) << value;
    before = now;
  }
  EXPECT_EQ(before, 0U);
}

}  // namespace
}  // namespace afterglow
