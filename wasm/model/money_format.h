// How one locale writes amounts of one currency, and the writing itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterglow {

struct MoneyFormat {
  std::string_view positive_prefix, positive_suffix;  // "$", " €": symbol, blanks, direction marks
  std::string_view negative_prefix, negative_suffix;  // the same with the minus sign
  std::string_view decimal = ".", group = ",";
  char32_t zero = U'0';        // the digits 0 to 9 are the ten characters from here
  std::uint8_t primary = 3;    // digits in the last group; 0: none are grouped
  std::uint8_t secondary = 3;  // digits in the other groups: 2 in India
  std::uint8_t minimum = 1;    // digits before the first separator: 2 in Spain ("1234,00 €")
  std::uint8_t digits = 2;     // after the decimal separator
};

// `amount` in units of 10^-exponent. Rounds half away from zero when the format has fewer digits.
std::string WriteMoney(std::int64_t amount, int exponent, const MoneyFormat& format);

}  // namespace afterglow
