#include <gtest/gtest.h>

#include "base/word_list.h"

namespace afterglow {
namespace {

TEST(WordList, HasAWordAtEachPlaceAndNothingBeyond) {
  EXPECT_EQ(WordAt("html|text|json", 0), "html");
  EXPECT_EQ(WordAt("html|text|json", 2), "json");
  EXPECT_EQ(WordAt("html|text|json", 3), "");
  EXPECT_EQ(WordAt("html|text|json", 255), "");
  EXPECT_EQ(WordAt("a||b", 1), "");
  EXPECT_EQ(WordAt("a||b", 2), "b");
  EXPECT_EQ(WordAt("", 0), "");
}

TEST(WordList, FindsWholeWordsOnly) {
  EXPECT_EQ(PlaceOfWord("html|text|json", "html"), 0U);
  EXPECT_EQ(PlaceOfWord("html|text|json", "json"), 2U);
  for (const char* none : {"", "tex", "texts", "html|text", "|", "xml"}) {
    EXPECT_EQ(PlaceOfWord("html|text|json", none), kNoWord) << none;
  }
}

TEST(WordList, TakesWordsOffTheFront) {
  std::string_view rest = "order.id";
  EXPECT_EQ(TakeWord(rest, '.'), "order");
  EXPECT_EQ(rest, "id");
  EXPECT_EQ(TakeWord(rest, '.'), "id");
  EXPECT_TRUE(rest.empty());
}

}  // namespace
}  // namespace afterglow
