// The section OFFR: what is written is read, and hostile bytes read as nothing.
#include <gtest/gtest.h>

#include <cstring>

#include "abi/offers_json.h"
#include "model/offers.h"

namespace afterglow {
namespace {

constexpr std::string_view kBook = R"({
  "currency": "EUR", "experiment_key": "summer", "partner_share": 0.25,
  "places": {"push": 1}, "reserves": {"confirmation": {"partner": 200}},
  "offers": [
    {"id": "club", "type": "loyalty", "priority": 3, "value": {"fixed": 600},
     "conditions": [{"kind": "country", "any_of": ["DE", "AT", "CH"]},
                    {"kind": "customer_orders", "most": 1}],
     "creatives": [{"locale": "en", "title": "Join", "url": "/club"},
                   {"locale": "de", "title": "Mitmachen", "url": "/club"}],
     "acceptance": {"mean": 0.04,
       "exceptions": [{"touchpoint": "push", "segment": "first_order", "mean": 0.01}]}},
    {"id": "bag", "type": "product", "sku": "BAG-40", "price": {"share": 0.5}},
    {"id": "trip", "type": "partner", "value": {"share": 0.1}, "price": {"fixed": 9900},
     "partner": {"name": "Trails", "category": "travel", "brand": "T"}, "attach": true,
     "creatives": [{"locale": "en", "title": "Go"}]}],
  "rules": [{"action": "boost", "factor": 1.5,
    "targets": [{"kind": "offer_sku", "any_of": ["BAG-40"]}],
    "conditions": [{"kind": "country", "not": true, "any_of": ["FR"]}]}]})";

std::vector<std::uint8_t> Written(std::string_view json = kBook) {
  const Result<OfferBook> book = ReadOffersJson(json);
  EXPECT_TRUE(book.ok()) << book.error().message;
  const auto section = WriteOffers(book.value());
  EXPECT_TRUE(section.ok()) << section.error().message;
  return section.ok() ? section.value() : std::vector<std::uint8_t>();
}

TEST(Offers, WhatIsWrittenIsRead) {
  const std::vector<std::uint8_t> section = Written();
  const Offers offers = Offers::Open(section);
  ASSERT_EQ(offers.count(), 3U);
  EXPECT_EQ(offers.currency().text(), "EUR");
  EXPECT_EQ(offers.experiment_key(), "summer");
  EXPECT_EQ(offers.partner_share(), 0.25F);
  EXPECT_EQ(offers.places(Touchpoint::kPush), 1);
  EXPECT_EQ(offers.places(Touchpoint::kInApp), OfferBook::kUsualPlaces);
  EXPECT_EQ(offers.reserve(Touchpoint::kConfirmation, OfferType::kPartner), 200);
  EXPECT_EQ(offers.reserve(Touchpoint::kConfirmation, OfferType::kProduct),
            OfferBook::kUsualReserve);
  EXPECT_TRUE(offers.reads_skus());

  const OfferRecord club = *offers.Offer(0);
  EXPECT_EQ(offers.Text(club.id), "club");
  EXPECT_EQ(club.id_hash, NameHash("club"));
  EXPECT_EQ(club.value, 600);
  EXPECT_EQ(club.price, -1);
  EXPECT_EQ(club.priority, 3);
  const ConditionRecord country = *offers.Condition(club.conditions.first_of_order);
  EXPECT_EQ(country.kind, ConditionKind::kCountry);
  for (const char* code : {"DE", "AT", "CH"}) {
    EXPECT_TRUE(offers.SetHas(country, PackedCode(code)));
  }
  EXPECT_FALSE(offers.SetHas(country, PackedCode("FR")));
  const ConditionRecord count = *offers.Condition(club.conditions.first_of_order + 1);
  EXPECT_EQ(count.most, 1);
  EXPECT_EQ(count.least, INT64_MIN);
  EXPECT_EQ(offers.Text(offers.Creative(club.first_creative + 1)->title), "Mitmachen");
  const ExceptionRecord exception = *offers.Exception(club.first_exception);
  EXPECT_EQ(exception.touchpoint, static_cast<int>(Touchpoint::kPush));
  EXPECT_EQ(exception.mean, 0.01F);

  EXPECT_EQ(offers.Offer(1)->sku_hash, NameHash("BAG-40"));
  EXPECT_EQ(offers.Offer(1)->price_share, 0.5F);
  EXPECT_EQ(offers.Offer(2)->partner_category, NameHash("travel"));
  EXPECT_EQ(offers.Offer(2)->attach, 1);

  ASSERT_EQ(offers.rule_count(), 1U);
  const RuleRecord rule = *offers.Rule(0);
  EXPECT_EQ(rule.factor, 1.5F);
  EXPECT_TRUE(offers.SetHas(*offers.Condition(rule.first_target), NameHash("BAG-40")));
  EXPECT_EQ(offers.Condition(rule.conditions.first_of_order)->negated, 1);
}

TEST(Offers, ConditionsThatManyHaveStandInTheFileOnce) {
  OfferBook book;
  for (const char* id : {"a", "b", "c"}) {
    OfferSpec offer;
    offer.id = id;
    offer.type = OfferType::kLoyalty;
    offer.creatives = {{"en", "Join", "", "", "", ""}};
    Condition condition;
    condition.kind = ConditionKind::kCountry;
    condition.any_of = {PackedCode("DE"), PackedCode(id == std::string("c") ? "CH" : "AT")};
    offer.conditions = {condition};
    book.offers.push_back(offer);
  }
  const std::vector<std::uint8_t> section = WriteOffers(book).value();
  const Offers offers = Offers::Open(section);
  EXPECT_EQ(offers.Offer(0)->conditions.first_of_order, offers.Offer(1)->conditions.first_of_order);
  EXPECT_NE(offers.Offer(0)->conditions.first_of_order, offers.Offer(2)->conditions.first_of_order);
  EXPECT_TRUE(offers.Condition(1).has_value());
  EXPECT_FALSE(offers.Condition(2).has_value());
  EXPECT_TRUE(offers.SetHas(*offers.Condition(offers.Offer(1)->conditions.first_of_order),
                            PackedCode("AT")));
  EXPECT_TRUE(offers.SetHas(*offers.Condition(offers.Offer(2)->conditions.first_of_order),
                            PackedCode("CH")));
}

TEST(Offers, OffersThatDifferInTheirLinesAloneShareTheRestOfTheirConditions) {
  const auto offer = [](const char* id, const char* sku) {
    OfferSpec offer;
    offer.id = id;
    offer.type = OfferType::kLoyalty;
    offer.creatives = {{"en", "Join", "", "", "", ""}};
    Condition line, country;
    line.kind = ConditionKind::kLineSku;
    line.any_of = {NameHash(sku)};
    country.kind = ConditionKind::kCountry;
    country.any_of = {PackedCode("DE")};
    offer.conditions = {line, country};
    return offer;
  };
  OfferBook book;
  book.offers = {offer("a", "TENT-2P"), offer("b", "BAG-40")};
  const std::vector<std::uint8_t> section = WriteOffers(book).value();
  const Offers offers = Offers::Open(section);
  const ConditionLists a = offers.Offer(0)->conditions, b = offers.Offer(1)->conditions;
  EXPECT_EQ(a.of_order, 1);
  EXPECT_EQ(a.of_lines, 1);
  EXPECT_EQ(a.first_of_order, b.first_of_order);
  EXPECT_NE(a.first_of_lines, b.first_of_lines);
  EXPECT_EQ(offers.Condition(b.first_of_order)->kind, ConditionKind::kCountry);
  EXPECT_TRUE(offers.SetHas(*offers.Condition(b.first_of_lines), NameHash("BAG-40")));
}

TEST(Offers, AreTheSameBytesEachTime) { EXPECT_EQ(Written(), Written()); }

TEST(Offers, NoSectionIsNoOffers) {
  const Offers offers = Offers::Open({});
  EXPECT_EQ(offers.count(), 0U);
  EXPECT_EQ(offers.rule_count(), 0U);
  EXPECT_EQ(offers.experiment_key(), "afterglow");
  EXPECT_EQ(offers.places(Touchpoint::kPush), OfferBook::kUsualPlaces);
  EXPECT_EQ(offers.reserve(Touchpoint::kPush, OfferType::kReview), OfferBook::kUsualReserve);
}

// Reads everything there is to read; the sanitizers watch.
std::size_t ReadAll(Bytes section) {
  const Offers offers = Offers::Open(section);
  std::size_t read = offers.experiment_key().size();
  const auto read_conditions = [&](std::uint64_t first, std::uint16_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto condition = offers.Condition(first + i);
      if (condition) read += offers.SetHas(*condition, NameHash("x")) ? 1 : 0;
    }
  };
  for (std::uint32_t i = 0; i < offers.count() + 1; ++i) {
    const auto offer = offers.Offer(i);
    if (!offer) continue;
    EXPECT_LT(offer->type, kOfferTypeCount);
    EXPECT_TRUE(offer->acceptance >= 0 && offer->acceptance <= 1);
    EXPECT_GE(offer->value, -1);
    read += offers.Text(offer->id).size() + offers.Text(offer->partner_name).size();
    read_conditions(offer->conditions.first_of_order, offer->conditions.of_order);
    read_conditions(offer->conditions.first_of_lines, offer->conditions.of_lines);
    for (std::uint64_t k = 0; k < offer->creatives; ++k) {
      const auto creative = offers.Creative(offer->first_creative + k);
      if (creative) read += offers.Text(creative->text).size();
    }
    for (std::uint64_t k = 0; k < offer->exceptions; ++k) {
      const auto exception = offers.Exception(offer->first_exception + k);
      if (exception) EXPECT_TRUE(exception->mean >= 0 && exception->mean <= 1);
    }
  }
  for (std::uint32_t i = 0; i < offers.rule_count() + 1; ++i) {
    const auto rule = offers.Rule(i);
    if (rule) read_conditions(rule->first_target, rule->targets);
  }
  return read;
}

TEST(Offers, EveryCutIsNoOffersOrFewerTexts) {
  const std::vector<std::uint8_t> section = Written();
  const std::size_t whole = ReadAll(section);
  for (std::size_t size = 0; size < section.size(); ++size) {
    // A copy of its own, so that a read behind the end is seen.
    const std::vector<std::uint8_t> cut(section.begin(),
                                        section.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_LE(ReadAll(cut), whole + std::string_view("afterglow").size());
  }
}

TEST(Offers, EveryDamagedByteIsReadWithoutHarm) {
  const std::vector<std::uint8_t> section = Written();
  for (std::size_t at = 0; at < section.size(); ++at) {
    for (const int byte : {0x00, 0x7f, 0x80, 0xff}) {
      std::vector<std::uint8_t> damaged = section;
      damaged[at] = static_cast<std::uint8_t>(byte);
      ReadAll(damaged);
    }
  }
}

TEST(Offers, WhatCannotBeIsRefusedByName) {
  const auto message = [](std::string_view json) {
    const Result<OfferBook> book = ReadOffersJson(json);
    if (!book.ok()) return book.error().message;
    const auto section = WriteOffers(book.value());
    return section.ok() ? std::string() : section.error().message;
  };
  EXPECT_EQ(message("[1"), "offers JSON, the text: expected an object");
  EXPECT_EQ(message(R"({"offer":[]})"), "offers JSON, offer: expected no such key");
  EXPECT_EQ(message(R"({"offers":[{"id":"a","type":"gift"}]})"),
            "offers JSON, offers.0.type: expected an offer type such as \"loyalty\"");
  EXPECT_EQ(message(R"({"offers":[{"id":"a","type":"review"}]})"),
            "offer \"a\": expected at least one creative");
  EXPECT_EQ(message(R"({"offers":[{"id":"a","type":"product","sku":"X"},
                                  {"id":"a","type":"product","sku":"Y"}]})"),
            "offer \"a\": the id is there twice");
  EXPECT_EQ(message(R"({"offers":[{"id":"a","type":"product","sku":"X",
                                   "value":{"fixed":1,"share":1}}]})"),
            "offers JSON, offers.0.value: expected either fixed or share");
  EXPECT_EQ(message(R"({"rules":[{"action":"boost","factor":-1}]})"),
            "offers JSON, rules.0.factor: expected a number from 0.0 to 1000.0");
  EXPECT_EQ(
      message(R"({"rules":[{"action":"pin","targets":[{"kind":"country","any_of":["DE"]}]}]})"),
      "offers JSON, rules.0.targets: expected kinds of the offer");
  EXPECT_EQ(message(R"({"offers":[{"id":"a","type":"product","sku":"X",
                        "conditions":[{"kind":"time","any_of":["x"]}]}]})"),
            "offers JSON, offers.0.conditions.0: expected least or most");
}

}  // namespace
}  // namespace afterglow
