#include <gtest/gtest.h>

#include <random>
#include <set>

#include "model/perfect_hash.h"

namespace afterglow {
namespace {

std::vector<std::uint64_t> RandomHashes(std::size_t count, std::uint32_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> hashes(count);
  for (std::uint64_t& hash : hashes) hash = random();
  return hashes;
}

void ExpectPlaces(const std::vector<std::uint64_t>& hashes) {
  PerfectHash::Written written = PerfectHash::Write(hashes);
  written.bytes.push_back(0x5a);
  SectionReader reader{Bytes(written.bytes)};
  PerfectHash table;
  table.Take(reader, static_cast<std::uint32_t>(hashes.size()));
  ASSERT_TRUE(reader.good());
  EXPECT_EQ(reader.TakeRest().size(), 1U) << "takes its own bytes and no more";
  ASSERT_EQ(table.place_count(), written.place_count);
  std::set<std::uint32_t> taken;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const std::uint32_t place = table.PlaceOf(hashes[i]);
    ASSERT_EQ(place, written.places[i]) << "key " << i << " of " << hashes.size();
    ASSERT_LT(place, table.place_count());
    ASSERT_TRUE(taken.insert(place).second) << "key " << i << " of " << hashes.size();
  }
}

TEST(PerfectHash, GivesEveryKeyAPlaceOfItsOwn) {
  for (std::uint32_t count = 0; count < 200; ++count) ExpectPlaces(RandomHashes(count, count));
  ExpectPlaces(RandomHashes(20'000, 1));
}

TEST(PerfectHash, TakesLittleMoreThanThreeBitsAndHasFewFreePlaces) {
  const std::size_t count = 20'000;
  const PerfectHash::Written written = PerfectHash::Write(RandomHashes(count, 2));
  EXPECT_LE(written.bytes.size() * 8, count * 33 / 10);
  EXPECT_LE(written.place_count, count + count / 50);
}

TEST(PerfectHash, TellsKeysApartThatShareEitherHalfOfTheirHash) {
  std::vector<std::uint64_t> high, low;
  for (std::uint64_t i = 0; i < 12; ++i) {
    high.push_back(std::uint64_t{0xabcdef} << 32U | i);
    low.push_back(i << 60U | 0xabcdefU);
  }
  ExpectPlaces(high);
  ExpectPlaces(low);
}

TEST(PerfectHash, GivesAnUnknownKeySomePlace) {
  const PerfectHash::Written written = PerfectHash::Write(RandomHashes(100, 3));
  SectionReader reader{Bytes(written.bytes)};
  PerfectHash table;
  table.Take(reader, 100);
  for (const std::uint64_t hash : RandomHashes(1000, 4)) {
    EXPECT_LT(table.PlaceOf(hash), table.place_count());
  }
}

TEST(PerfectHash, IsRefusedWhenCut) {
  const PerfectHash::Written written = PerfectHash::Write(RandomHashes(11, 5));
  for (std::size_t size = 0; size < written.bytes.size(); ++size) {
    SectionReader reader(Bytes(written.bytes).first(size));
    PerfectHash().Take(reader, 11);
    EXPECT_FALSE(reader.good()) << size;
  }
}

}  // namespace
}  // namespace afterglow
