// How long an order of five lines takes to read, as the canonical form and as a platform writes it.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>
#include <string>

#include "order/order_reader.h"

namespace {

const std::string& Canonical() {
  static const std::string payload = [] {
    std::string text =
        R"({"order_id":"1001","placed_at":"2026-11-21T10:00:00Z","currency":"EUR","locale":"de-DE",)"
        R"("country":"DE","kind":"purchase","lines":[)";
    for (int i = 0; i < 5; ++i) {
      text += (i == 0 ? "" : ",") + std::string(R"({"sku":"TENT-2P-)") + std::to_string(i) +
              R"(","quantity":1,"unit_price":"199.00"})";
    }
    return text + R"(],"total":"995.00","customer":{"id":"c-17","orders":3,)"
                  R"("prior_skus":["BAG-40","MAT-1"],"loyalty_member":false},"test":false})";
  }();
  return payload;
}

const std::string& ShopifyWebhook() {
  static const std::string payload = [] {
    const std::string money = R"({"shop_money":{"amount":"199.00","currency_code":"EUR"},)"
                              R"("presentment_money":{"amount":"199.00","currency_code":"EUR"}})";
    std::string text =
        R"({"id":450789469,"admin_graphql_api_id":"gid://shopify/Order/450789469","name":"#1001",)"
        R"("email":"jane@example.com","created_at":"2026-01-10T11:00:00-05:00","currency":"EUR",)"
        R"("customer_locale":"de-DE","cancelled_at":null,"test":false,"total_price":"995.00",)"
        R"("total_price_set":)" +
        money + R"(,"presentment_currency":"EUR","line_items":[)";
    for (int i = 0; i < 5; ++i) {
      text += (i == 0 ? "" : ",") +
              std::string(R"({"id":46615704,"variant_id":3907285,"title":"Trail Tent 2P",)"
                          R"("quantity":1,"current_quantity":1,"gift_card":false,"grams":2400,)"
                          R"("vendor":"Afterglow","requires_shipping":true,"taxable":true,)"
                          R"("product_id":632910392,"price":"199.00","price_set":)") +
              money + R"(,"sku":"TENT-2P-)" + std::to_string(i) + R"("})";
    }
    return text + R"(],"customer":{"id":207119551,"email":"jane@example.com","orders_count":3}})";
  }();
  return payload;
}

void Read(benchmark::State& state, const std::string& payload) {
  for (auto _ : state) {
    auto order = afterglow::ReadOrder(payload);
    benchmark::DoNotOptimize(order);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * payload.size()));
}

// The peer: what nlohmann/json needs to build its tree of the same bytes, before any reader.
void Peer(benchmark::State& state, const std::string& payload) {
  for (auto _ : state) {
    auto tree = nlohmann::json::parse(payload, nullptr, false);
    benchmark::DoNotOptimize(tree);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * payload.size()));
}

void BM_ReadCanonical(benchmark::State& state) { Read(state, Canonical()); }
void BM_NlohmannCanonical(benchmark::State& state) { Peer(state, Canonical()); }
void BM_ReadShopify(benchmark::State& state) { Read(state, ShopifyWebhook()); }
void BM_NlohmannShopify(benchmark::State& state) { Peer(state, ShopifyWebhook()); }
void BM_Write(benchmark::State& state) {
  const auto order = afterglow::ReadOrder(Canonical());
  for (auto _ : state) {
    auto json = OrderToJson(order.value());
    benchmark::DoNotOptimize(json);
  }
}

BENCHMARK(BM_ReadCanonical);
BENCHMARK(BM_NlohmannCanonical);
BENCHMARK(BM_ReadShopify);
BENCHMARK(BM_NlohmannShopify);
BENCHMARK(BM_Write);

}  // namespace
