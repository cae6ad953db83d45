#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "model/hash_tree.h"
#include "model/model.h"
#include "model/shard_writer.h"
#include "model_fixture.h"

namespace afterglow {
namespace {

// A shop of 300 SKUs, lists of up to 16.
ModelData MiddlingShop() {
  ModelData data;
  std::uint32_t state = 11;
  const auto random = [&](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  constexpr std::uint32_t kSkus = 300;
  for (std::uint32_t i = 0; i < kSkus; ++i) {
    const std::string sku = "SKU-" + std::to_string(i * 7919U % 100000U);
    data.skus.push_back(sku);
    CardData card;
    card.title = "Thing no. " + std::to_string(i);
    card.url = "https://shop.example/p/" + sku;
    card.category = "Category " + std::to_string(random(9));
    card.price = 100 + random(10000);
    data.cards.push_back(card);
    data.statistics.push_back({static_cast<float>(1 + random(1000)) / 1000.0F,
                               static_cast<float>(random(100)) / 100.0F,
                               {7, 14, static_cast<std::uint16_t>(random(300))}});
    std::vector<NeighbourData> list;
    std::set<std::uint32_t> taken;
    for (std::uint32_t k = random(17); list.size() < k;) {
      const std::uint32_t to = random(kSkus);
      if (!taken.insert(to).second) continue;
      list.push_back({to, static_cast<float>(1 + random(1000)) / 500.0F});
    }
    std::sort(list.begin(), list.end(),
              [](const NeighbourData& a, const NeighbourData& b) { return a.weight > b.weight; });
    data.neighbours.push_back(list);
  }
  data.calibration = {{0, 0}, {2, 0.5F}};
  data.settings.currency = *Currency::Parse("EUR");
  data.opaque = {{{'O', 'F', 'F', 'R'}, {1, 2, 3}}};
  return data;
}

struct Sharded {
  explicit Sharded(const ModelData& data, ShardOptions options = {})
      : whole_bytes(WriteModel(data).value()), whole(Model::Open(whole_bytes).value()) {
    ShardWriter writer = ShardWriter::Make(data, options).value();
    for (std::uint32_t i = 0; i < writer.count(); ++i) shards.push_back(writer.Shard(i).value());
    core = writer.Core().value();
    for (std::uint32_t i = 0; i < writer.count(); ++i) {
      const std::vector<std::uint8_t> proof = writer.Proof(i);
      shards[i].insert(shards[i].end(), proof.begin(), proof.end());
    }
  }
  Model OpenCore() const { return Model::Open(core).value(); }
  const std::vector<std::uint8_t>& ShardWith(const std::string& sku) const {
    return shards[ShardOf(sku, static_cast<std::uint32_t>(shards.size()))];
  }

  std::vector<std::uint8_t> whole_bytes;
  Model whole;
  std::vector<std::uint8_t> core;
  std::vector<std::vector<std::uint8_t>> shards;
};

void ExpectSameCard(const Model& model, const Model& whole, SkuId sku) {
  EXPECT_EQ(model.SkuText(sku), whole.SkuText(sku));
  EXPECT_EQ(model.prior(sku), whole.prior(sku));
  EXPECT_EQ(model.facts(sku).price, whole.facts(sku).price);
  EXPECT_EQ(model.facts(sku).category, whole.facts(sku).category);
  EXPECT_EQ(model.ReadCard(sku).title, whole.ReadCard(sku).title);
  EXPECT_EQ(model.ReadCard(sku).url, whole.ReadCard(sku).url);
  EXPECT_EQ(model.ReadCard(sku).category, whole.ReadCard(sku).category);
  EXPECT_EQ(model.repurchase(sku).days, whole.repurchase(sku).days);
  EXPECT_EQ(model.repurchase(sku).propensity, whole.repurchase(sku).propensity);
}

TEST(ModelShards, AnswerForTheirRowsAsTheWholeModelDoes) {
  const ModelData data = MiddlingShop();
  const Sharded sharded(data);
  const Model& whole = sharded.whole;
  EXPECT_GE(sharded.shards.size(), 300U / 8);
  for (const std::string& sku : data.skus) {
    SCOPED_TRACE(sku);
    Model model = sharded.OpenCore();
    ASSERT_TRUE(model.Attach(sharded.ShardWith(sku)).ok());
    const std::optional<SkuId> id = model.Find(sku);
    ASSERT_EQ(id, whole.Find(sku));
    ExpectSameCard(model, whole, *id);
    std::array<Neighbour, kMostNeighbours> list = {}, expected = {};
    const std::size_t count = model.Neighbours(*id, list);
    ASSERT_EQ(count, whole.Neighbours(*id, expected));
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_EQ(list[i].sku, expected[i].sku);
      EXPECT_EQ(list[i].weight, expected[i].weight);
      ExpectSameCard(model, whole, list[i].sku);
    }
  }
}

TEST(ModelShards, AllTogetherAreTheWholeModel) {
  const ModelData data = MiddlingShop();
  const Sharded sharded(data);
  Model model = sharded.OpenCore();
  for (const auto& shard : sharded.shards) ASSERT_TRUE(model.Attach(shard).ok());
  EXPECT_EQ(model.edge_count(), sharded.whole.edge_count());
  EXPECT_EQ(model.sku_count(), 300U);
  for (SkuId sku = 0; sku < 300; ++sku) ExpectSameCard(model, sharded.whole, sku);
}

TEST(ModelShards, CoreAloneKnowsTheMostPopularAndTheSettings) {
  const ModelData data = MiddlingShop();
  const Sharded sharded(data);
  const Model core = sharded.OpenCore();
  ASSERT_TRUE(core.Verify().ok());
  EXPECT_EQ(core.checksum_text(), sharded.whole.checksum_text());
  ASSERT_EQ(core.popular().size(), 32U);
  for (std::size_t i = 0; i < core.popular().size(); ++i) {
    EXPECT_EQ(core.popular()[i], sharded.whole.popular()[i]);
    ExpectSameCard(core, sharded.whole, core.popular()[i]);
  }
  EXPECT_EQ(core.Probability(1), sharded.whole.Probability(1));
  EXPECT_EQ(core.settings().currency.text(), "EUR");
  EXPECT_EQ(core.Opaque("OFFR").size(), 3U);
  std::array<Neighbour, kMostNeighbours> list = {};
  EXPECT_EQ(core.Neighbours(core.popular()[0], list), 0U);
  EXPECT_FALSE(core.Find("no such thing").has_value());
  for (const SkuId id : {300U, 0xffffffffU}) EXPECT_EQ(core.SkuText(id), "");
}

std::string Hex(const Sha256Hash& hash) {
  std::string text;
  for (const std::uint8_t byte : hash) {
    for (const unsigned digit : {unsigned{byte} >> 4U, byte & 15U})
      text += "0123456789abcdef"[digit];
  }
  return text;
}

TEST(ModelShards, HashIsSha256) {
  // The examples of FIPS 180-2 and, around the ends of blocks, of coreutils' sha256sum.
  EXPECT_EQ(Hex(Sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256(AsBytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(Sha256(AsBytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Hex(Sha256(AsBytes(std::string(55, 'a')))),
            "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  EXPECT_EQ(Hex(Sha256(AsBytes(std::string(56, 'a')))),
            "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  EXPECT_EQ(Hex(Sha256(AsBytes(std::string(63, 'a')))),
            "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
  EXPECT_EQ(Hex(Sha256(AsBytes(std::string(64, 'a')))),
            "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
  EXPECT_EQ(Hex(Sha256(AsBytes(std::string(65, 'a')))),
            "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0");
  const std::string million(1000000, 'a');
  EXPECT_EQ(Hex(Sha256(AsBytes(million))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// The slow and obvious tree: the root of leaves [first, first + size).
Sha256Hash SlowRoot(const std::vector<Sha256Hash>& leaves, std::size_t first, std::size_t size) {
  if (size == 1) return first < leaves.size() ? leaves[first] : Sha256Hash{};
  std::vector<std::uint8_t> both;
  Append(both, SlowRoot(leaves, first, size / 2));
  Append(both, SlowRoot(leaves, first + size / 2, size / 2));
  return Sha256(both);
}

TEST(ModelShards, ProofsOfEveryLeafLeadToTheRootAndNoOthersDo) {
  for (std::uint32_t count = 1; count <= 17; ++count) {
    std::vector<std::vector<std::uint8_t>> contents;
    std::vector<Sha256Hash> leaves;
    for (std::uint32_t i = 0; i < count; ++i) {
      contents.push_back({static_cast<std::uint8_t>(i), 7, 9});
      leaves.push_back(Sha256(contents.back()));
    }
    const HashTree tree(leaves);
    std::size_t size = 1;
    while (size < count) size *= 2;
    EXPECT_EQ(tree.root(), SlowRoot(leaves, 0, size));
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::vector<std::uint8_t> proof = tree.Proof(i);
      ASSERT_EQ(proof.size(), ProofSize(count));
      for (std::uint32_t k = 0; k < count; ++k) {
        EXPECT_EQ(RootOf(contents[i], k, proof) == tree.root(), i == k) << i << " as " << k;
      }
    }
  }
}

TEST(ModelShards, AttachRefusesAShardUnderTheNumberOfAnother) {
  const Sharded sharded(MiddlingShop());
  // Both are whole and of this build, but the proof of one does not speak for the other.
  const std::size_t proof = ProofSize(static_cast<std::uint32_t>(sharded.shards.size()));
  std::vector<std::uint8_t> mixed = sharded.shards[0];
  std::copy(sharded.shards[1].end() - static_cast<std::ptrdiff_t>(proof), sharded.shards[1].end(),
            mixed.end() - static_cast<std::ptrdiff_t>(proof));
  Model model = sharded.OpenCore();
  EXPECT_FALSE(model.Attach(mixed).ok());
  EXPECT_TRUE(model.Attach(sharded.shards[0]).ok());
}

TEST(ModelShards, PlaceOfASkuIsFnv1a) {
  // The reference values of the FNV page for "", "a" and "foobar".
  constexpr std::uint32_t kAll = 0xffffffffU;
  EXPECT_EQ(ShardOf("", kAll), 0x811c9dc5U);
  EXPECT_EQ(ShardOf("a", kAll), 0xe40c292cU);
  EXPECT_EQ(ShardOf("foobar", kAll), 0xbf9cf968U);
  EXPECT_EQ(ShardOf("a", 1000), 0xe40c292cU % 1000);
}

TEST(ModelShards, AttachRefusesWhatDoesNotBelong) {
  const Sharded sharded(MiddlingShop());
  ModelData other_data = MiddlingShop();
  other_data.cards[0].price = 1;
  const Sharded other(other_data);
  Model model = sharded.OpenCore();
  EXPECT_EQ(model.Attach(other.shards[0]).error().message,
            "the shard is damaged, or of another build than the core: load both again");
  EXPECT_EQ(model.Attach(sharded.core).error().code, ErrorCode::kBadModel);
  EXPECT_EQ(model.Attach({}).error().code, ErrorCode::kBadModel);
  ASSERT_TRUE(model.Attach(sharded.shards[0]).ok());
  const std::uint64_t edges = model.edge_count();
  ASSERT_TRUE(model.Attach(sharded.shards[0]).ok());
  EXPECT_EQ(model.edge_count(), edges);
  Model whole = Model::Open(sharded.whole_bytes).value();
  EXPECT_EQ(whole.Attach(sharded.shards[0]).error().code, ErrorCode::kBadArgument);
}

TEST(ModelShards, AttachRefusesAShardWithAnyBitFlippedOrCut) {
  const Sharded sharded(SmallShop(), {.rows_per_shard = 2, .popular = 2});
  for (const auto& shard : sharded.shards) {
    for (std::size_t at = 0; at < shard.size(); ++at) {
      std::vector<std::uint8_t> damaged = shard;
      damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ (1U << at % 8));
      Model model = sharded.OpenCore();
      ASSERT_FALSE(model.Attach(damaged).ok()) << at;
      damaged.resize(at);
      damaged.shrink_to_fit();
      ASSERT_FALSE(model.Attach(damaged).ok()) << at;
    }
  }
}

TEST(ModelShards, ASmallShopMayBeASingleShard) {
  const Sharded sharded(SmallShop(), {.rows_per_shard = 100, .popular = 0});
  ASSERT_EQ(sharded.shards.size(), 1U);
  Model model = sharded.OpenCore();
  EXPECT_TRUE(model.popular().empty());
  ASSERT_TRUE(model.Attach(sharded.shards[0]).ok());
  EXPECT_EQ(model.edge_count(), sharded.whole.edge_count());
  EXPECT_EQ(ShardWriter::Make(SmallShop(), {.rows_per_shard = 0}).error().code,
            ErrorCode::kBadArgument);
}

}  // namespace
}  // namespace afterglow
