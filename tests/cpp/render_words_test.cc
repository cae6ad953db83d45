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
  LocaleData In(std::string_view locale) const { return LocaleData::Open(section_, locale); }

  std::vector<std::uint8_t> section_ = WordsFixture().Build();
};

TEST_F(Words, ALocaleIsTheNearestThatTheModelHas) {
  EXPECT_EQ(In("de").locale(), "de");
  EXPECT_EQ(In("DE_at").locale(), "de-AT");
  EXPECT_EQ(In("de-AT-1996-x-own").locale(), "de-AT");
  EXPECT_EQ(In("de-CH").locale(), "de");
  EXPECT_EQ(In("ar-EG").locale(), "ar");
  EXPECT_EQ(In("fr-FR").locale(), "de") << "the shop's default";
  EXPECT_EQ(In("").locale(), "de");
  EXPECT_EQ(In("-").locale(), "de");
  EXPECT_EQ(In("d").locale(), "de");
}

TEST_F(Words, TextsAreInTheBuyersLanguage) {
  EXPECT_EQ(In("de-AT").Word(Word::kGoesWith), "Passt zu {title}");
  EXPECT_EQ(In("ko").Word(Word::kGoesWith), "Goes with {title}");
  EXPECT_EQ(In("de").WordByName("dismiss"), "Hide these offers");
  EXPECT_EQ(In("de").WordByName("own_text"), "Eigenes");
  EXPECT_EQ(In("de").WordByName("no_such_text"), "");
  EXPECT_EQ(In("ko").language(), "de");
  EXPECT_TRUE(In("ar-EG").right_to_left());
  EXPECT_FALSE(In("de").right_to_left());
}

TEST(FillWord, EveryPlaceTakesTheTitle) {
  EXPECT_EQ(FillWord("Goes with {title}", "A {title} B"), "Goes with A {title} B");
  EXPECT_EQ(FillWord("{title}{title}", "x"), "xx");
  EXPECT_EQ(FillWord("none", "x"), "none");
}

TEST_F(Words, EveryWordHasATextByItsName) {
  for (std::size_t i = 0; i < kWordCount; ++i) {
    const auto word = static_cast<Word>(i);
    EXPECT_FALSE(WordName(word).empty());
    EXPECT_FALSE(In("de").Word(word).empty()) << WordName(word);
  }
  EXPECT_EQ(WordName(Word::kAdvertisement), "advertisement");
}

TEST(NoWords, HaveNoTextsAndAreKnownToBeNone) {
  const LocaleData none = LocaleData::Open({}, "de");
  EXPECT_FALSE(none.known());
  EXPECT_EQ(none.locale(), "en");
  EXPECT_EQ(none.Word(Word::kView), "");
}

TEST_F(Words, PricesFollowTheFormatsOfTheLocale) {
  EXPECT_EQ(In("de").FormatMoney({8900, kEur}), "89,00 €");
  EXPECT_EQ(In("de").FormatMoney({123456, kEur}), "1234,56 €") << "grouped from five digits on";
  EXPECT_EQ(In("de").FormatMoney({1234567, kEur}), "12.345,67 €");
  EXPECT_EQ(In("de").FormatMoney({-5, kEur}), "-0,05 €");
  EXPECT_EQ(In("de").FormatMoney({123456789012, kInr}), "₹1,23,45,67,890.12");
  EXPECT_EQ(In("de").FormatMoney({1234567, kJpy}), "¥ 1234567");
  EXPECT_EQ(In("de").FormatMoney({-1, kJpy}), "¥ -1");
  EXPECT_EQ(In("ar").FormatMoney({123456, kEur}), "١٬٢٣٤٫٥٦ €");
}

TEST_F(Words, ACurrencyWithoutFormatIsWrittenPlainly) {
  EXPECT_EQ(In("de").FormatMoney({8900, kUsd}), "89.00 USD");
  EXPECT_EQ(In("de").FormatMoney({8900, Currency()}), "89.00");
  EXPECT_EQ(LocaleData::Open({}, "de").FormatMoney({8900, kEur}), "89.00 EUR");
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
    for (const char* locale : {"de-AT", "ar", "", "zz"}) {
      const LocaleData words = LocaleData::Open(section, locale);
      (void)words.locale();
      (void)words.right_to_left();
      (void)words.language();
      (void)words.Word(Word::kGoesWith);
      EXPECT_FALSE(words.FormatMoney({123456789, kEur}).empty());
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
