// A model file, read in place.
//
//   Result<Model> model = Model::Open(bytes);   // O(sections); `bytes` must outlive the model
//   if (Status s = model.value().Verify(); !s.ok()) …   // O(bytes): the whole-file checksum
//   if (auto sku = model.value().Find("TENT-2P")) { … }
//
// Instead of a whole model, Open also takes the core of a sharded one (model/shard.h); Attach then
// adds shards. All below works the same on what is there; SkuIds are those of the whole model.
//
// Hostile bytes are refused by Open, Verify or Attach; where none looked (a file opened without
// Verify), a damaged record reads as empty. No call reads outside `bytes`, loops without bound or
// fails otherwise. Every const method is safe to call from several threads. Find, the neighbours,
// prior, popular, Probability and facts allocate nothing.
#pragma once

#include <array>
#include <cstdint>
#include <forward_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/calibration.h"
#include "model/cards.h"
#include "model/file_frame.h"
#include "model/model_data.h"
#include "model/model_part.h"
#include "model/neighbour.h"
#include "model/settings.h"
#include "model/sha256.h"
#include "model/shard.h"

namespace afterglow {

struct Repurchase {
  float propensity = 0;                           // 0 to 1
  std::array<std::uint16_t, 3> days = {0, 0, 0};  // 25/50/75 % quantiles; 0 unknown
};

class Model {
 public:
  static Result<Model> Open(Bytes bytes);
  // The same for an empty model in its place: it is large. After a failure it is of no use.
  Status Load(Bytes bytes);
  Status Verify() const { return file_.Verify(); }

  // Adds a shard of this core. `bytes`, with its proof, must outlive the model. A shard that is
  // there already changes nothing; one that the core's root does not vouch for is refused.
  Status Attach(Bytes bytes);
  // Of a core; empty for a whole model. The shard that holds a SKU: ShardOf(sku, shard_count).
  const std::optional<ShardInfo>& shard_info() const { return shard_info_; }

  const Settings& settings() const { return settings_; }
  // 16 hexadecimal digits that name the model; a core names the whole model it is of.
  std::string checksum_text() const;

  std::uint32_t sku_count() const { return sku_count_; }
  std::optional<SkuId> Find(std::string_view sku) const;
  std::string SkuText(SkuId sku) const;

  // Fills `out` with the SKU's neighbours by falling weight, ties by rising SkuId; returns how
  // many.
  std::size_t Neighbours(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const;
  // The same of each source in no order and times its weight, but never 0: what adding up scores
  // needs, and faster. Precondition: at most kListsAtOnce sources, and a place for each of them.
  void ScaledNeighbours(std::span<const WeightedSku> sources, NeighbourList* lists) const;
  float prior(SkuId sku) const {
    return shard_info_ ? PriorInParts(sku) : part_.statistics.prior(sku);
  }
  // scores[i] = sums[skus[i]] + settings().prior_weight × prior(skus[i]), faster than one by one.
  // Precondition: SKUs below sku_count(), as many sums as that, a place for each of `skus`.
  void Score(std::span<const SkuId> skus, std::span<const float> sums,
             std::span<float> scores) const;
  // The SKUs with the largest priors, best first, at most kMostPopular (a core: fewer): what to
  // show when nothing is known.
  std::span<const SkuId> popular() const { return part_.statistics.Popular(); }
  // Score -> probability of purchase within settings().window_days.
  float Probability(float score) const { return calibration_.Probability(score); }
  Facts facts(SkuId sku) const;
  Card ReadCard(SkuId sku) const;
  // The name of a Facts::category; empty for 0 or unknown.
  std::string CategoryText(std::uint32_t category) const {
    return part_.cards.CategoryText(category);
  }
  Repurchase repurchase(SkuId sku) const;

  // The bytes of a section that other folders own ("OFFR", "TMPL", "WORD"); empty when absent.
  Bytes Opaque(std::string_view tag) const { return file_.section(tag); }

  // Every section in file order, for `inspect`.
  struct SectionInfo {
    std::string tag;
    std::uint64_t offset, length;
  };
  std::vector<SectionInfo> sections() const;
  // Of what is there: attached shards count.
  std::uint64_t edge_count() const;

 private:
  struct Shard {
    std::uint32_t number = 0;
    ModelPart part;
  };
  // Where a SKU stands; a null part: nowhere.
  struct Place {
    const ModelPart* part;
    std::uint32_t local;
  };
  Place Locate(SkuId sku) const;
  float PriorInParts(SkuId sku) const;

  FileView file_;
  Settings settings_;
  Calibration calibration_;
  std::optional<ShardInfo> shard_info_;
  Sha256Hash root_ = {};  // of the shards' hash tree
  std::uint32_t sku_count_ = 0;
  ModelPart part_;  // of the file itself
  std::forward_list<Shard> shards_;
};

}  // namespace afterglow
