#include "model/shard_writer.h"

#include <algorithm>

#include "model/bit_stream.h"
#include "model/calibration.h"
#include "model/cards.h"
#include "model/file_frame.h"
#include "model/graph.h"
#include "model/model.h"
#include "model/model_writer.h"
#include "model/settings_section.h"
#include "model/sku_index.h"
#include "model/statistics.h"

namespace afterglow {

Result<ShardWriter> ShardWriter::Make(const ModelData& data, const ShardOptions& options) {
  if (options.rows_per_shard == 0) {
    return Error{ErrorCode::kBadArgument, "a shard holds at least one row", 0};
  }
  Result<OrderedModel> ordered = OrderModel(data);
  if (!ordered.ok()) return ordered.error();
  const Result<std::vector<std::uint8_t>> whole = WriteModel(ordered.value(), data);
  if (!whole.ok()) return whole.error();
  FileView file;
  const Status opened = file.Open(whole.value(), FileKind::kModel);
  if (!opened.ok()) return opened.error();
  ShardWriter writer;
  writer.model_ = std::move(ordered.value());
  const OrderedModel& model = writer.model_;
  const auto count = static_cast<std::uint32_t>(model.skus.size());
  const std::uint32_t shards =
      std::max(1U, (count + options.rows_per_shard - 1) / options.rows_per_shard);
  writer.info_ = {file.checksum(), count, shards, shards, 0};
  writer.popular_ = options.popular;
  writer.settings_ = data.settings;
  writer.calibration_ = data.calibration;
  writer.opaque_ = data.opaque;
  writer.rows_.resize(shards);
  writer.hashes_.resize(shards);
  for (SkuId sku = 0; sku < count; ++sku) {
    writer.rows_[ShardOf(model.skus[sku], shards)].push_back(sku);
  }
  writer.levels_ = LearnWeightLevels(model.lists);
  writer.least_prior_ = Statistics::LeastPrior(model.statistics);
  writer.categories_ = Cards::CategoryNames(model.cards);
  return writer;
}

std::string ShardWriter::model_text() const {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text(16, '0');
  std::uint64_t rest = info_.model;
  for (std::size_t i = text.size(); i-- > 0; rest >>= 4U) text[i] = kHex[rest & 15U];
  return text;
}

// The sections of a ModelPart: the SKUs `ids`, numbered in rising order.
void ShardWriter::AddPart(FileWriter& file, std::vector<SkuId> ids, bool with_lists,
                          std::size_t popular) const {
  std::vector<SkuId> rows = ids;
  if (with_lists) {
    for (const SkuId row : rows) {
      for (const Neighbour& n : model_.lists[row]) ids.push_back(n.sku);
    }
  }
  std::sort(rows.begin(), rows.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());

  BitWriter packed_ids;
  std::vector<std::string> skus;
  std::vector<std::vector<Neighbour>> lists;
  std::vector<CardData> cards;
  std::vector<SkuStatistics> statistics;
  for (const SkuId id : ids) {
    packed_ids.Put(id, WidthOf(info_.sku_count));
    skus.push_back(model_.skus[id]);
    cards.push_back(model_.cards[id]);
    statistics.push_back(model_.statistics[id]);
    std::vector<Neighbour>& list = lists.emplace_back();
    if (!with_lists || !std::binary_search(rows.begin(), rows.end(), id)) continue;
    for (const Neighbour& n : model_.lists[id]) {
      const auto found = std::lower_bound(ids.begin(), ids.end(), n.sku);
      list.push_back({static_cast<SkuId>(found - ids.begin()), n.weight});
    }
  }
  file.Add("GIDS", packed_ids.Take());
  file.Add("SKUS", SkuIndex::Write(skus));
  file.Add("EDGE", WriteGraph(lists, levels_));
  file.Add("STAT", Statistics::Write(statistics, least_prior_, popular));
  CardSections sections = Cards::Write(cards, skus, categories_);
  file.Add("FACT", std::move(sections.facts));
  file.Add("CARD", std::move(sections.texts));
  if (!with_lists) file.Add("CATG", Cards::WriteCategories(categories_));
}

Result<std::vector<std::uint8_t>> ShardWriter::Core() {
  tree_.emplace(hashes_);
  FileWriter file;
  std::vector<std::uint8_t> info;
  Append(info, info_);
  file.Add("SHRD", std::move(info));
  file.Add("ROOT", {tree_->root().begin(), tree_->root().end()});
  file.Add("SETT", WriteSettings(settings_));
  file.Add("CALI", WriteCalibration(calibration_));
  AddPart(file, Statistics::MostPopular(model_.statistics, popular_), false, popular_);
  for (const OpaqueSection& section : opaque_) {
    file.Add(std::string_view(section.tag.data(), section.tag.size()), section.bytes);
  }
  return file.Finish(FileKind::kCore);
}

Result<std::vector<std::uint8_t>> ShardWriter::Shard(std::uint32_t number) {
  FileWriter file;
  ShardInfo info = info_;
  info.number = number;
  std::vector<std::uint8_t> bytes;
  Append(bytes, info);
  file.Add("SHRD", std::move(bytes));
  AddPart(file, rows_[number], true, 0);
  Result<std::vector<std::uint8_t>> finished = file.Finish(FileKind::kShard);
  if (finished.ok()) hashes_[number] = Sha256(finished.value());
  return finished;
}

}  // namespace afterglow
