#include "base/money.h"

#include <algorithm>
#include <array>

namespace afterglow {
namespace {

constexpr std::int64_t kLargestExact = (std::int64_t{1} << 53) - 1;

// ISO 4217 codes whose exponent is not 2. Sorted.
constexpr std::array<std::string_view, 16> kExponent0 = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                         "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                         "VND", "VUV", "XAF", "XOF"};
constexpr std::array<std::string_view, 7> kExponent3 = {"BHD", "IQD", "JOD", "KWD",
                                                        "LYD", "OMR", "TND"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Currency> Currency::Parse(std::string_view text) {
  if (text.size() != 3) return std::nullopt;
  Currency currency;
  for (std::size_t i = 0; i < 3; ++i) {
    const char upper = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 32) : text[i];
    if (upper < 'A' || upper > 'Z') return std::nullopt;
    currency.code[i] = upper;
  }
  return currency;
}

int Currency::exponent() const {
  if (text() == "XPF") return 0;
  if (std::binary_search(kExponent0.begin(), kExponent0.end(), text())) return 0;
  if (std::binary_search(kExponent3.begin(), kExponent3.end(), text())) return 3;
  return 2;
}

std::optional<std::int64_t> ParseDecimal(std::string_view text, int exponent) {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) at = 1;
  std::int64_t value = 0;
  int decimals = 0;
  bool any_digit = false, after_point = false, round_up = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!IsDigit(c)) return std::nullopt;
    any_digit = true;
    if (after_point && decimals >= exponent) {
      if (decimals == exponent) round_up = c >= '5';
      ++decimals;
      continue;
    }
    if (after_point) ++decimals;
    value = value * 10 + (c - '0');
    if (value > kLargestExact) return std::nullopt;
  }
  if (!any_digit) return std::nullopt;
  for (; decimals < exponent; ++decimals) {
    value *= 10;
    if (value > kLargestExact) return std::nullopt;
  }
  if (round_up && ++value > kLargestExact) return std::nullopt;
  return negative ? -value : value;
}

std::string FormatDecimal(std::int64_t amount, int exponent) {
  const bool negative = amount < 0;
  std::uint64_t rest =
      negative ? ~static_cast<std::uint64_t>(amount) + 1 : static_cast<std::uint64_t>(amount);
  std::string reversed;
  for (int digit = 0; rest != 0 || digit <= exponent; ++digit) {
    if (digit == exponent && exponent > 0) reversed += '.';
    reversed += static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  if (negative) reversed += '-';
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace afterglow
