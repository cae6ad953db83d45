// FNV-1a against the vectors of its authors and against the definition, unit by unit.
#include <gtest/gtest.h>

#include <string>

#include "base/fnv1a.h"
#include "model/shard.h"
#include "page/element.h"

namespace afterglow {
namespace {

template <typename Hash>
auto HashOf(std::string_view text) {
  Hash hash;
  hash.Add(text);
  return hash.value();
}

// test_fnv.c of http://www.isthe.com/chongo/src/fnv/fnv-5.0.2.tar.gz
TEST(Fnv1a, HasTheValuesOfItsAuthors) {
  struct Vector {
    std::string_view text;
    std::uint32_t in32;
    std::uint64_t in64;
  };
  for (const auto& [text, in32, in64] : {
           Vector{"", 0x811c9dc5U, 0xcbf29ce484222325U},
           Vector{"a", 0xe40c292cU, 0xaf63dc4c8601ec8cU},
           Vector{"b", 0xe70c2de5U, 0xaf63df4c8601f1a5U},
           Vector{"foobar", 0xbf9cf968U, 0x85944171f73967e8U},
       }) {
    EXPECT_EQ(HashOf<Fnv1a32>(text), in32) << text;
    EXPECT_EQ(HashOf<Fnv1a64>(text), in64) << text;
  }
}

TEST(Fnv1a, TakesBytesAbove127AsTheyAre) {
  Fnv1a32 hash;
  hash.AddUnit(0xc3);
  hash.AddUnit(0xbc);
  EXPECT_EQ(HashOf<Fnv1a32>("ü"), hash.value());
}

TEST(Fnv1a, IsKnownWhenCompiled) {
  constexpr std::uint64_t kEmpty = Fnv1a64().value();
  static_assert(kEmpty == 0xcbf29ce484222325U);
  static_assert(ShardOf("BAG-40", 1) == 0);
  static_assert(MakeTagKey("blockquote") == MakeTagKey("BlockQuote"));
}

// What other parts, files and languages rely on: shard names, long tag names.
TEST(Fnv1a, GivesShardsAndTagsTheirNumbers) {
  for (const std::string sku : {"", "BAG-40", "茶", "TENT-2P"}) {
    EXPECT_EQ(ShardOf(sku, 7), HashOf<Fnv1a32>(sku) % 7) << sku;
  }
  EXPECT_EQ(MakeTagKey("FigCaption"), HashOf<Fnv1a64>("figcaption") | (TagKey{1} << 63U));
  EXPECT_EQ(MakeTagKey("nav"), 0x76616eU) << "the bytes themselves up to eight of them";
}

}  // namespace
}  // namespace afterglow
