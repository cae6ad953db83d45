// A model file is hostile until proven otherwise: whatever is done to its bytes, it is refused, or
// read as less than it was, and never out of bounds (the sanitizers of the native preset watch).
#include <gtest/gtest.h>

#include "model/checksum.h"
#include "model/model.h"
#include "model_fixture.h"

namespace afterglow {
namespace {

// Calls everything there is to call; returns the number of edges read.
std::size_t ReadAll(const Model& model) {
  std::size_t edges = 0;
  std::array<Neighbour, kMostNeighbours> list = {};
  // A damaged count may be large, and then most of it reads as empty.
  const SkuId most = std::min<SkuId>(model.sku_count(), 300);
  for (SkuId id = 0; id < most; ++id) {
    const std::size_t count = model.Neighbours(id, list);
    for (std::size_t k = 0; k < count; ++k) {
      EXPECT_LT(list[k].sku, model.sku_count());
      EXPECT_GT(list[k].weight, 0);
      EXPECT_LT(list[k].weight, 1e38F);
    }
    edges += count;
    const std::string text = model.SkuText(id);
    if (const std::optional<SkuId> found = model.Find(text)) EXPECT_LT(*found, model.sku_count());
    const Card card = model.ReadCard(id);
    EXPECT_LE(card.title.size() + card.url.size() + card.image.size(), std::size_t{1} << 20U);
    EXPECT_GE(model.facts(id).price, -1);
    EXPECT_GE(model.facts(id).margin, -1);
    model.CategoryText(model.facts(id).category);
    EXPECT_GE(model.prior(id), 0);
    EXPECT_LE(model.prior(id), 1);
    EXPECT_LE(model.repurchase(id).propensity, 1);
  }
  for (const SkuId id : model.popular()) EXPECT_LT(id, model.sku_count());
  for (const char* sku : {"TENT-2P", "NEW-1", "", "nothing like it"}) model.Find(sku);
  for (const float score : {-1.0F, 0.0F, 0.7F, 1e30F}) {
    EXPECT_GE(model.Probability(score), 0);
    EXPECT_LE(model.Probability(score), 1);
  }
  EXPECT_LE(model.sections().size(), FileView::kMostSections);
  model.edge_count();
  return edges;
}

ModelData ShopWithSections() {
  ModelData data = SmallShop();
  data.opaque = {{{'O', 'F', 'F', 'R'}, {1, 2, 3, 4, 5}}};
  return data;
}

// Copies to the heap at its exact size, so that the sanitizer sees every read past the end.
struct Exact {
  explicit Exact(std::vector<std::uint8_t> from) : bytes(std::move(from)) { bytes.shrink_to_fit(); }
  std::vector<std::uint8_t> bytes;
};

TEST(ModelDamage, TheChecksumIsXxh64) {
  // Published by the xxHash project (sanity checks of its command line tool).
  EXPECT_EQ(Xxh64({}, 0), 0xEF46DB3751D8E999U);
  EXPECT_EQ(Xxh64(AsBytes("abc"), 0), 0x44BC2CF5AD770999U);
}

TEST(ModelDamage, IsRefusedWhenCutAtAnyLength) {
  const std::vector<std::uint8_t> whole = Packed(ShopWithSections());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Exact cut({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
    const Result<Model> model = Model::Open(cut.bytes);
    ASSERT_FALSE(model.ok()) << length;
    ASSERT_EQ(model.error().code, ErrorCode::kBadModel);
  }
}

TEST(ModelDamage, IsRefusedWithBytesAfterTheEnd) {
  std::vector<std::uint8_t> bytes = Packed(ShopWithSections());
  bytes.push_back(0);
  EXPECT_FALSE(Model::Open(bytes).ok());
}

TEST(ModelDamage, IsRefusedWithAnyBitFlipped) {
  const std::vector<std::uint8_t> whole = Packed(ShopWithSections());
  std::size_t opened = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      Exact damaged(whole);
      damaged.bytes[at] = static_cast<std::uint8_t>(damaged.bytes[at] ^ (1U << bit));
      const Result<Model> model = Model::Open(damaged.bytes);
      if (!model.ok()) continue;
      ++opened;
      const Status verified = model.value().Verify();
      ASSERT_FALSE(verified.ok()) << "byte " << at;
      ASSERT_EQ(verified.error().code, ErrorCode::kModelChecksum);
      ReadAll(model.value());  // opened without Verify: less is read, nothing breaks
    }
  }
  EXPECT_GT(opened, 0U);
}

TEST(ModelDamage, IsReadWithinBoundsWhateverByteStandsWhere) {
  const std::vector<std::uint8_t> whole = Packed(ShopWithSections());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const std::uint8_t value : std::array<std::uint8_t, 5>{0x00, 0x01, 0x7f, 0x80, 0xff}) {
      Exact damaged(whole);
      damaged.bytes[at] = value;
      const Result<Model> model = Model::Open(damaged.bytes);
      if (model.ok()) ReadAll(model.value());
    }
  }
}

TEST(ModelDamage, IsReadWithinBoundsWhateverSectionIsRandom) {
  const std::vector<std::uint8_t> whole = Packed(ShopWithSections());
  const std::vector<Model::SectionInfo> sections = Model::Open(whole).value().sections();
  std::uint32_t state = 1;
  std::size_t opened = 0;
  for (const Model::SectionInfo& section : sections) {
    for (int round = 0; round < 300; ++round) {
      Exact damaged(whole);
      for (std::uint64_t i = 0; i < section.length; ++i) {
        state = state * 1664525U + 1013904223U;
        // The first bytes stay in every other round, to get past what they guard.
        if (round % 2 == 0 || i >= 8) {
          damaged.bytes[section.offset + i] = static_cast<std::uint8_t>(state >> 24U);
        }
      }
      const Result<Model> model = Model::Open(damaged.bytes);
      if (!model.ok()) continue;
      ++opened;
      ReadAll(model.value());
    }
  }
  EXPECT_GT(opened, 100U);
}

TEST(ModelDamage, OpensWithASignatureBehindTheFileAndNothingElse) {
  const std::vector<std::uint8_t> whole = Packed(ShopWithSections());
  std::vector<std::uint8_t> signed_file = whole;
  for (const char c : std::string_view("\x9a"
                                       "AGLSIG1")) {
    signed_file.push_back(static_cast<std::uint8_t>(c));
  }
  signed_file.resize(signed_file.size() + 64, 0x55);
  const Result<Model> model = Model::Open(signed_file);
  ASSERT_TRUE(model.ok());
  EXPECT_TRUE(model.value().Verify().ok());
  EXPECT_EQ(model.value().checksum_text(), Model::Open(whole).value().checksum_text());
  for (std::size_t at = whole.size(); at < whole.size() + 8; ++at) {
    std::vector<std::uint8_t> other = signed_file;
    other[at] = static_cast<std::uint8_t>(other[at] ^ 1U);
    EXPECT_FALSE(Model::Open(other).ok()) << at;
  }
  for (std::size_t size = whole.size() + 1; size < signed_file.size() + 9; ++size) {
    std::vector<std::uint8_t> other = signed_file;
    other.resize(size);
    EXPECT_EQ(Model::Open(other).ok(), size == signed_file.size()) << size;
  }
}

TEST(ModelDamage, SaysWhatIsWrong) {
  const std::vector<std::uint8_t> whole = Packed(ShopWithSections());
  const auto message = [](const std::vector<std::uint8_t>& bytes) {
    const Result<Model> model = Model::Open(bytes);
    return model.ok() ? "opened" : model.error().message;
  };
  EXPECT_EQ(message({'<', 'h', 't', 'm', 'l', '>'}),
            "the model does not start like an Afterglow file: wrong file, or an error page in its "
            "place");
  std::vector<std::uint8_t> other = whole;
  other[8] = 1;
  EXPECT_EQ(Model::Open(other).error().code, ErrorCode::kModelVersion);
  EXPECT_EQ(message(other),
            "the model has format version 1, this module reads version 3: rebuild it, or deploy "
            "the module of the same release");
  other = whole;
  other[10] = 3;
  EXPECT_EQ(message(other), "the model was expected, but the file is a shard");
  other = whole;
  other.pop_back();
  EXPECT_EQ(message(other), "the model has " + std::to_string(whole.size() - 1) +
                                " bytes where its header says " + std::to_string(whole.size()) +
                                ": the download is incomplete");
}

}  // namespace
}  // namespace afterglow
