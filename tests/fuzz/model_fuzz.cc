// Attacks model files, cores with their shards, and overlays: reads everything there is to read in
// whatever the bytes are. The frame is repaired first, so that the sections are reached.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "model/checksum.h"
#include "model/file_frame.h"
#include "model/hash_tree.h"
#include "model/model.h"
#include "model/offers.h"
#include "model/overlay.h"

namespace {

using namespace afterglow;

void Require(bool holds) {
  if (!holds) std::abort();
}

void ReadOffers(const Offers& offers, std::string_view text) {
  const std::uint64_t name = NameHash(text.substr(0, 8));
  std::size_t read = offers.experiment_key().size();
  const auto read_conditions = [&](std::uint64_t first, std::uint16_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto condition = offers.Condition(first + i);
      if (condition && offers.SetHas(*condition, name)) ++read;
    }
  };
  Require(offers.partner_share() >= 0 && offers.partner_share() <= 1);
  for (std::uint32_t i = 0; i < std::min(offers.count(), 50U); ++i) {
    const auto offer = offers.Offer(i);
    if (!offer) continue;
    Require(offer->type < kOfferTypeCount && offer->value >= -1 && offer->price >= -1);
    Require(offer->acceptance >= 0 && offer->acceptance <= 1);
    read += offers.Text(offer->id).size() + offers.Text(offer->sku).size();
    const ConditionLists& lists = offer->conditions;
    read_conditions(lists.first_of_order, std::min<std::uint16_t>(lists.of_order, 50));
    read_conditions(lists.first_of_lines, std::min<std::uint16_t>(lists.of_lines, 50));
    const auto creative = offers.Creative(offer->first_creative);
    if (creative) read += offers.Text(creative->title).size();
    const auto exception = offers.Exception(offer->first_exception);
    if (exception) Require(exception->mean >= 0 && exception->mean <= 1);
  }
  for (std::uint32_t i = 0; i < std::min(offers.rule_count(), 50U); ++i) {
    const auto rule = offers.Rule(i);
    if (!rule) continue;
    Require(rule->factor >= 0);
    read_conditions(rule->first_target, std::min<std::uint16_t>(rule->targets, 50));
  }
  Require(read <= text.size() + (std::size_t{1} << 30U));
}

void ReadAll(const Model& model, std::string_view text) {
  ReadOffers(Offers::Open(model.Opaque("OFFR")), text);
  std::array<Neighbour, kMostNeighbours> list;
  const SkuId most = std::min<SkuId>(model.sku_count(), 200);
  for (SkuId i = 0; i < most; ++i) {
    const SkuId sku = i;
    const std::size_t count = model.Neighbours(sku, list);
    Require(count <= kMostNeighbours);
    for (std::size_t k = 0; k < count; ++k) {
      Require(list[k].sku < model.sku_count());
      Require(list[k].weight > 0 && list[k].weight <= kLargestWeight);
      Require(k == 0 || list[k - 1].weight >= list[k].weight);
    }
    const std::string name = model.SkuText(sku);
    if (const std::optional<SkuId> found = model.Find(name)) Require(*found < model.sku_count());
    const Card card = model.ReadCard(sku);
    Require(card.title.size() <= 2 * kLongestStoredText);
    const Facts facts = model.facts(sku);
    Require(facts.price >= -1 && facts.margin >= -1);
    model.CategoryText(facts.category);
    Require(model.prior(sku) >= 0 && model.prior(sku) <= 1);
    Require(model.repurchase(sku).propensity <= 1);
  }
  model.Find(text.substr(0, 140));
  for (const SkuId sku : model.popular()) Require(sku < model.sku_count());
  const float probability = model.Probability(0.5F);
  Require(probability >= 0 && probability <= 1);
  model.sections();
  model.edge_count();
}

// Gives the bytes the header of an undamaged file of this kind, `length` bytes long.
void Repair(std::vector<std::uint8_t>& bytes, std::uint16_t kind, std::uint64_t length) {
  constexpr std::array<std::uint8_t, 10> kStart = {
      0x9a, 'A', 'G', 'L', 'W', '\r', '\n', 0x1a, kModelFormatVersion, 0};
  if (bytes.size() < 32) return;
  std::memcpy(bytes.data(), kStart.data(), kStart.size());
  std::memcpy(bytes.data() + 10, &kind, sizeof(kind));
  std::memcpy(bytes.data() + 16, &length, sizeof(length));
  const std::uint64_t checksum = Xxh64(Bytes(bytes).subspan(32), Xxh64(Bytes(bytes).first(24), 0));
  std::memcpy(bytes.data() + 24, &checksum, sizeof(checksum));
}

// Gives core and shard the headers of undamaged files and makes the core vouch for the shard: else
// no shard would be looked at.
void RepairPieces(std::vector<std::uint8_t>& core, std::vector<std::uint8_t>& shard) {
  Repair(core, 2, core.size());
  FileView opened;
  if (!opened.Open(core, FileKind::kCore).ok()) return;
  const auto info = ReadAt<ShardInfo>(opened.section("SHRD"), 0);
  const Bytes root = opened.section("ROOT");
  if (!info || info->shard_count == 0 || root.size() != sizeof(Sha256Hash)) return;
  const std::size_t proof = std::min(shard.size(), ProofSize(info->shard_count));
  const Bytes content = Bytes(shard).first(shard.size() - proof);
  Repair(shard, 3, content.size());
  FileView file;
  if (!file.Open(content, FileKind::kShard).ok()) return;
  const auto own = ReadAt<ShardInfo>(file.section("SHRD"), 0);
  if (!own) return;
  const Sha256Hash hash = RootOf(content, own->number, Bytes(shard).last(proof));
  std::copy(hash.begin(), hash.end(), core.begin() + (root.data() - core.data()));
  Repair(core, 2, core.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes input(data, size);
  (void)Model::Open(input).ok();
  // The first two bytes choose the kind and where a shard follows its core.
  if (size < 4) return 0;
  std::uint16_t split = 0;
  std::memcpy(&split, data + 2, sizeof(split));
  const std::size_t middle = 4 + split % (size - 3);
  std::vector<std::uint8_t> first(data + 4, data + size);
  if (data[0] % 4 == 3) {
    Repair(first, 4, first.size());
    const Result<Overlay> overlay = Overlay::Open(first);
    if (overlay.ok()) {
      Require(overlay.value().Find(AsText(input.first(4))).price >= -1);
      overlay.value().OfferSwitch(AsText(input));
      overlay.value().ValidAt(1);
    }
  } else if (data[0] % 4 == 2) {
    std::vector<std::uint8_t> core(data + 4, data + middle), shard(data + middle, data + size);
    RepairPieces(core, shard);
    Result<Model> model = Model::Open(core);
    if (model.ok()) {
      (void)model.value().Attach(shard).ok();
      ReadAll(model.value(), AsText(input));
    }
  } else {
    Repair(first, 1, first.size());
    const Result<Model> model = Model::Open(first);
    if (model.ok()) {
      Require(model.value().Verify().ok());
      ReadAll(model.value(), AsText(input));
    }
  }
  return 0;
}
