// Words and prices per locale. That prices equal Intl's is tested on the finished module, in
// tests/js/render-money.test.ts.
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "model/money_format.h"
#include "model/words.h"
#include "words_fixture.h"

namespace afterglow {
namespace {

const Currency kEur = *Currency::Parse("EUR"), kInr = *Currency::Parse("INR"),
               kJpy = *Currency::Parse("JPY"), kUsd = *Currency::Parse("USD");

class Words : public ::testing::Test {
 protected:
  std::vector<std::uint8_t> section_ = WordsFixture().Build();
  LocaleData words_ = LocaleData::Open(section_);
};

TEST_F(Words, ALocaleIsTheNearestThatTheModelHas) {
  EXPECT_EQ(words_.Negotiate("de"), "de");
  EXPECT_EQ(words_.Negotiate("DE_at"), "de-AT");
  EXPECT_EQ(words_.Negotiate("de-AT-1996-x-own"), "de-AT");
  EXPECT_EQ(words_.Negotiate("de-CH"), "de");
  EXPECT_EQ(words_.Negotiate("ar-EG"), "ar");
  EXPECT_EQ(words_.Negotiate("fr-FR"), "de") << "the shop's default";
  EXPECT_EQ(words_.Negotiate(""), "de");
  EXPECT_EQ(words_.Negotiate("-"), "de");
  EXPECT_EQ(words_.Negotiate("d"), "de");
}

TEST_F(Words, TextsAreInTheBuyersLanguageThenEnglish) {
  EXPECT_EQ(words_.Word("de-AT", Word::kGoesWith), "Passt zu {title}");
  EXPECT_EQ(words_.Word("ko", Word::kGoesWith), "Goes with {title}");
  EXPECT_EQ(words_.Word("de", Word::kDismiss), "Hide these offers");
  EXPECT_EQ(words_.WordByName("de", "own_text"), "Eigenes");
  EXPECT_EQ(words_.WordByName("de", "no_such_text"), "");
  EXPECT_EQ(words_.Language("ko"), "de");
  EXPECT_TRUE(words_.RightToLeft("ar-EG"));
  EXPECT_FALSE(words_.RightToLeft("de"));
}

TEST(FillWord, EveryPlaceTakesTheTitle) {
  EXPECT_EQ(FillWord("Goes with {title}", "A {title} B"), "Goes with A {title} B");
  EXPECT_EQ(FillWord("{title}{title}", "x"), "xx");
  EXPECT_EQ(FillWord("none", "x"), "none");
}

TEST(WordName, EveryWordHasANameAndAnEnglishText) {
  const LocaleData none = LocaleData::Open({});
  for (std::size_t i = 0; i < kWordCount; ++i) {
    const auto word = static_cast<Word>(i);
    EXPECT_FALSE(WordName(word).empty());
    EXPECT_FALSE(none.Word("en", word).empty());
  }
  EXPECT_EQ(WordName(Word::kWhyThisEmail), "why_this_email");
  EXPECT_EQ(none.Negotiate("de"), "en");
}

TEST_F(Words, PricesFollowTheFormatsOfTheLocale) {
  EXPECT_EQ(words_.FormatMoney({8900, kEur}, "de"), "89,00 €");
  EXPECT_EQ(words_.FormatMoney({123456, kEur}, "de"), "1234,56 €") << "grouped from five digits on";
  EXPECT_EQ(words_.FormatMoney({1234567, kEur}, "de"), "12.345,67 €");
  EXPECT_EQ(words_.FormatMoney({-5, kEur}, "de"), "-0,05 €");
  EXPECT_EQ(words_.FormatMoney({123456789012, kInr}, "de"), "₹1,23,45,67,890.12");
  EXPECT_EQ(words_.FormatMoney({1234567, kJpy}, "de"), "¥ 1234567");
  EXPECT_EQ(words_.FormatMoney({-1, kJpy}, "de"), "¥ -1");
  EXPECT_EQ(words_.FormatMoney({123456, kEur}, "ar"), "١٬٢٣٤٫٥٦ €");
}

TEST_F(Words, ACurrencyWithoutFormatIsWrittenPlainly) {
  EXPECT_EQ(words_.FormatMoney({8900, kUsd}, "de"), "89.00 USD");
  EXPECT_EQ(words_.FormatMoney({8900, Currency()}, "de"), "89.00");
  EXPECT_EQ(LocaleData::Open({}).FormatMoney({8900, kEur}, "de"), "89.00 EUR");
}

TEST(WriteMoney, RoundsHalfAwayFromZeroWhereTheFormatHasFewerDigits) {
  MoneyFormat format;
  format.digits = 0;
  EXPECT_EQ(WriteMoney(12349, 2, format), "123");
  EXPECT_EQ(WriteMoney(12350, 2, format), "124");
  EXPECT_EQ(WriteMoney(99999, 2, format), "1,000");
  format.digits = 4;
  EXPECT_EQ(WriteMoney(12345, 2, format), "123.4500");
  format.digits = 2;
  format.negative_prefix = "-";
  EXPECT_EQ(WriteMoney(std::numeric_limits<std::int64_t>::min(), 0, format),
            "-9,223,372,036,854,775,808.00");
}

// Cut or changed anywhere: no read outside (ASan watches), and the answer is a text.
TEST(DamagedWords, NeverReadOutside) {
  const std::vector<std::uint8_t> good = WordsFixture().Build();
  const auto use = [](const std::vector<std::uint8_t>& section) {
    const LocaleData words = LocaleData::Open(section);
    for (const char* locale : {"de-AT", "ar", "", "zz"}) {
      (void)words.Negotiate(locale);
      (void)words.RightToLeft(locale);
      (void)words.Language(locale);
      (void)words.Word(locale, Word::kGoesWith);
      EXPECT_FALSE(words.FormatMoney({123456789, kEur}, locale).empty());
    }
  };
  for (std::size_t size = 0; size < good.size(); ++size) {
    use({good.begin(), good.begin() + static_cast<long>(size)});
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const std::uint8_t mask : {std::uint8_t{0x01}, std::uint8_t{0x80}, std::uint8_t{0xff}}) {
      std::vector<std::uint8_t> bad = good;
      bad[at] ^= mask;
      use(bad);
    }
  }
}

}  // namespace
}  // namespace afterglow
