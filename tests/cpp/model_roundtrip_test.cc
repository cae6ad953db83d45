#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "model/model.h"
#include "model_fixture.h"

namespace afterglow {
namespace {

struct Opened {
  explicit Opened(const ModelData& from) : data(from), bytes(Packed(from)) {
    Result<Model> result = Model::Open(bytes);
    EXPECT_TRUE(result.ok()) << result.error().message;
    if (result.ok()) model = std::move(result.value());
    EXPECT_TRUE(model.Verify().ok());
  }
  SkuId id(std::uint32_t position) const { return *model.Find(data.skus[position]); }

  ModelData data;
  std::vector<std::uint8_t> bytes;
  Model model;
};

// Every promise of the header, for any data.
void ExpectSame(const Opened& opened) {
  const Model& model = opened.model;
  const ModelData& data = opened.data;
  ASSERT_EQ(model.sku_count(), data.skus.size());
  std::uint64_t edges = 0;
  std::set<SkuId> ids;
  for (std::uint32_t i = 0; i < data.skus.size(); ++i) {
    SCOPED_TRACE(data.skus[i]);
    const std::optional<SkuId> id = model.Find(data.skus[i]);
    ASSERT_TRUE(id.has_value());
    ids.insert(*id);
    EXPECT_EQ(model.SkuText(*id), data.skus[i]);

    const CardData& card = data.cards[i];
    const Card read = model.ReadCard(*id);
    EXPECT_EQ(read.title, card.title);
    EXPECT_EQ(read.url, card.url);
    EXPECT_EQ(read.image, card.image);
    EXPECT_EQ(read.category, card.category);
    const Facts facts = model.facts(*id);
    EXPECT_EQ(facts.price, card.price);
    EXPECT_EQ(facts.margin, card.margin);
    EXPECT_EQ(facts.category == 0, card.category.empty());
    EXPECT_EQ(model.CategoryText(facts.category), card.category);

    const SkuStatistics& statistics = data.statistics[i];
    EXPECT_NEAR(model.prior(*id), statistics.prior, 0.04F * statistics.prior + 1e-6F);
    const Repurchase repurchase = model.repurchase(*id);
    EXPECT_NEAR(repurchase.propensity, statistics.repeat_propensity, 0.005F);
    for (std::size_t q = 0; q < 3; ++q) {
      EXPECT_NEAR(repurchase.days[q], statistics.repurchase_days[q],
                  0.04F * statistics.repurchase_days[q]);
    }

    std::array<Neighbour, kMostNeighbours> ranked = {};
    const std::size_t count = model.Neighbours(*id, ranked);
    ASSERT_EQ(count, data.neighbours[i].size());
    const std::array<WeightedSku, 2> sources = {{{*id, 1}, {*id, 0.5F}}};
    std::array<NeighbourList, sources.size()> lists;
    model.ScaledNeighbours(sources, lists.data());
    const auto& [unranked, halved] = lists;
    ASSERT_EQ(unranked.count, count);
    ASSERT_EQ(halved.count, count);
    edges += count;
    for (std::size_t k = 0; k + 1 < count; ++k) {
      EXPECT_GE(ranked[k].weight, ranked[k + 1].weight);
      if (ranked[k].weight == ranked[k + 1].weight) EXPECT_LT(ranked[k].sku, ranked[k + 1].sku);
    }
    for (const NeighbourData& expected : data.neighbours[i]) {
      const SkuId wanted = opened.id(expected.sku);
      const auto in = [&](const auto& list) {
        return std::find_if(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count),
                            [&](const Neighbour& n) { return n.sku == wanted; });
      };
      ASSERT_NE(in(ranked), ranked.begin() + static_cast<std::ptrdiff_t>(count));
      EXPECT_EQ(in(ranked)->weight, in(unranked.neighbours)->weight);
      EXPECT_EQ(0.5F * in(ranked)->weight, in(halved.neighbours)->weight);
      EXPECT_GT(in(ranked)->weight, 0);
    }
  }
  EXPECT_EQ(ids.size(), data.skus.size());
  EXPECT_EQ(model.edge_count(), edges);
  for (const CalibrationKnot& knot : data.calibration) {
    EXPECT_FLOAT_EQ(model.Probability(knot.score), knot.probability);
  }
}

TEST(ModelRoundTrip, GivesBackWhatWasWritten) {
  const Opened opened(SmallShop());
  ExpectSame(opened);
  const Settings& settings = opened.model.settings();
  EXPECT_EQ(settings.history_weight, 0.5F);
  EXPECT_EQ(settings.history_decay, 0.9F);
  EXPECT_EQ(settings.prior_weight, 0.05F);
  EXPECT_EQ(settings.window_days, 30);
  EXPECT_EQ(settings.places, 4);
  EXPECT_EQ(settings.places_per_category, 2);
  EXPECT_EQ(settings.margin_share, 0.3F);
  EXPECT_EQ(settings.currency.text(), "EUR");
  EXPECT_EQ(settings.trained_until, 1'763'000'000);
}

TEST(ModelRoundTrip, ReadsListsOfAnyLengthsTogetherAsOneByOne) {
  ModelData data;
  const std::array<std::uint32_t, 10> lengths = {0, 255, 1, 2, 3, 16, 16, 5, 254, 0};
  for (std::uint32_t i = 0; i < 300; ++i) {
    data.skus.push_back("SKU-" + std::to_string(i));
    std::vector<NeighbourData> row;
    for (std::uint32_t k = 0; k < lengths[i % lengths.size()]; ++k) {
      row.push_back({(i * 7 + k + 1) % 300, 1.0F / static_cast<float>(k + 1)});
    }
    data.neighbours.push_back(row);
    data.cards.emplace_back();
    data.statistics.emplace_back();
  }
  const Opened opened(data);
  std::uint32_t state = 1;
  for (int round = 0; round < 500; ++round) {
    std::array<WeightedSku, kListsAtOnce> sources;
    for (WeightedSku& source : sources) {
      state = state * 1664525U + 1013904223U;
      source = {(state >> 16U) % 301, (state & 256U) == 0 ? 1.0F : 0.75F};  // one is unknown
    }
    const std::size_t count = 1 + static_cast<std::size_t>(round) % kListsAtOnce;
    std::array<NeighbourList, kListsAtOnce> together;
    opened.model.ScaledNeighbours(std::span(sources).first(count), together.data());
    for (std::size_t l = 0; l < count; ++l) {
      NeighbourList alone;
      opened.model.ScaledNeighbours({&sources[l], 1}, &alone);
      ASSERT_EQ(together[l].count, alone.count);
      for (std::size_t k = 0; k < alone.count; ++k) {
        ASSERT_EQ(together[l].neighbours[k].sku, alone.neighbours[k].sku);
        ASSERT_EQ(together[l].neighbours[k].weight, alone.neighbours[k].weight);
        if (k > 0) ASSERT_LT(alone.neighbours[k - 1].sku, alone.neighbours[k].sku);
      }
    }
  }
}

TEST(ModelRoundTrip, KeepsWeightsCloseAndInOrder) {
  const Opened opened(SmallShop());
  std::array<Neighbour, kMostNeighbours> list = {};
  ASSERT_EQ(opened.model.Neighbours(opened.id(0), list), 4U);
  const std::vector<NeighbourData>& expected = opened.data.neighbours[0];
  for (std::size_t k = 0; k < expected.size(); ++k) {
    EXPECT_EQ(list[k].sku, opened.id(expected[k].sku));
    // A level is a sixteenth of the largest weight wide.
    EXPECT_NEAR(list[k].weight, expected[k].weight, expected[0].weight / 16);
  }
}

TEST(ModelRoundTrip, KeepsAnEmptyShop) {
  const Opened opened{ModelData()};
  ExpectSame(opened);
  EXPECT_FALSE(opened.model.Find("A").has_value());
  EXPECT_FALSE(opened.model.Find("").has_value());
  EXPECT_TRUE(opened.model.popular().empty());
  EXPECT_EQ(opened.model.Probability(1), 0);
}

TEST(ModelRoundTrip, KeepsOneLonelySku) {
  ModelData data;
  data.skus = {"ONLY"};
  data.neighbours.resize(1);
  data.cards.resize(1);
  data.statistics.resize(1);
  ExpectSame(Opened(data));
}

TEST(ModelRoundTrip, KeepsSkusOfAnyBytesAndTheLargestValues) {
  ModelData data;
  data.skus = {"Ä-ö/ß", std::string(128, 'x'), std::string("\0\xff", 2), "日本", " ", "a", "A"};
  data.neighbours.resize(7);
  data.cards.resize(7);
  data.statistics.resize(7);
  data.cards[0].price = 0;
  data.cards[0].margin = 0;
  data.cards[1].price = INT64_MAX;
  data.cards[1].margin = INT64_MAX - 1;
  data.cards[2].title = std::string(5000, '\xfe');
  data.cards[3].category = std::string("\0", 1);
  data.statistics[4].prior = 1;
  data.statistics[5] = {1e-9F, 1, {1, 7, 60}};
  data.neighbours[6] = {{0, 1e20F}, {1, 1.0F}, {6, 1e-20F}};
  ExpectSame(Opened(data));
}

// A shop in which every list length from 0 to 255 occurs.
ModelData ManyLengths() {
  ModelData data;
  std::uint32_t state = 7;
  const auto random = [&](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  for (std::uint32_t i = 0; i < 700; ++i) {
    data.skus.push_back("S" + std::to_string(i * 7919U % 100000U));
    CardData card;
    if (random(4) != 0) card.title = "Thing no. " + std::to_string(i);
    if (random(3) != 0) card.category = "Category " + std::to_string(random(40));
    if (random(5) != 0) card.price = random(100000);
    data.cards.push_back(card);
    data.statistics.push_back(
        {static_cast<float>(random(1000)) / 1000.0F,
         static_cast<float>(random(101)) / 100.0F,
         {static_cast<std::uint16_t>(random(60)), static_cast<std::uint16_t>(random(600)),
          static_cast<std::uint16_t>(random(60000))}});
    std::vector<NeighbourData> list;
    std::set<std::uint32_t> taken;
    while (list.size() < i % 256) {
      const std::uint32_t to = random(700);
      if (taken.insert(to).second) {
        list.push_back({to, static_cast<float>(1 + random(1000)) / 100.0F});
      }
    }
    std::sort(list.begin(), list.end(),
              [](const NeighbourData& a, const NeighbourData& b) { return a.weight > b.weight; });
    data.neighbours.push_back(list);
  }
  return data;
}

TEST(ModelRoundTrip, KeepsListsOfEveryLength) { ExpectSame(Opened(ManyLengths())); }

TEST(ModelRoundTrip, GivesTheSameBytesForTheSameData) {
  EXPECT_EQ(Packed(ManyLengths()), Packed(ManyLengths()));
}

TEST(ModelRoundTrip, RefusesUnknownSkus) {
  const Opened opened(ManyLengths());
  for (int i = 100000; i < 200000; ++i) {
    ASSERT_FALSE(opened.model.Find("S" + std::to_string(i)).has_value());
  }
  EXPECT_FALSE(opened.model.Find("").has_value());
  EXPECT_FALSE(opened.model.Find("S").has_value());
  EXPECT_FALSE(opened.model.Find(std::string(1000, 'S')).has_value());
}

TEST(ModelRoundTrip, NamesTheMostPopularBestFirst) {
  const Opened opened(SmallShop());
  std::vector<std::string> names;
  for (const SkuId sku : opened.model.popular()) names.push_back(opened.model.SkuText(sku));
  EXPECT_EQ(names, (std::vector<std::string>{"TENT-2P", "GAS-230", "MAT-01", "LAMP-3", "BAG-40",
                                             "PEGS-12", "STOVE"}));
  EXPECT_EQ(Opened(ManyLengths()).model.popular().size(), kMostPopular);
}

TEST(ModelRoundTrip, CarriesOtherFoldersSectionsUnread) {
  ModelData data = SmallShop();
  data.opaque = {{{'O', 'F', 'F', 'R'}, {1, 2, 3}}, {{'T', 'M', 'P', 'L'}, {}}};
  const Opened opened(data);
  EXPECT_TRUE(
      std::ranges::equal(opened.model.Opaque("OFFR"), std::array<std::uint8_t, 3>{1, 2, 3}));
  EXPECT_TRUE(opened.model.Opaque("TMPL").empty());
  EXPECT_TRUE(opened.model.Opaque("WORD").empty());
  EXPECT_EQ(opened.model.sections().back().tag, "TMPL");
}

TEST(ModelRoundTrip, InterpolatesProbabilitiesBetweenKnots) {
  const Opened opened(SmallShop());
  const Model& model = opened.model;
  EXPECT_FLOAT_EQ(model.Probability(-5), 0);
  EXPECT_FLOAT_EQ(model.Probability(0.25F), 0.02F);
  EXPECT_FLOAT_EQ(model.Probability(1.5F), 0.15F);
  EXPECT_FLOAT_EQ(model.Probability(99), 0.2F);
}

TEST(ModelRoundTrip, AnswersNothingForIdsOutOfRange) {
  const Opened opened(SmallShop());
  std::array<Neighbour, kMostNeighbours> list = {};
  for (const SkuId id : {8U, 9U, 1000000U, 0xffffffffU}) {
    EXPECT_EQ(opened.model.Neighbours(id, list), 0U);
    EXPECT_EQ(opened.model.SkuText(id), "");
    EXPECT_EQ(opened.model.prior(id), 0);
    EXPECT_EQ(opened.model.facts(id).price, -1);
    EXPECT_EQ(opened.model.ReadCard(id).title, "");
    EXPECT_EQ(opened.model.repurchase(id).propensity, 0);
    EXPECT_EQ(opened.model.CategoryText(id), "");
  }
}

}  // namespace
}  // namespace afterglow
