#include "model/model.h"

#include <algorithm>

#include "base/sort_few.h"
#include "model/calibration.h"
#include "model/hash_tree.h"
#include "model/settings_section.h"

namespace afterglow {

Result<Model> Model::Open(Bytes bytes) {
  const bool core = FileView::KindOf(bytes) == FileKind::kCore;
  Result<FileView> file = FileView::Open(bytes, core ? FileKind::kCore : FileKind::kModel);
  if (!file.ok()) return file.error();
  Model model;
  model.file_ = file.value();

  Result<Settings> settings = ReadSettings(model.file_.section("SETT"));
  if (!settings.ok()) return settings.error();
  model.settings_ = settings.value();

  Result<std::vector<CalibrationKnot>> knots = ReadCalibration(model.file_.section("CALI"));
  if (!knots.ok()) return knots.error();
  model.calibration_ = std::move(knots.value());

  std::optional<std::uint32_t> whole_count;
  if (core) {
    model.shard_info_ = ReadAt<ShardInfo>(model.file_.section("SHRD"), 0);
    const std::optional<Sha256Hash> root = ReadAt<Sha256Hash>(model.file_.section("ROOT"), 0);
    if (!model.shard_info_ || model.shard_info_->shard_count == 0 ||
        model.shard_info_->sku_count > kMostSkus || !root) {
      return Error{ErrorCode::kBadModel, "the core does not say what its shards are", 0};
    }
    model.root_ = *root;
    whole_count = model.shard_info_->sku_count;
  }
  Result<ModelPart> part = ModelPart::Open(model.file_, model.file_.section("CATG"), whole_count);
  if (!part.ok()) return part.error();
  model.part_ = std::move(part.value());
  model.sku_count_ = whole_count.value_or(model.part_.skus.count());
  for (const SkuId sku : model.part_.statistics.popular()) {
    model.popular_.push_back(core ? model.part_.Id(sku) : sku);
  }
  return model;
}

Status Model::Attach(Bytes bytes) {
  if (!shard_info_) {
    return Error{ErrorCode::kBadArgument, "a whole model takes no shards: open its core instead",
                 0};
  }
  const std::size_t proof = std::min(bytes.size(), ProofSize(shard_info_->shard_count));
  const Bytes content = bytes.first(bytes.size() - proof);
  Result<FileView> file = FileView::Open(content, FileKind::kShard);
  if (!file.ok()) return file.error();
  const std::optional<ShardInfo> info = ReadAt<ShardInfo>(file.value().section("SHRD"), 0);
  // The hash covers all of the shard: its checksum need not be looked at.
  if (!info || info->model != shard_info_->model || info->sku_count != sku_count_ ||
      info->shard_count != shard_info_->shard_count || info->number >= info->shard_count ||
      RootOf(content, info->number, bytes.last(proof)) != root_) {
    return Error{ErrorCode::kBadModel,
                 "the shard is damaged, or of another build than the core: load both again", 0};
  }
  for (const Shard& shard : shards_) {
    if (shard.number == info->number) return Nothing{};
  }
  Result<ModelPart> part = ModelPart::Open(file.value(), file_.section("CATG"), sku_count_);
  if (!part.ok()) return part.error();
  shards_.push_back({info->number, std::move(part.value())});
  return Nothing{};
}

std::string Model::checksum_text() const {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text(16, '0');
  std::uint64_t rest = shard_info_ ? shard_info_->model : file_.checksum();
  for (std::size_t i = text.size(); i-- > 0; rest >>= 4U) text[i] = kHex[rest & 15U];
  return text;
}

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

std::string Model::SkuText(SkuId sku) const {
  const Place place = Locate(sku);
  return place.part != nullptr ? place.part->skus.Text(place.local) : std::string();
}

std::size_t Model::UnrankedNeighbours(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const {
  if (!shard_info_) return part_.graph.Read(sku, out);
  // Only the shard that holds its row has a list of it that is not empty.
  for (const Shard& shard : shards_) {
    const std::optional<std::uint32_t> local = shard.part.Local(sku);
    const std::size_t count = local ? shard.part.graph.Read(*local, out) : 0;
    for (std::size_t i = 0; i < count; ++i) out[i].sku = shard.part.Id(out[i].sku);
    if (count > 0) return count;
  }
  return 0;
}

std::size_t Model::Neighbours(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const {
  const std::size_t count = UnrankedNeighbours(sku, out);
  SortFew(std::span<Neighbour>(out).first(count), count,
          [](const Neighbour& a, const Neighbour& b) {
            return a.weight != b.weight ? a.weight > b.weight : a.sku < b.sku;
          });
  return count;
}

float Model::PriorInParts(SkuId sku) const {
  const Place place = Locate(sku);
  return place.part != nullptr ? place.part->statistics.prior(place.local) : 0;
}

float Model::Probability(float score) const { return Interpolate(calibration_, score); }

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

std::vector<Model::SectionInfo> Model::sections() const {
  std::vector<SectionInfo> infos;
  for (const Section& section : file_.sections()) {
    infos.push_back(
        {std::string(section.tag.data(), section.tag.size()), section.offset, section.length});
  }
  return infos;
}

std::uint64_t Model::edge_count() const {
  std::uint64_t count = part_.graph.edge_count();
  for (const Shard& shard : shards_) count += shard.part.graph.edge_count();
  return count;
}

}  // namespace afterglow
