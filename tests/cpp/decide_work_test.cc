// An offers file can ask more of an order than one decision may take.
#include <nlohmann/json.hpp>

#include "decide/decision_work.h"
#include "offers_fixture.h"

namespace afterglow {
namespace {

using nlohmann::json;

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
