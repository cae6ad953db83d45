// Offers of every type against each other: what each is worth, what it attaches to, how it is said.
#include <nlohmann/json.hpp>

#include "decide/decision_work.h"
#include "offers_fixture.h"

namespace afterglow {
namespace {

using nlohmann::json;

constexpr std::string_view kSixTypes = R"({
  "currency": "EUR", "partner_share": 0.5,
  "offers": [
    {"id": "bag", "type": "product", "sku": "BAG-40", "price": {"fixed": 7900},
     "creatives": [{"locale": "en", "title": "Bag, today only", "url": "/bag"}]},
    {"id": "gas-plan", "type": "subscription", "value": {"fixed": 2000},
     "price": {"share": 0.9}, "acceptance": {"mean": 0.1}, "attach": true,
     "conditions": [{"kind": "line_sku", "any_of": ["GAS-230"]}],
     "creatives": [{"locale": "en", "title": "{line}, every month", "url": "/plan"},
                   {"locale": "de", "title": "{line} im Abo", "text": "{line} kommt von selbst",
                    "url": "/abo/{line}"}]},
    {"id": "club", "type": "loyalty", "value": {"fixed": 600}, "acceptance": {"mean": 0.05,
       "exceptions": [{"segment": "first_order", "mean": 0.2}, {"touchpoint": "push", "mean": 0.01},
                      {"touchpoint": "push", "segment": "first_order", "mean": 0.02}]},
     "creatives": [{"locale": "en", "title": "Join"}]},
    {"id": "travel", "type": "partner", "value": {"fixed": 900}, "acceptance": {"mean": 0.02},
     "partner": {"name": "Trails & Co", "category": "travel", "brand": "Trails"},
     "creatives": [{"locale": "en", "title": "Go", "url": "https://trails.example/"}]},
    {"id": "warranty", "type": "service", "price": {"share": 0.1}, "value": {"share": 0.5},
     "acceptance": {"mean": 0.08}, "attach": true,
     "creatives": [{"locale": "en", "title": "Three years of care for {line}"}]},
    {"id": "review", "type": "review", "value": {"fixed": 300}, "acceptance": {"mean": 0.3},
     "attach": true, "creatives": [{"locale": "en", "title": "How is {line}?"}]}]})";

class OffersOfAllTypes : public Shopping {
 protected:
  OffersOfAllTypes() {
    Open(kSixTypes);
    context_.places = 20;
  }
  Offer Get(const Decision& decision, std::string_view id) {
    const Offer* offer = Find(decision, id);
    EXPECT_NE(offer, nullptr) << id;
    return offer == nullptr ? Offer() : *offer;
  }
};

TEST_F(OffersOfAllTypes, RankByExpectedValueInOneList) {
  context_.touchpoint = Touchpoint::kDeliveryEmail;
  const Decision decision = Made();
  std::vector<OfferType> types;
  for (const Offer& offer : decision.offers) {
    EXPECT_DOUBLE_EQ(offer.expected_value, offer.probability * static_cast<double>(offer.value));
    EXPECT_EQ(offer.propensity, 1);
    types.push_back(offer.type);
  }
  for (std::size_t i = 1; i < decision.offers.size(); ++i) {
    EXPECT_GE(decision.offers[i - 1].expected_value, decision.offers[i].expected_value);
  }
  for (const OfferType type : {OfferType::kProduct, OfferType::kSubscription, OfferType::kLoyalty,
                               OfferType::kPartner, OfferType::kService, OfferType::kReview}) {
    EXPECT_NE(std::find(types.begin(), types.end(), type), types.end()) << OfferTypeText(type);
  }
}

TEST_F(OffersOfAllTypes, AServiceAttachesToTheDearestLineAndTakesItsShare) {
  const Decision decision = Made();
  const Offer warranty = Get(decision, "warranty");
  EXPECT_EQ(warranty.title, "Three years of care for Trail Tent 2P");
  EXPECT_EQ(warranty.sku, "TENT-2P");
  EXPECT_EQ(warranty.because, std::vector<std::string>{"TENT-2P"});
  EXPECT_EQ(warranty.price->amount, 1990);
  EXPECT_EQ(warranty.value, 995);
  EXPECT_EQ(warranty.reason, "Passt zu Trail Tent 2P");
}

TEST_F(OffersOfAllTypes, ASubscriptionAttachesToItsLineInTheBuyersLanguage) {
  const Offer plan = Get(Made(), "gas-plan");
  EXPECT_EQ(plan.title, "Gas 230 g im Abo");
  EXPECT_EQ(plan.text, "Gas 230 g kommt von selbst");
  EXPECT_EQ(plan.url, "/abo/{line}") << "addresses are taken as they are";
  EXPECT_EQ(plan.because, std::vector<std::string>{"GAS-230"});
  EXPECT_EQ(plan.price->amount, 539);
  order_.locale = "ko";
  EXPECT_EQ(Get(Made(), "gas-plan").title, "Gas 230 g, every month") << "the first is for the rest";
}

TEST_F(OffersOfAllTypes, AProductOfferReplacesTheModelsAndKeepsItsChance) {
  const Offer bag = Get(Made(), "bag");
  EXPECT_EQ(bag.title, "Bag, today only");
  EXPECT_EQ(bag.url, "/bag");
  EXPECT_EQ(bag.image, "https://shop.example/i/schlafsack.jpg") << "from the catalogue";
  EXPECT_EQ(bag.price->amount, 7900);
  EXPECT_EQ(bag.value, 4200 - 1000) << "the discount is the margin's";
  EXPECT_EQ(Find(Made(), "product:BAG-40"), nullptr);
  EXPECT_EQ(WhyNot("product:BAG-40"), "the offers file has an offer of its own for this product");
  const double chance = bag.probability;
  Open("");
  EXPECT_DOUBLE_EQ(Get(Made(), "product:BAG-40").probability, chance);
}

TEST_F(OffersOfAllTypes, AProductThatIsInTheOrderIsNotOffered) {
  order_.lines.push_back({"BAG-40", 1, 8900});
  EXPECT_EQ(WhyNot("bag"), "already in the order");
  order_.lines.pop_back();
  order_.customer.prior_skus = {"BAG-40"};
  EXPECT_EQ(WhyNot("bag"), "bought before");
}

TEST_F(OffersOfAllTypes, PartnersAreLabelledInTheBuyersLanguage) {
  EXPECT_EQ(Get(Made(), "travel").disclosure, "Advertisement · Trails & Co");
  EXPECT_EQ(Get(Made(), "club").disclosure, "");
}

TEST_F(OffersOfAllTypes, AcceptanceIsTheMostSpecificThatIsKnown) {
  const auto chance = [&] { return static_cast<float>(Get(Made(), "club").probability); };
  EXPECT_EQ(chance(), 0.05F);
  order_.customer.orders = 1;
  EXPECT_EQ(chance(), 0.2F);
  context_.touchpoint = Touchpoint::kPush;
  EXPECT_EQ(chance(), 0.02F);
  order_.customer.orders = 2;
  EXPECT_EQ(chance(), 0.01F);
}

TEST_F(OffersOfAllTypes, ThePriceOfTodayCountsForProductOffers) {
  OverlayData today;
  today.skus = {{"BAG-40", {-1, 3, true}}};
  overlay_file_ = WriteOverlay(today).value();
  overlay_.emplace(Overlay::Open(overlay_file_).value());
  EXPECT_EQ(WhyNot("bag"), "blocked by the overlay");
}

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

TEST_F(OffersOfAllTypes, WhatIsDueIsOfferedAgainAfterTheDelivery) {
  const auto due = [&] { return Find(Made(), "product:GAS-230") != nullptr; };
  const Decision at_once = Made();
  EXPECT_EQ(at_once.next_contact_at, kNow + 14 * 86400);
  for (const Touchpoint touchpoint : {Touchpoint::kDeliveryEmail, Touchpoint::kInApp,
                                      Touchpoint::kPush, Touchpoint::kOrderHistory}) {
    context_.touchpoint = touchpoint;
    context_.now = kNow + 14 * 86400 - 1;
    EXPECT_FALSE(due());
    context_.now = kNow + 14 * 86400;
    EXPECT_TRUE(due());
    EXPECT_EQ(Made().next_contact_at, std::nullopt);
    context_.now = kNow + 2 * 55 * 86400;
    EXPECT_TRUE(due());
    context_.now = kNow + 2 * 55 * 86400 + 1;
    EXPECT_FALSE(due());
  }
  context_.now = kNow + 30 * 86400;
  const Decision decision = Made();
  const Offer gas = Get(decision, "product:GAS-230");
  EXPECT_EQ(gas.reason, "Time for more?");
  EXPECT_EQ(gas.because, std::vector<std::string>{"GAS-230"});
  EXPECT_NEAR(gas.probability, 0.6, 0.002);
  context_.touchpoint = Touchpoint::kConfirmation;
  EXPECT_FALSE(due());
}

TEST_F(OffersOfAllTypes, AnOrderThatContradictsItselfIsDecidedOnWithANote) {
  order_.total = 100;
  EXPECT_EQ(Made().notes, std::vector<std::string>{
                              "the order's total of 1.00 is below its lines' sum of 210.98"});
  order_ = TentOrder();
  order_.currency = *Currency::Parse("XQX");
  const Decision decision = Made();
  EXPECT_EQ(decision.notes,
            std::vector<std::string>{"the shop's prices are in EUR, the order is in XQX"});
  for (const Offer& offer : decision.offers) EXPECT_EQ(offer.price, std::nullopt);
  order_.lines[0] = {"GAS-230", kLargestQuantity, INT64_MAX};
  EXPECT_FALSE(Made().notes.empty()) << "beyond all money, and no overflow";
}

TEST_F(OffersOfAllTypes, TheExplanationHasEveryCandidateOnce) {
  context_.explain = true;
  const Decision decision = Made();
  std::vector<std::string> ids;
  for (const Offer& offer : decision.offers) ids.push_back(offer.offer_id);
  for (const Offer& withheld : decision.withheld) {
    ids.push_back(withheld.offer_id);
    EXPECT_NE(withheld.reason, "") << withheld.offer_id;
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
  for (const char* id : {"bag", "gas-plan", "club", "travel", "warranty", "review",
                         "product:MAT-01", "product:BAG-40"}) {
    EXPECT_TRUE(std::binary_search(ids.begin(), ids.end(), id)) << id;
  }
  context_.explain = false;
  EXPECT_TRUE(Made().withheld.empty());
}

TEST_F(OffersOfAllTypes, AHoldoutDecisionSaysWhatWouldHaveBeenShown) {
  const std::size_t shown = Made().offers.size();
  context_.arm = "holdout";
  EXPECT_EQ(Made().arm, "holdout");
  EXPECT_EQ(Made().offers.size(), shown);
}

// As many offers as there can be, each with conditions that every line of an order is held against.
std::string ManyOffers(int offers, int conditions) {
  json book = {{"currency", "EUR"}, {"offers", json::array()}};
  for (int i = 0; i < offers; ++i) {
    json offer = {{"id", "o" + std::to_string(i)},
                  {"type", "loyalty"},
                  {"value", {{"fixed", 100000}}},
                  {"acceptance", {{"mean", 0.5}}},
                  {"creatives", {{{"locale", "en"}, {"title", "Join"}}}}};
    for (int k = 0; k < conditions; ++k) {
      // Of the last line alone: all the others are held against it in vain. Each offer's are its
      // own, or they would be checked once for all.
      offer["conditions"].push_back({{"kind", "line_unit_price"}, {"least", 0}, {"most", 1 + i}});
    }
    book["offers"].push_back(offer);
  }
  return book.dump();
}

TEST_F(Shopping, AnOffersFileThatAsksTooMuchOfAnOrderOffersNothingAndSaysSo) {
  order_.lines.clear();
  for (std::size_t i = 0; i + 1 < kMostLines; ++i) order_.lines.push_back({"TENT-2P", 1, 19900});
  order_.lines.push_back({"GAS-230", 1, 1});
  // Steps for each offer: its conditions once, and for each of 250 lines; and one more for each.
  Open(ManyOffers(4096, 2));
  ASSERT_LT(4096U * (1 + 2 + 250 * (1 + 2)), kMostDecisionSteps);
  EXPECT_FALSE(Made().offers.empty());

  Open(ManyOffers(4096, 4));
  ASSERT_GT(4096U * (1 + 4 + 250 * (1 + 4)), kMostDecisionSteps);
  const Decision decision = Made();
  EXPECT_TRUE(decision.offers.empty());
  EXPECT_EQ(decision.notes.back(),
            "no offer: the offers file asks more of this order than a decision may take");
  // The same shop still has something for an order of few lines.
  order_ = TentOrder();
  order_.lines.push_back({"GAS-230", 1, 1});
  EXPECT_FALSE(Made().offers.empty());
}

TEST_F(Shopping, RulesThatAskTooMuchOfAnOrderLetNothingPass) {
  json book = json::parse(ManyOffers(4000, 0));
  for (int i = 0; i < 1100; ++i) {
    book["rules"].push_back({{"action", "boost"},
                             {"factor", 1.5},
                             {"targets", {{{"kind", "offer_id"}, {"any_of", {"none"}}}}}});
  }
  Open(book.dump());
  ASSERT_GT(4000U * 1100, kMostDecisionSteps);
  EXPECT_TRUE(Made().offers.empty());
}

}  // namespace
}  // namespace afterglow
