// Offers of every type: what each is worth, what it attaches to, how it is said.
#include "six_types_fixture.h"

namespace afterglow {
namespace {

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

}  // namespace
}  // namespace afterglow
