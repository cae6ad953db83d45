// The fast scorer against a slow, obvious one.
#include "score/scorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "model/model_writer.h"

namespace afterglow {
namespace {

ModelData RandomShop(std::mt19937& random, std::uint32_t skus, bool with_priors) {
  ModelData data;
  std::uniform_real_distribution<float> weight(0.05F, 1.0F);
  for (std::uint32_t i = 0; i < skus; ++i) data.skus.push_back("SKU-" + std::to_string(i));
  for (std::uint32_t i = 0; i < skus; ++i) {
    std::set<std::uint32_t> others;
    const std::uint32_t count = static_cast<std::uint32_t>(random() % std::min(skus, 9U));
    while (others.size() < count) {
      const std::uint32_t other = static_cast<std::uint32_t>(random() % skus);
      if (other != i) others.insert(other);
    }
    std::vector<NeighbourData> row;
    for (const std::uint32_t other : others) row.push_back({other, weight(random)});
    std::sort(row.begin(), row.end(),
              [](const NeighbourData& a, const NeighbourData& b) { return a.weight > b.weight; });
    data.neighbours.push_back(row);
    SkuStatistics statistics;
    statistics.prior = with_priors ? weight(random) : 0;
    data.statistics.push_back(statistics);
    data.cards.emplace_back();
  }
  data.settings.history_weight = 0.5F;
  data.settings.history_decay = 0.75F;
  data.settings.prior_weight = with_priors ? 0.25F : 0;
  return data;
}

// The formula of model/settings.h, written down with maps and sets.
std::map<SkuId, double> SlowScores(const Model& model, const ScoreQuery& query) {
  std::map<SkuId, double> weights;
  std::set<SkuId> basket;
  for (const std::string& sku : query.basket) {
    if (const auto id = model.Find(sku)) basket.insert(*id);
  }
  for (const SkuId id : basket) weights[id] = 1;
  std::set<SkuId> excluded = basket;
  double weight = static_cast<double>(model.settings().history_weight);
  for (const std::string& sku : query.history) {
    const auto id = model.Find(sku);
    if (id && basket.count(*id) == 0) {
      weights[*id] += weight;
      if (!query.repeats) excluded.insert(*id);
    }
    weight *= static_cast<double>(model.settings().history_decay);
  }
  std::map<SkuId, double> scores;
  for (SkuId target = 0; target < model.sku_count(); ++target) {
    if (excluded.count(target) != 0) continue;
    double score = static_cast<double>(model.settings().prior_weight * model.prior(target));
    for (const auto& [source, source_weight] : weights) {
      std::array<Neighbour, kMostNeighbours> row;
      const std::size_t count = model.Neighbours(source, row);
      for (std::size_t i = 0; i < count; ++i) {
        if (row[i].sku == target) score += source_weight * static_cast<double>(row[i].weight);
      }
    }
    scores[target] = score;
  }
  return scores;
}

std::vector<std::string> RandomSkus(std::mt19937& random, std::uint32_t skus, std::size_t most) {
  std::set<std::uint32_t> ids;
  for (std::size_t i = random() % (most + 1); i > 0; --i) {
    ids.insert(static_cast<std::uint32_t>(random() % (skus + 2)));  // some are unknown
  }
  std::vector<std::string> texts;
  for (const std::uint32_t id : ids) texts.push_back("SKU-" + std::to_string(id));
  std::shuffle(texts.begin(), texts.end(), random);
  return texts;
}

class OpenedModel {
 public:
  explicit OpenedModel(const ModelData& data) : bytes_(WriteModel(data).value()) {}
  Model model() const { return Model::Open(bytes_).value(); }

 private:
  std::vector<std::uint8_t> bytes_;
};

TEST(Scorer, EqualsTheSlowScorerOnRandomShopsAndQueries) {
  std::mt19937 random(20261121);
  for (int shop = 0; shop < 40; ++shop) {
    const std::uint32_t skus = 1 + static_cast<std::uint32_t>(random() % 60);
    const OpenedModel opened(RandomShop(random, skus, shop % 2 == 0));
    const Model model = opened.model();
    Scorer scorer(model);
    for (int repeat = 0; repeat < 50; ++repeat) {
      const std::vector<std::string> basket = RandomSkus(random, skus, 6);
      const std::vector<std::string> history = RandomSkus(random, skus, 4);
      const ScoreQuery query = {basket, history, 1000, repeat % 3 == 0};
      const std::map<SkuId, double> expected = SlowScores(model, query);
      const std::span<const Scored> best = scorer.Score(query);
      for (std::size_t i = 0; i < best.size(); ++i) {
        ASSERT_EQ(expected.count(best[i].sku), 1U) << "an excluded SKU came back";
        EXPECT_NEAR(static_cast<double>(best[i].score), expected.at(best[i].sku), 1e-5);
        if (i > 0) {
          EXPECT_GE(best[i - 1].score, best[i].score);
        }
      }
      // Nothing that scores is left out, up to the length of the model's list of popular SKUs.
      const auto scoring = std::count_if(expected.begin(), expected.end(),
                                         [](const auto& entry) { return entry.second > 0; });
      EXPECT_GE(best.size(), static_cast<std::size_t>(scoring));
    }
  }
}

TEST(Scorer, GivesTheBestOfTheFullRankingWhenAskedForFew) {
  std::mt19937 random(7);
  const OpenedModel opened(RandomShop(random, 50, true));
  const Model model = opened.model();
  Scorer scorer(model);
  for (int repeat = 0; repeat < 100; ++repeat) {
    const std::vector<std::string> basket = RandomSkus(random, 50, 5);
    const std::span<const Scored> all = scorer.Score({basket, {}, 1000, false});
    const std::vector<Scored> full(all.begin(), all.end());
    const std::span<const Scored> few = scorer.Score({basket, {}, 3, false});
    ASSERT_EQ(few.size(), std::min<std::size_t>(3, full.size()));
    for (std::size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i].sku, full[i].sku);
  }
}

TEST(Scorer, RanksEqualScoresBySkuHoweverManyThereAre) {
  ModelData data;
  for (std::uint32_t i = 0; i < 250; ++i) data.skus.push_back("SKU-" + std::to_string(i));
  data.neighbours.resize(250);
  data.neighbours[0].push_back({200, 1.0F});
  for (std::uint32_t other = 1; other < 250; ++other) {
    if (other != 200) data.neighbours[0].push_back({other, 0.5F});
  }
  data.cards.resize(250);
  data.statistics.resize(250);
  const OpenedModel opened(data);
  const Model model = opened.model();
  Scorer scorer(model);
  const std::vector<std::string> basket = {"SKU-0"};
  for (const std::size_t most : {0U, 1U, 2U, 10U, 248U, 249U, 1000U}) {
    const std::span<const Scored> best = scorer.Score({basket, {}, most, false});
    ASSERT_EQ(best.size(), std::min<std::size_t>(most, 249));
    if (most > 0) EXPECT_EQ(best[0].sku, *model.Find("SKU-200"));
    for (std::size_t i = 2; i < best.size(); ++i) {
      EXPECT_EQ(best[i].score, best[1].score);
      EXPECT_LT(best[i - 1].sku, best[i].sku);
    }
  }
}

TEST(Scorer, RecommendsWhatIsPopularWhenNoSkuIsKnown) {
  std::mt19937 random(3);
  const OpenedModel opened(RandomShop(random, 20, true));
  const Model model = opened.model();
  Scorer scorer(model);
  const std::vector<std::string> basket = {"never heard of"};
  const std::span<const Scored> best = scorer.Score({basket, {}, 5, false});
  ASSERT_EQ(best.size(), 5U);
  EXPECT_EQ(best[0].sku, model.popular()[0]);
  EXPECT_FALSE(best[0].related);
}

TEST(Scorer, NamesTheSourcesOfARecommendationStrongestFirst) {
  ModelData data;
  data.skus = {"A", "B", "C"};
  data.neighbours = {{{2, 0.25F}}, {{2, 1.0F}}, {}};
  data.cards.resize(3);
  data.statistics.resize(3);
  const OpenedModel opened(data);
  const Model model = opened.model();
  Scorer scorer(model);
  const std::vector<std::string> basket = {"A", "B"};
  const std::span<const Scored> best = scorer.Score({basket, {}, 1, false});
  ASSERT_EQ(best.size(), 1U);
  const std::vector<SkuId> because = scorer.Because(best[0].sku, 3);
  ASSERT_EQ(because.size(), 2U);
  EXPECT_EQ(model.SkuText(because[0]), "B");
  EXPECT_EQ(model.SkuText(because[1]), "A");
}

}  // namespace
}  // namespace afterglow
