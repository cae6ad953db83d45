// Selection and exploration on random shops: the ranking, and propensities that are what happens.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "decide/selection.h"

namespace afterglow {
namespace {

struct RandomShop {
  SelectionRules rules;
  std::vector<Candidate> candidates;
};

RandomShop MakeShop(std::mt19937& random) {
  RandomShop shop;
  shop.rules.places = 1 + random() % 6;
  shop.rules.places_per_category = random() % 3;
  shop.rules.most_partners = random() % 3;
  shop.rules.exploration_share = 0.3;
  shop.rules.reserves.fill(static_cast<std::int64_t>(random() % 20));
  const std::size_t size = random() % 40;
  for (std::size_t i = 0; i < size; ++i) {
    Candidate candidate;
    candidate.type = static_cast<OfferType>(random() % kOfferTypeCount);
    candidate.category = random() % 4;
    candidate.offer = static_cast<std::uint32_t>(i);
    candidate.probability = static_cast<double>(random() % 50) / 100;
    candidate.value = static_cast<std::int64_t>(random() % 500);
    candidate.expected_value = candidate.probability * static_cast<double>(candidate.value);
    candidate.pinned = random() % 20 == 0;
    shop.candidates.push_back(candidate);
  }
  return shop;
}

// The slow, obvious way: sort, then take what fits.
std::vector<std::uint32_t> Obvious(const RandomShop& shop) {
  std::vector<Candidate> sorted;
  for (const Candidate& c : shop.candidates) {
    const auto reserve = static_cast<double>(shop.rules.reserves[static_cast<std::size_t>(c.type)]);
    if (c.pinned || (c.probability > 0 && c.expected_value >= reserve)) sorted.push_back(c);
  }
  std::stable_sort(sorted.begin(), sorted.end(), RanksBefore);
  std::vector<std::uint32_t> list;
  std::map<std::string, std::size_t> groups;
  for (const Candidate& c : sorted) {
    if (list.size() == shop.rules.places) break;
    const bool is_product = c.type == OfferType::kProduct;
    const std::string group =
        is_product ? "category " + std::to_string(c.category) : std::string(OfferTypeText(c.type));
    const bool has_quota = shop.rules.places_per_category > 0 && (!is_product || c.category != 0);
    if (has_quota && groups[group] >= shop.rules.places_per_category) continue;
    if (c.type == OfferType::kPartner && groups["partner"] >= shop.rules.most_partners) continue;
    ++groups[group];
    list.push_back(c.offer);
  }
  return list;
}

TEST(Selection, WithoutExplorationItIsTheObviousOne) {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    RandomShop shop = MakeShop(random);
    shop.rules.exploration_share = 0;
    const std::vector<std::uint32_t> wanted = Obvious(shop);
    Selection selection(shop.rules, shop.candidates);
    EXPECT_EQ(selection.Choose(), wanted) << "shop " << i;
    for (const Candidate& candidate : shop.candidates) {
      const bool shown = std::find(wanted.begin(), wanted.end(), candidate.offer) != wanted.end();
      EXPECT_EQ(candidate.propensity, shown ? 1 : 0);
    }
    selection.Explain(wanted);
    for (const Candidate& candidate : shop.candidates) {
      const bool shown = std::find(wanted.begin(), wanted.end(), candidate.offer) != wanted.end();
      EXPECT_EQ(candidate.removal.stands(), shown);
    }
  }
}

TEST(Selection, EveryDrawnListKeepsTheQuotas) {
  std::mt19937 random(2);
  for (int i = 0; i < 2000; ++i) {
    const RandomShop shop = MakeShop(random);
    SelectionRules rules = shop.rules;
    rules.random = static_cast<std::uint64_t>(i);
    std::vector<Candidate> candidates = shop.candidates;
    const std::vector<std::uint32_t> chosen = Selection(rules, candidates).Choose();
    EXPECT_LE(chosen.size(), rules.places);
    std::size_t partners = 0;
    for (const std::uint32_t number : chosen) {
      partners += candidates[number].type == OfferType::kPartner ? 1 : 0;
      EXPECT_GT(candidates[number].propensity, 0) << "what is shown can be shown";
    }
    EXPECT_LE(partners, rules.most_partners);
  }
}

TEST(Selection, PropensitiesAddUpToTheExpectedNumberOfOffers) {
  std::mt19937 random(3);
  for (int i = 0; i < 500; ++i) {
    const RandomShop shop = MakeShop(random);
    std::vector<Candidate> candidates = shop.candidates;
    const std::vector<std::uint32_t> chosen = Selection(shop.rules, candidates).Choose();
    double sum = 0;
    for (const Candidate& candidate : candidates) {
      EXPECT_LE(candidate.propensity, 1 + 1e-9);
      sum += candidate.propensity;
    }
    EXPECT_LE(sum, static_cast<double>(shop.rules.places) + 1e-9);
    if (chosen.size() == shop.rules.places && shop.rules.places_per_category == 0 &&
        shop.rules.most_partners >= shop.rules.places) {
      EXPECT_NEAR(sum, static_cast<double>(shop.rules.places), 1e-9) << "all lists are full";
    }
  }
}

TEST(Selection, PropensitiesAreTheFrequenciesOver200000Seeds) {
  std::mt19937 random(4);
  constexpr int kSeeds = 200000;
  RandomShop shop;
  while (shop.candidates.size() < 20 || shop.rules.places != 4) shop = MakeShop(random);
  std::vector<double> shown(shop.candidates.size()), propensity(shop.candidates.size());
  for (int seed = 0; seed < kSeeds; ++seed) {
    SelectionRules rules = shop.rules;
    rules.random = static_cast<std::uint64_t>(seed);
    std::vector<Candidate> candidates = shop.candidates;
    for (const std::uint32_t number : Selection(rules, candidates).Choose()) ++shown[number];
    if (seed > 0) continue;
    for (std::size_t i = 0; i < candidates.size(); ++i) propensity[i] = candidates[i].propensity;
  }
  int explored = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const double p = propensity[i];
    const double error = std::sqrt(p * std::max(0.0, 1 - p) / kSeeds);
    EXPECT_NEAR(shown[i] / kSeeds, p, 3 * error + 1e-12) << "candidate " << i;
    explored += p > 0 && p < 1 ? 1 : 0;
  }
  EXPECT_GE(explored, 5) << "otherwise this shows nothing";
}

TEST(Selection, TheSameSeedReplaysTheSameChoice) {
  std::mt19937 random(5);
  for (int i = 0; i < 200; ++i) {
    RandomShop shop = MakeShop(random);
    shop.rules.random = random();
    std::vector<Candidate> again = shop.candidates;
    EXPECT_EQ(Selection(shop.rules, shop.candidates).Choose(),
              Selection(shop.rules, again).Choose());
  }
}

}  // namespace
}  // namespace afterglow
