// A model with offers: the small shop of model_fixture.h and an offers file as normalised JSON.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "abi/offers_json.h"
#include "decide/decide.h"
#include "model_fixture.h"
#include "words_fixture.h"

namespace afterglow {

// 2026-11-21T10:00:00Z.
inline constexpr UnixSeconds kNow = 1795255200;

inline std::vector<std::uint8_t> OffersSection(std::string_view json) {
  const Result<OfferBook> book = ReadOffersJson(json);
  EXPECT_TRUE(book.ok()) << book.error().message;
  if (!book.ok()) return {};
  const auto section = WriteOffers(book.value());
  EXPECT_TRUE(section.ok()) << section.error().message;
  return section.ok() ? section.value() : std::vector<std::uint8_t>();
}

// A customer of the small shop who bought a tent and a gas canister and has ordered before.
inline Order TentOrder() {
  Order order;
  order.order_id = "1001";
  order.placed_at = kNow;
  order.currency = *Currency::Parse("EUR");
  order.locale = "de-DE";
  order.country = "DE";
  order.lines = {{"GAS-230", 2, 599}, {"TENT-2P", 1, 19900}};
  order.total = 21098;
  order.customer.id = "c-17";
  order.customer.orders = 3;
  order.customer.loyalty_member = false;
  return order;
}

class Shopping : public ::testing::Test {
 protected:
  // The shop from now on. `offers`: normalised JSON; empty: none.
  void Open(std::string_view offers, ModelData data = SmallShop()) {
    if (!offers.empty()) data.opaque.push_back({{'O', 'F', 'F', 'R'}, OffersSection(offers)});
    data.opaque.push_back({{'W', 'O', 'R', 'D'}, WordsFixture().Build()});
    scorer_.reset();
    model_.reset();
    file_ = Packed(data);
    model_.emplace(Model::Open(file_).value());
    scorer_.emplace(*model_);
  }

  Decision Made(const Order& order, const DecisionContext& context) {
    return Decide({*model_, *scorer_, overlay_ ? &*overlay_ : nullptr}, order, context);
  }
  Decision Made() { return Made(order_, context_); }

  // Why the offer is not in the decision; empty: it is there, or not a candidate at all.
  std::string WhyNot(std::string_view offer_id) {
    DecisionContext context = context_;
    context.explain = true;
    for (const Offer& withheld : Made(order_, context).withheld) {
      if (withheld.offer_id == offer_id) return withheld.reason;
    }
    return {};
  }
  const Offer* Find(const Decision& decision, std::string_view offer_id) {
    for (const Offer& offer : decision.offers) {
      if (offer.offer_id == offer_id) return &offer;
    }
    return nullptr;
  }

  Order order_ = TentOrder();
  DecisionContext context_ = [] {
    DecisionContext context;
    context.now = kNow;
    return context;
  }();
  std::vector<std::uint8_t> file_, overlay_file_;
  std::optional<Model> model_;
  std::optional<Scorer> scorer_;
  std::optional<Overlay> overlay_;
};

}  // namespace afterglow
