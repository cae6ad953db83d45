#include <gtest/gtest.h>

#include <random>

#include "model/start_table.h"

namespace afterglow {
namespace {

void ExpectStarts(const std::vector<std::uint64_t>& lengths) {
  std::vector<std::uint8_t> bytes = StartTable::Write(lengths);
  bytes.push_back(0x5a);
  SectionReader reader{Bytes(bytes)};
  StartTable table;
  table.Take(reader, lengths.size());
  ASSERT_TRUE(reader.good());
  EXPECT_EQ(reader.TakeRest().size(), 1U) << "takes its own bytes and no more";
  std::uint64_t start = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    ASSERT_EQ(table.Of(i).start, start) << "record " << i << " of " << lengths.size();
    start += lengths[i];
    ASSERT_EQ(table.Of(i).end, start) << "record " << i << " of " << lengths.size();
  }
}

TEST(StartTable, TellsEveryStartAndTheEndWhateverTheLengths) {
  std::mt19937 random(3);
  for (std::size_t count = 0; count < 70; ++count) {
    for (const std::uint64_t longest : {1U, 2U, 9U, 300U, 100'000U}) {
      std::vector<std::uint64_t> lengths(count);
      for (std::uint64_t& length : lengths) length = random() % longest;
      ExpectStarts(lengths);
    }
  }
}

TEST(StartTable, TellsStartsWhereOneRecordIsAsLongAsAllOthers) {
  for (const std::size_t at : {0U, 15U, 16U, 40U}) {
    std::vector<std::uint64_t> lengths(41, 3);
    lengths[at] = 5000;
    ExpectStarts(lengths);
  }
}

TEST(StartTable, TakesEightBytesWhereAllLengthsAreEqual) {
  EXPECT_EQ(StartTable::Write(std::vector<std::uint64_t>(1000, 7)).size(), 8U);
  ExpectStarts(std::vector<std::uint64_t>(1000, 7));
  ExpectStarts({});
}

TEST(StartTable, IsRefusedWhereItsBasesHaveNoBits) {
  std::vector<std::uint8_t> bytes = StartTable::Write(std::vector<std::uint64_t>{1, 9, 4});
  bytes[5] = 0;
  SectionReader reader{Bytes(bytes)};
  StartTable().Take(reader, 3);
  EXPECT_FALSE(reader.good());
}

TEST(StartTable, TellsStartsOfTheLongestRecords) {
  std::mt19937 random(5);
  std::vector<std::uint64_t> lengths(100);
  for (std::uint64_t& length : lengths) length = random() % 2 * StartTable::kLongestRecord;
  ExpectStarts(lengths);
}

TEST(StartTable, IsRefusedWhenCut) {
  const std::vector<std::uint8_t> bytes = StartTable::Write(std::vector<std::uint64_t>{1, 9, 4});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    SectionReader reader(Bytes(bytes).first(size));
    StartTable().Take(reader, 3);
    EXPECT_FALSE(reader.good()) << size;
  }
}

}  // namespace
}  // namespace afterglow
