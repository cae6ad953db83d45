#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "base/money.h"
#include "base/sentence.h"

namespace afterglow {
namespace {

std::string Number(std::uint64_t number, int decimals) {
  std::string text;
  AppendNumber(text, number, decimals);
  return text;
}

TEST(Decimal, IsReadInUnitsOfItsExponent) {
  EXPECT_EQ(ParseDecimal("199", 2), 19900);
  EXPECT_EQ(ParseDecimal("-0.995", 2), -100);
  EXPECT_EQ(ParseDecimal("+5.", 0), 5);
  EXPECT_EQ(ParseDecimal(".5", 1), 5);
  EXPECT_EQ(ParseDecimal("9007199254740991", 0), 9007199254740991);
}

TEST(Decimal, CountsInTensWithANegativeExponent) {
  EXPECT_EQ(ParseDecimal("15", -1), 2);
  EXPECT_EQ(ParseDecimal("14.9", -1), 1);
  EXPECT_EQ(ParseDecimal("5", -1), 1);
  EXPECT_EQ(ParseDecimal("5", -2), 0);
  EXPECT_EQ(ParseDecimal("0", 90), 0);
}

TEST(Decimal, RefusesWhatIsNoNumberOrTooLarge) {
  for (const char* text : {"", "-", ".", "1e3", "1.2.3", "1,5", "--1", "0.5x"}) {
    EXPECT_FALSE(ParseDecimal(text, 2)) << text;
  }
  EXPECT_FALSE(ParseDecimal("9007199254740992", 0));
  EXPECT_FALSE(ParseDecimal("9007199254740991.5", 0));
  EXPECT_FALSE(ParseDecimal("1", 16));
}

TEST(Decimal, IsWrittenExactly) {
  EXPECT_EQ(FormatDecimal(19900, 2), "199.00");
  EXPECT_EQ(FormatDecimal(-5, 3), "-0.005");
  EXPECT_EQ(FormatDecimal(0, 0), "0");
  EXPECT_EQ(FormatDecimal(std::numeric_limits<std::int64_t>::min(), 0), "-9223372036854775808");
  EXPECT_EQ(Number(std::numeric_limits<std::uint64_t>::max(), 18), "18.446744073709551615");
  EXPECT_EQ(Number(7, 18), "0.000000000000000007");
}

TEST(Decimal, KnowsWhatCurrenciesCount) {
  const auto exponent = [](const char* code) { return Currency::Parse(code)->exponent(); };
  EXPECT_EQ(exponent("EUR"), 2);
  for (const char* code : {"JPY", "BIF", "XOF", "XPF"}) EXPECT_EQ(exponent(code), 0) << code;
  for (const char* code : {"KWD", "BHD", "TND"}) EXPECT_EQ(exponent(code), 3) << code;
  // Letters of two neighbours in the list are no currency of it.
  EXPECT_EQ(exponent("IFC"), 2);
  EXPECT_EQ(Currency().exponent(), 2);
}

TEST(Sentence, IsPutTogetherFromTextsAndNumbers) {
  const std::string text = Sentence() << "the " << std::string("list") << std::string_view(" has ")
                                      << std::size_t{12} << " entries";
  EXPECT_EQ(text, "the list has 12 entries");
}

}  // namespace
}  // namespace afterglow
