// Cuts a model into a core and shards (model/shard.h), one file at a time, as a large shop has
// thousands. Deterministic as WriteModel is.
//
//   Result<ShardWriter> writer = ShardWriter::Make(data, {});
//   for (std::uint32_t i = 0; i < writer.value().count(); ++i) Keep(i, writer.value().Shard(i));
//   Write("core", writer.value().Core());   // vouches for the shards made before
//   for (std::uint32_t i = 0; …) Write(i, kept shard i and behind it writer.value().Proof(i));
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/file_frame.h"
#include "model/hash_tree.h"
#include "model/model_data.h"
#include "model/ordered_model.h"
#include "model/shard.h"
#include "model/weight_levels.h"

namespace afterglow {

struct ShardOptions {
  // More rows: fewer files, and more bytes for a page that needs one of them.
  std::uint32_t rows_per_shard = 4;
  // SKUs whose cards are in the core, to fill up with.
  std::uint32_t popular = 32;
};

class ShardWriter {
 public:
  // Fails as WriteModel does. `data` is not needed afterwards.
  static Result<ShardWriter> Make(const ModelData& data, const ShardOptions& options);

  std::uint32_t count() const { return info_.shard_count; }
  std::uint32_t sku_count() const { return info_.sku_count; }
  // 16 hexadecimal digits that name the build: what WriteModel(data) has as its checksum.
  std::string model_text() const;
  // A shard but for its proof. Precondition: number < count().
  Result<std::vector<std::uint8_t>> Shard(std::uint32_t number);
  // Precondition: Shard was called for every number.
  Result<std::vector<std::uint8_t>> Core();
  bool has_core() const { return tree_.has_value(); }
  // What the file of a shard ends with (model/hash_tree.h). Precondition: Core was called.
  std::vector<std::uint8_t> Proof(std::uint32_t number) const { return tree_->Proof(number); }

 private:
  void AddPart(FileWriter& file, std::vector<SkuId> ids, bool with_lists,
               std::size_t popular) const;

  ShardInfo info_ = {};
  std::uint32_t popular_ = 0;
  OrderedModel model_;
  Settings settings_;
  std::vector<CalibrationKnot> calibration_;
  std::vector<OpaqueSection> opaque_;
  std::vector<std::vector<SkuId>> rows_;  // [shard]
  // Of the whole model, so that every file rounds alike.
  WeightLevels levels_;
  std::uint32_t least_prior_ = 0;
  std::vector<std::string> categories_;
  std::vector<Sha256Hash> hashes_;  // [shard]
  std::optional<HashTree> tree_;
};

}  // namespace afterglow
