// Money is integer minor units of an ISO 4217 currency; decimal text is read without floating
// point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace afterglow {

// A currency code: three upper-case letters, or empty for "unknown".
struct Currency {
  alignas(4) char code[4] = {};  // and a zero: four bytes are copied and compared at once

  // Accepts any case; nothing unless `text` is exactly three ASCII letters.
  static std::optional<Currency> Parse(std::string_view text);
  std::string_view text() const { return known() ? std::string_view(code, 3) : std::string_view(); }
  std::uint32_t packed() const { return BitCast<std::uint32_t>(code); }
  bool known() const { return code[0] != 0; }
  // Digits after the decimal point by ISO 4217: JPY 0, EUR 2, KWD 3. Unlisted codes have 2.
  int exponent() const;
  friend bool operator==(const Currency& a, const Currency& b) { return a.packed() == b.packed(); }
};

struct Money {
  std::int64_t amount = 0;  // minor units
  Currency currency;
  friend bool operator==(const Money&, const Money&) = default;
};

// Reads decimal text ("199.00", "-3", "1e3" is refused) into units of 10^-exponent; a negative
// exponent counts in tens, hundreds and so on. Digits past the exponent round half away from zero.
// Nothing when the text is not a decimal number or the result does not fit 53 bits, the widest
// integer that survives JSON.
std::optional<std::int64_t> ParseDecimal(std::string_view text, int exponent);

// The inverse, exact: 19900 with exponent 2 is "199.00". An exponent of 0 to 18.
void AppendDecimal(std::string& out, std::int64_t amount, int exponent);
std::string FormatDecimal(std::int64_t amount, int exponent);

}  // namespace afterglow
