#include "model/model.h"

#include <algorithm>

#include "base/sort_few.h"

namespace afterglow {

std::string Model::SkuText(SkuId sku) const {
  const Place place = Locate(sku);
  return place.part != nullptr ? place.part->skus.Text(place.local) : std::string();
}

std::size_t Model::Neighbours(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const {
  NeighbourList list;  // NOLINT: filled by the call
  const WeightedSku source = {sku, 1};
  ScaledNeighbours({&source, 1}, &list);
  const std::span<Neighbour> neighbours = std::span(list.neighbours).first(list.count);
  SortFew(neighbours, list.count, [](const Neighbour& a, const Neighbour& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.sku < b.sku;
  });
  std::copy(neighbours.begin(), neighbours.end(), out.begin());
  return list.count;
}

Facts Model::facts(SkuId sku) const {
  const Place place = Locate(sku);
  return place.part != nullptr ? place.part->cards.facts(place.local) : Facts{};
}

Card Model::ReadCard(SkuId sku) const {
  const Place place = Locate(sku);
  if (place.part == nullptr) return {};
  return place.part->cards.Read(place.local, place.part->skus.Text(place.local));
}

Repurchase Model::repurchase(SkuId sku) const {
  const Place place = Locate(sku);
  if (place.part == nullptr) return {};
  const SkuStatistics record = place.part->statistics.Read(place.local);
  return {record.repeat_propensity, record.repurchase_days};
}

}  // namespace afterglow
