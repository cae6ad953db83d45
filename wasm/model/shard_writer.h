// Cuts a model into a core and shards (model/shard.h), one file at a time, as a large shop has
// thousands. Deterministic as WriteModel is.
//
//   Result<ShardWriter> writer = ShardWriter::Make(data, {});
//   Write("core", writer.value().Core());
//   for (std::uint32_t i = 0; i < writer.value().count(); ++i) Write(i, writer.value().Shard(i));
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/file_frame.h"
#include "model/model_data.h"
#include "model/ordered_model.h"
#include "model/shard.h"
#include "model/weight_levels.h"

namespace afterglow {

struct ShardOptions {
  // More rows: fewer files, and more bytes for a page that needs one of them.
  std::uint32_t rows_per_shard = 8;
  // SKUs whose cards are in the core, to fill up with.
  std::uint32_t popular = 32;
};

class ShardWriter {
 public:
  // Fails as WriteModel does. `data` is not needed afterwards.
  static Result<ShardWriter> Make(const ModelData& data, const ShardOptions& options);

  std::uint32_t count() const { return info_.shard_count; }
  // 16 hexadecimal digits that name the build: what WriteModel(data) has as its checksum.
  std::string model_text() const;
  Result<std::vector<std::uint8_t>> Core() const;
  // Precondition: number < count().
  Result<std::vector<std::uint8_t>> Shard(std::uint32_t number) const;
  // The small file a loader reads first, never cached: where the rest is. Core and shards are named
  // after the build, so that they can be cached for ever:
  //   {"afterglow":1,"model":"<16 hex>","core":"<16 hex>.core","shards":<count>,"skus":<count>}
  // Shard n is "<16 hex>.<n>".
  std::string Entry() const;

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
};

}  // namespace afterglow
