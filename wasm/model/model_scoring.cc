#include "model/model.h"

namespace afterglow {

Model::Place Model::Locate(SkuId sku) const {
  if (!shard_info_) return {sku < sku_count_ ? &part_ : nullptr, sku};
  if (const std::optional<std::uint32_t> local = part_.Local(sku)) return {&part_, *local};
  for (const Shard& shard : shards_) {
    if (const std::optional<std::uint32_t> local = shard.part.Local(sku)) {
      return {&shard.part, *local};
    }
  }
  return {nullptr, 0};
}

std::optional<SkuId> Model::Find(std::string_view sku) const {
  if (!shard_info_) return part_.skus.Find(sku);
  if (const auto local = part_.skus.Find(sku)) return part_.Id(*local);
  for (const Shard& shard : shards_) {
    if (const auto local = shard.part.skus.Find(sku)) return shard.part.Id(*local);
  }
  return std::nullopt;
}

void Model::ScaledNeighbours(std::span<const WeightedSku> sources, NeighbourList* lists) const {
  if (!shard_info_) return part_.graph.Read(sources, lists);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    NeighbourList& list = lists[i];
    list.count = 0;
    // Only the shard that holds its row has a list of it that is not empty.
    for (const Shard& shard : shards_) {
      const std::optional<std::uint32_t> local = shard.part.Local(sources[i].sku);
      if (!local) continue;
      const WeightedSku source = {*local, sources[i].weight};
      shard.part.graph.Read({&source, 1}, &list);
      for (std::size_t k = 0; k < list.count; ++k) {
        list.neighbours[k].sku = shard.part.Id(list.neighbours[k].sku);
      }
      if (list.count > 0) break;
    }
  }
}

float Model::PriorInParts(SkuId sku) const {
  const Place place = Locate(sku);
  return place.part != nullptr ? place.part->statistics.prior(place.local) : 0;
}

void Model::Score(std::span<const SkuId> skus, std::span<const float> sums,
                  std::span<float> scores) const {
  const float weight = settings_.prior_weight;
  if (!shard_info_) return part_.statistics.Score(skus, sums.data(), weight, scores.data());
  for (std::size_t i = 0; i < skus.size(); ++i) {
    scores[i] = sums[skus[i]] + weight * PriorInParts(skus[i]);
  }
}

}  // namespace afterglow
