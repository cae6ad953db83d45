#include <gtest/gtest.h>

#include "model/section_reader.h"

namespace afterglow {
namespace {

const std::vector<std::uint8_t> kSection = {1, 0, 0, 0, 7, 8, 9};

TEST(SectionReader, GivesPartAfterPartUpToTheEnd) {
  SectionReader reader{Bytes(kSection)};
  EXPECT_EQ(reader.Take<std::uint32_t>(), 1U);
  EXPECT_EQ(reader.Take(2).back(), 8);
  EXPECT_TRUE(reader.good());
  EXPECT_FALSE(reader.AtEnd()) << "one byte is left";
  EXPECT_EQ(reader.TakeRest().front(), 9);
  EXPECT_TRUE(reader.AtEnd());
  EXPECT_TRUE(reader.Take(0).empty());
  EXPECT_TRUE(reader.AtEnd()) << "nothing is at the end, as everywhere";
}

TEST(SectionReader, GivesNothingFromTheFirstPartOnThatIsNotThere) {
  SectionReader reader{Bytes(kSection)};
  EXPECT_EQ(reader.Take<std::uint64_t>(), 0U);
  EXPECT_TRUE(reader.Take(1).empty()) << "though there was a byte";
  EXPECT_EQ(reader.Take<std::uint8_t>(), 0U);
  EXPECT_TRUE(reader.TakeRest().empty());
  EXPECT_FALSE(reader.good());
  EXPECT_FALSE(reader.AtEnd());
}

TEST(SectionReader, RefusesSizesThatNoFileHas) {
  SectionReader reader{Bytes(kSection)};
  EXPECT_TRUE(reader.Take(~std::uint64_t{0}).empty());
  EXPECT_FALSE(reader.good());
}

TEST(SectionReader, GivesNothingAfterAPartThatCannotBe) {
  SectionReader reader{Bytes(kSection)};
  reader.Require(reader.Take<std::uint32_t>() == 1);
  EXPECT_TRUE(reader.good());
  reader.Require(reader.Take<std::uint8_t>() == 0);
  EXPECT_TRUE(reader.TakeRest().empty());
  EXPECT_FALSE(reader.AtEnd());
}

}  // namespace
}  // namespace afterglow
