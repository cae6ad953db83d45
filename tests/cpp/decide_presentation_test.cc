// What a decision says beside its offers' own texts: why each is shown, and to whom.
#include <nlohmann/json.hpp>

#include "offers_fixture.h"

namespace afterglow {
namespace {

using nlohmann::json;

constexpr std::string_view kWithoutLines = R"({
  "currency": "EUR", "partner_share": 1,
  "offers": [
    {"id": "club", "type": "loyalty", "value": {"fixed": 900}, "acceptance": {"mean": 0.5},
     "creatives": [{"locale": "en", "title": "Join"}]},
    {"id": "travel", "type": "partner", "value": {"fixed": 900}, "acceptance": {"mean": 0.4},
     "creatives": [{"locale": "en", "title": "Go", "url": "https://trails.example/"}]},
    {"id": "deal", "type": "product", "sku": "NOT-YET", "value": {"fixed": 900},
     "price": {"fixed": 1000}, "acceptance": {"mean": 0.3},
     "creatives": [{"locale": "en", "title": "New", "url": "/new"}]},
    {"id": "care", "type": "service", "value": {"fixed": 900}, "acceptance": {"mean": 0.2},
     "attach": true, "creatives": [{"locale": "en", "title": "Care"}]},
    {"id": "review", "type": "review", "value": {"fixed": 900}, "acceptance": {"mean": 0.1},
     "attach": true, "creatives": [{"locale": "en", "title": "How is {line}?"}]}]})";

class Presentation : public Shopping {
 protected:
  Presentation() {
    Open(kWithoutLines);
    context_.places = 20;
    context_.touchpoint = Touchpoint::kDeliveryEmail;
    order_.locale = "en";
  }
  std::string ReasonOf(std::string_view offer_id) {
    const Decision decision = Made();
    const Offer* offer = Find(decision, offer_id);
    EXPECT_NE(offer, nullptr) << offer_id;
    return offer == nullptr ? std::string() : offer->reason;
  }
};

TEST_F(Presentation, EveryOfferSaysWhyItIsShown) {
  EXPECT_EQ(ReasonOf("club"), "For customers of this shop");
  EXPECT_EQ(ReasonOf("travel"), "For customers of this shop");
  EXPECT_EQ(ReasonOf("care"), "Passt zu Trail Tent 2P");
  EXPECT_EQ(ReasonOf("review"), "Your order has arrived");
  for (const Touchpoint touchpoint : {Touchpoint::kConfirmation, Touchpoint::kPush}) {
    context_.touchpoint = touchpoint;
    for (const Offer& offer : Made().offers) EXPECT_NE(offer.reason, "") << offer.offer_id;
  }
}

TEST_F(Presentation, ALineThatTheCatalogueDoesNotKnowIsYourOrder) {
  order_.lines = {{"NO-SUCH-SKU", 1, 19900}};
  EXPECT_EQ(ReasonOf("care"), "For your order");
}

TEST_F(Presentation, TheDecisionSaysHowTheBuyerStandsToTheShop) {
  const auto segment = [&] { return json::parse(DecisionToJson(Made()))["segment"]; };
  order_.customer.orders.reset();
  EXPECT_EQ(segment(), "unknown");
  order_.customer.orders = 1;
  EXPECT_EQ(segment(), "first_order");
  order_.customer.orders = 2;
  EXPECT_EQ(segment(), "returning");
}

}  // namespace
}  // namespace afterglow
