#include "model/ordered_model.h"

#include <algorithm>
#include <numeric>

#include "model/calibration.h"
#include "model/graph.h"
#include "model/graph_order.h"
#include "model/settings_section.h"
#include "model/sku_index.h"
#include "model/text_table.h"

namespace afterglow {
namespace {

Error Refuse(std::string why) { return {ErrorCode::kBadTrainingData, std::move(why), 0}; }

Status CheckList(const ModelData& data, std::size_t sku) {
  const std::vector<NeighbourData>& list = data.neighbours[sku];
  const std::string name = "the neighbours of SKU \"" + data.skus[sku] + "\" ";
  if (list.size() > kMostNeighbours) {
    return Refuse(name + "are " + std::to_string(list.size()) + ", at most 255 fit");
  }
  std::vector<std::uint32_t> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].sku >= data.skus.size()) return Refuse(name + "name a SKU that is not there");
    if (!(list[i].weight > 0 && list[i].weight <= kLargestWeight)) {
      return Refuse(name + "have a weight that is not positive and finite");
    }
    if (i > 0 && list[i].weight > list[i - 1].weight) {
      return Refuse(name + "are not in the order of falling weight");
    }
    seen.push_back(list[i].sku);
  }
  std::sort(seen.begin(), seen.end());
  if (std::adjacent_find(seen.begin(), seen.end()) != seen.end()) {
    return Refuse(name + "name a SKU twice");
  }
  return Nothing{};
}

Status Check(const ModelData& data) {
  const std::size_t count = data.skus.size();
  if (count > kMostSkus) return Refuse("a model holds at most 2^24 SKUs");
  if (data.neighbours.size() != count || data.cards.size() != count ||
      data.statistics.size() != count) {
    return Refuse("a model has a neighbour list, a card and statistics for each of its " +
                  std::to_string(count) + " SKUs");
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& sku = data.skus[i];
    if (sku.empty() || sku.size() > kLongestIndexedSku) {
      return Refuse("SKU \"" + sku.substr(0, kLongestIndexedSku) + "\" has " +
                    std::to_string(sku.size()) + " bytes, 1 to 128 are allowed");
    }
    const SkuStatistics& s = data.statistics[i];
    if (!(s.prior >= 0 && s.prior <= 1)) {
      return Refuse("the prior of SKU \"" + sku + "\" is not in [0, 1]");
    }
    if (!(s.repeat_propensity >= 0 && s.repeat_propensity <= 1)) {
      return Refuse("the repeat propensity of SKU \"" + sku + "\" is not in [0, 1]");
    }
    if (data.cards[i].price < -1 || data.cards[i].margin < -1) {
      return Refuse("SKU \"" + sku + "\" has a negative price or margin");
    }
    for (const std::string* text : {&data.cards[i].title, &data.cards[i].url, &data.cards[i].image,
                                    &data.cards[i].category}) {
      if (text->size() > kLongestStoredText) {
        return Refuse("a text of SKU \"" + sku + "\" has " + std::to_string(text->size()) +
                      " bytes, at most 65535 fit");
      }
    }
    if (Status status = CheckList(data, i); !status.ok()) return status;
  }
  if (!ValidCalibration(data.calibration)) {
    return Refuse("the calibration must be at most 256 knots of rising score and probability");
  }
  Settings settings;
  if (Status read = ReadSettings(WriteSettings(data.settings), settings); !read.ok()) {
    return Refuse(read.error().message);
  }
  return Nothing{};
}

// SKUs are found by hashes of 64 bits: that two share one is as unlikely as it is hard to do
// anything about.
Status CheckHashes(std::span<const std::string> skus) {
  std::vector<std::pair<std::uint64_t, std::size_t>> hashes;
  for (std::size_t i = 0; i < skus.size(); ++i) hashes.emplace_back(SkuIndex::Hash(skus[i]), i);
  std::sort(hashes.begin(), hashes.end());
  for (std::size_t i = 1; i < hashes.size(); ++i) {
    if (hashes[i - 1].first != hashes[i].first) continue;
    return Refuse("SKUs \"" + skus[hashes[i - 1].second] + "\" and \"" + skus[hashes[i].second] +
                  "\" have the same hash: leave one of them out");
  }
  return Nothing{};
}

}  // namespace

Result<OrderedModel> OrderModel(const ModelData& data) {
  if (Status status = Check(data); !status.ok()) return status.error();
  const std::size_t count = data.skus.size();
  std::vector<std::uint32_t> by_name(count), id_of(count);
  std::iota(by_name.begin(), by_name.end(), 0U);
  std::sort(by_name.begin(), by_name.end(),
            [&](std::uint32_t a, std::uint32_t b) { return data.skus[a] < data.skus[b]; });
  for (std::size_t i = 1; i < count; ++i) {
    if (data.skus[by_name[i - 1]] == data.skus[by_name[i]]) {
      return Refuse("SKU \"" + data.skus[by_name[i]] + "\" is there twice");
    }
  }
  if (Status status = CheckHashes(data.skus); !status.ok()) return status.error();
  // order[id] = position in `data`; id_of is its inverse.
  const std::vector<std::uint32_t> order = GraphOrder(data.neighbours, std::move(by_name));
  for (std::size_t id = 0; id < count; ++id) id_of[order[id]] = static_cast<std::uint32_t>(id);

  OrderedModel ordered;
  for (const std::uint32_t from : order) {
    ordered.skus.push_back(data.skus[from]);
    ordered.cards.push_back(data.cards[from]);
    ordered.statistics.push_back(data.statistics[from]);
    std::vector<Neighbour>& list = ordered.lists.emplace_back();
    for (const NeighbourData& n : data.neighbours[from]) list.push_back({id_of[n.sku], n.weight});
  }
  return ordered;
}

}  // namespace afterglow
