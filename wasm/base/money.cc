#include "base/money.h"

#include <algorithm>

#include "base/sentence.h"

namespace afterglow {
namespace {

constexpr std::int64_t kLargestExact = (std::int64_t{1} << 53) - 1;

// ISO 4217 codes whose exponent is not 2, one behind the other.
constexpr std::string_view kExponent0 = "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF";
constexpr std::string_view kExponent3 = "BHDIQDJODKWDLYDOMRTND";

bool Lists(std::string_view codes, std::string_view code) {
  for (; !codes.empty(); codes.remove_prefix(3)) {
    if (codes.substr(0, 3) == code) return true;
  }
  return false;
}

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
  if (Lists(kExponent0, text())) return 0;
  return Lists(kExponent3, text()) ? 3 : 2;
}

std::optional<std::int64_t> ParseDecimal(std::string_view text, int exponent) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  // How many digits still count; the one behind them says how to round.
  auto left = static_cast<std::int64_t>(point) + exponent;
  std::int64_t value = 0;
  bool any_digit = false, round_up = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at == point) continue;
    const int digit = text[at] - '0';
    if (digit < 0 || digit > 9) return std::nullopt;
    any_digit = true;
    if (left == 0) round_up = digit >= 5;
    if (left-- > 0) value = value * 10 + digit;
    if (value > kLargestExact) return std::nullopt;
  }
  if (!any_digit) return std::nullopt;
  for (; left > 0; --left) {
    value *= 10;
    if (value > kLargestExact) return std::nullopt;
  }
  if (round_up && ++value > kLargestExact) return std::nullopt;
  return negative ? -value : value;
}

void AppendDecimal(std::string& out, std::int64_t amount, int exponent) {
  if (amount < 0) out += '-';
  const auto size = static_cast<std::uint64_t>(amount);
  AppendNumber(out, amount < 0 ? ~size + 1 : size, exponent);
}

std::string FormatDecimal(std::int64_t amount, int exponent) {
  std::string text;
  AppendDecimal(text, amount, exponent);
  return text;
}

}  // namespace afterglow
