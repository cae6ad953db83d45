// What a decision takes for an order of five lines in a generated shop of 10,000 SKUs: scoring
// alone, products only, and with 200 offers of every type, about 180 of them eligible for nothing
// or something else. The budget: 200 offers stay within twice the products-only decision.
#include <benchmark/benchmark.h>

#include <random>
#include <string>

#include "../../tests/cpp/words_fixture.h"
#include "decide/decide.h"
#include "model/model_writer.h"
#include "model/offers.h"

namespace {

using namespace afterglow;

constexpr std::uint32_t kSkus = 10000;
constexpr UnixSeconds kNow = 1795255200;

ModelData Shop() {
  std::mt19937 random(7);
  ModelData data;
  data.settings.currency = *Currency::Parse("EUR");
  data.settings.prior_weight = 0.05F;
  data.settings.reserve = 1;
  data.calibration = {{0.0F, 0.001F}, {0.5F, 0.03F}, {1.0F, 0.08F}, {4.0F, 0.3F}};
  for (std::uint32_t i = 0; i < kSkus; ++i) {
    const std::string number = std::to_string(i);
    data.skus.push_back("SKU-" + number);
    std::vector<NeighbourData> row;
    float weight = 1.0F;
    for (std::uint32_t k = 0; k < 16; ++k) {
      const auto other = static_cast<std::uint32_t>((i + 1 + k * 37 + random() % 37) % kSkus);
      row.push_back({other, weight});
      weight *= 0.87F;
    }
    data.neighbours.push_back(row);
    CardData card;
    card.title = "Trail article number " + number;
    card.url = "https://shop.example/products/trail-article-" + number;
    card.image = "https://cdn.shop.example/images/trail-article-" + number + ".jpg";
    card.category = "Category " + std::to_string(i % 40);
    card.price = 500 + static_cast<std::int64_t>(random() % 20000);
    card.margin = card.price / 3;
    data.cards.push_back(card);
    SkuStatistics statistics;
    statistics.prior = 1.0F / static_cast<float>(1 + i);
    statistics.repeat_propensity = 0.1F;
    statistics.repurchase_days = {20, 30, 45};
    data.statistics.push_back(statistics);
  }
  return data;
}

Condition Set(ConditionKind kind, std::vector<std::uint64_t> values) {
  Condition condition;
  condition.kind = kind;
  condition.any_of = std::move(values);
  return condition;
}

Condition Range(ConditionKind kind, std::int64_t least, std::int64_t most) {
  Condition condition;
  condition.kind = kind;
  condition.least = least;
  condition.most = most;
  return condition;
}

std::vector<std::uint8_t> OfferSection(std::uint32_t count) {
  OfferBook book;
  book.currency = *Currency::Parse("EUR");
  book.partner_share = 0.25F;
  for (std::uint32_t i = 0; i < count; ++i) {
    OfferSpec offer;
    offer.id = "offer-" + std::to_string(i);
    offer.type = static_cast<OfferType>(i % kOfferTypeCount);
    if (offer.type == OfferType::kProduct) offer.sku = "SKU-" + std::to_string(i * 31 % kSkus);
    offer.value.fixed = 300 + i;
    offer.acceptance = 0.05F;
    offer.attach = offer.type == OfferType::kService || offer.type == OfferType::kSubscription;
    offer.conditions = {
        Set(ConditionKind::kTouchpoint, {0, 1, 4}),
        Set(ConditionKind::kCountry, {PackedCode("AT"), PackedCode("CH"), PackedCode("DE")}),
        Range(ConditionKind::kTime, kNow - 86400, kNow + 86400),
        Range(ConditionKind::kOrderTotal, 1000, 100000),
    };
    if (offer.attach) {
      offer.conditions.push_back(
          Set(ConditionKind::kLineCategory, {NameHash("Category " + std::to_string(i % 40))}));
    }
    offer.creatives = {
        {"en", "Title of " + offer.id, "Text", "Go", "https://shop.example/o", ""},
        {"de", "Titel von " + offer.id, "Text", "Los", "https://shop.example/o", ""}};
    book.offers.push_back(offer);
  }
  return WriteOffers(book).value();
}

Order FiveLines() {
  Order order;
  order.order_id = "1001";
  order.placed_at = kNow;
  order.currency = *Currency::Parse("EUR");
  order.locale = "de-DE";
  order.country = "DE";
  order.total = 25000;
  for (const int sku : {17, 1234, 4711, 8000, 9001}) {
    order.lines.push_back({"SKU-" + std::to_string(sku), 1, 5000});
  }
  order.customer.id = "c-17";
  order.customer.orders = 3;
  order.customer.prior_skus = {"SKU-33", "SKU-5000"};
  return order;
}

struct Engine {
  explicit Engine(std::uint32_t offers) {
    ModelData data = Shop();
    data.opaque.push_back({{'W', 'O', 'R', 'D'}, WordsFixture().Build()});
    if (offers > 0) data.opaque.push_back({{'O', 'F', 'F', 'R'}, OfferSection(offers)});
    file = WriteModel(data).value();
    model.emplace(Model::Open(file).value());
    scorer.emplace(*model);
  }
  std::vector<std::uint8_t> file;
  std::optional<Model> model;
  std::optional<Scorer> scorer;
};

void Run(benchmark::State& state, std::uint32_t offers) {
  Engine engine(offers);
  const Order order = FiveLines();
  DecisionContext context;
  context.now = kNow;
  for (auto _ : state) {
    ++context.seed;
    Decision decision = Decide({*engine.model, *engine.scorer, nullptr}, order, context);
    benchmark::DoNotOptimize(decision);
  }
}

void BM_ScoreAlone(benchmark::State& state) {
  Engine engine(0);
  const Order order = FiveLines();
  std::vector<std::string> basket;
  for (const OrderLine& line : order.lines) basket.push_back(line.sku);
  for (auto _ : state) {
    auto best = engine.scorer->Score({basket, order.customer.prior_skus, 64, false});
    benchmark::DoNotOptimize(best);
  }
}
void BM_DecideProductsOnly(benchmark::State& state) { Run(state, 0); }
void BM_Decide200Offers(benchmark::State& state) { Run(state, 200); }
void BM_DecisionToJson(benchmark::State& state) {
  Engine engine(200);
  DecisionContext context;
  context.now = kNow;
  const Decision decision = Decide({*engine.model, *engine.scorer, nullptr}, FiveLines(), context);
  for (auto _ : state) {
    auto json = DecisionToJson(decision);
    benchmark::DoNotOptimize(json);
  }
}

BENCHMARK(BM_ScoreAlone);
BENCHMARK(BM_DecideProductsOnly);
BENCHMARK(BM_Decide200Offers);
BENCHMARK(BM_DecisionToJson);

}  // namespace
