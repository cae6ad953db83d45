#include <algorithm>

#include "model/hash_tree.h"
#include "model/model.h"
#include "model/settings_section.h"

namespace afterglow {

Result<Model> Model::Open(Bytes bytes) {
  Model model;
  const Status loaded = model.Load(bytes);
  if (!loaded.ok()) return loaded.error();
  return model;
}

Status Model::Load(Bytes bytes) {
  const bool core = FileView::KindOf(bytes) == FileKind::kCore;
  Status read = file_.Open(bytes, core ? FileKind::kCore : FileKind::kModel);
  if (read.ok()) read = ReadSettings(file_.section("SETT"), settings_);
  if (!read.ok()) return read;
  if (!calibration_.Open(file_.section("CALI"))) {
    return Error{ErrorCode::kBadModel, "the model's calibration is not a rising curve", 0};
  }

  std::optional<std::uint32_t> whole_count;
  if (core) {
    shard_info_ = ReadAt<ShardInfo>(file_.section("SHRD"), 0);
    const std::optional<Sha256Hash> root = ReadAt<Sha256Hash>(file_.section("ROOT"), 0);
    if (!shard_info_ || shard_info_->shard_count == 0 || shard_info_->sku_count > kMostSkus ||
        !root) {
      return Error{ErrorCode::kBadModel, "the core does not say what its shards are", 0};
    }
    root_ = *root;
    whole_count = shard_info_->sku_count;
  }
  const Status part = part_.Open(file_, file_.section("CATG"), whole_count);
  if (!part.ok()) return part.error();
  sku_count_ = whole_count.value_or(part_.skus.count());
  if (core) {
    for (SkuId& sku : part_.statistics.Popular()) sku = part_.Id(sku);
  }
  return Nothing{};
}

Status Model::Attach(Bytes bytes) {
  if (!shard_info_) {
    return Error{ErrorCode::kBadArgument, "a whole model takes no shards: open its core instead",
                 0};
  }
  const std::size_t proof = std::min(bytes.size(), ProofSize(shard_info_->shard_count));
  const Bytes content = bytes.first(bytes.size() - proof);
  FileView file;
  Status opened = file.Open(content, FileKind::kShard);
  if (!opened.ok()) return opened;
  const std::optional<ShardInfo> info = ReadAt<ShardInfo>(file.section("SHRD"), 0);
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
  Shard& shard = shards_.emplace_front();
  shard.number = info->number;
  opened = shard.part.Open(file, file_.section("CATG"), sku_count_);
  if (!opened.ok()) shards_.pop_front();
  return opened;
}

std::string Model::checksum_text() const {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text(16, '0');
  std::uint64_t rest = shard_info_ ? shard_info_->model : file_.checksum();
  for (std::size_t i = text.size(); i-- > 0; rest >>= 4U) text[i] = kHex[rest & 15U];
  return text;
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
