// The packed model on Ta-Feng's lists: bits per edge, file size by section, time to be ready, and
// time per list and per basket.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>

#include "model/graph.h"
#include "model/model.h"
#include "model/model_writer.h"
#include "model_tafeng.h"

namespace afterglow::bench {
namespace {

struct Tafeng {
  Shop shop = ReadTafeng();
  std::vector<std::uint8_t> bytes;
  std::optional<Model> model;

  Tafeng() {
    if (shop.skus.empty()) return;
    ModelData data;
    data.skus = shop.skus;
    data.neighbours = LocalRidge(Gram(shop), 64, 1.0F, 16);
    data.cards.resize(shop.skus.size());
    for (const std::uint32_t orders : shop.orders) {
      data.statistics.push_back(
          {static_cast<float>(orders) / static_cast<float>(shop.orders[0]), 0, {}});
    }
    bytes = WriteModel(data).value();
    model = Model::Open(bytes).value();
    std::printf("Ta-Feng: %zu SKUs, %zu orders, model %zu bytes\n", shop.skus.size(),
                shop.basket.size(), bytes.size());
    for (const Model::SectionInfo& section : model->sections()) {
      std::printf("  %s %8llu bytes", section.tag.c_str(),
                  static_cast<unsigned long long>(section.length));
      if (section.tag == "EDGE") {
        std::printf("  %.3f bits per edge", static_cast<double>(section.length) * 8 /
                                                static_cast<double>(model->edge_count()));
      }
      std::printf("\n");
    }
  }
};

const Tafeng& Data() {
  static const Tafeng data;
  return data;
}

void ReadLists(benchmark::State& state) {
  if (!Data().model) return state.SkipWithError("no Ta-Feng: set AFTERGLOW_DATA");
  const Model& model = *Data().model;
  std::array<NeighbourList, kListsAtOnce> lists;
  std::array<WeightedSku, kListsAtOnce> sources;
  SkuId sku = 0;
  for (auto _ : state) {
    for (WeightedSku& source : sources) {
      source = {sku, 1};
      sku = (sku + 7919) % model.sku_count();
    }
    model.ScaledNeighbours(sources, lists.data());
    benchmark::DoNotOptimize(lists);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kListsAtOnce));
}
BENCHMARK(ReadLists);

void ReadRankedLists(benchmark::State& state) {
  if (!Data().model) return state.SkipWithError("no Ta-Feng: set AFTERGLOW_DATA");
  const Model& model = *Data().model;
  std::array<Neighbour, kMostNeighbours> list;
  SkuId sku = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(model.Neighbours(sku, list));
    benchmark::ClobberMemory();
    sku = (sku + 7919) % model.sku_count();
  }
}
BENCHMARK(ReadRankedLists);

void FindSkus(benchmark::State& state) {
  if (!Data().model) return state.SkipWithError("no Ta-Feng: set AFTERGLOW_DATA");
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Data().model->Find(Data().shop.skus[at]));
    at = (at + 7919) % Data().shop.skus.size();
  }
}
BENCHMARK(FindSkus);

void OpenAndVerify(benchmark::State& state) {
  if (!Data().model) return state.SkipWithError("no Ta-Feng: set AFTERGLOW_DATA");
  for (auto _ : state) {
    Result<Model> model = Model::Open(Data().bytes);
    benchmark::DoNotOptimize(model.value().Verify().ok());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(Data().bytes.size()));
}
BENCHMARK(OpenAndVerify);

}  // namespace
}  // namespace afterglow::bench
