#include "order/order_scalars.h"

#include <algorithm>

namespace afterglow {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

}  // namespace

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view LastPart(std::string_view text) {
  return text.substr(text.find_last_of(":/#") + 1);  // npos + 1 is 0
}

std::string LanguageTag(std::string_view text) {
  constexpr std::size_t kLongestTag = 35;  // RFC 5646, 4.4.1
  std::string tag;
  if (text.size() < 2 || text.size() > kLongestTag || !IsLetter(text[0])) return tag;
  for (const char c : text) {
    if (!IsLetter(c) && !IsDigit(c) && c != '-' && c != '_') {
      tag.clear();
      break;
    }
    tag += c == '_' ? '-' : c;
  }
  return tag;
}

std::optional<std::int64_t> ReadDecimal(std::string_view text, int decimals) {
  text = Trimmed(text);
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) return ParseDecimal(text, decimals);

  // Java and Python write large doubles as 1.0E7: the power moves the point.
  constexpr std::size_t kMostDigits = 40;
  const std::string_view mantissa = text.substr(0, e);
  std::string_view power = text.substr(e + 1);
  const bool shrinks = power.starts_with('-');
  if (shrinks || power.starts_with('+')) power.remove_prefix(1);
  const std::size_t sign = mantissa.starts_with('-') ? 1 : 0;
  if (mantissa.size() > kMostDigits || mantissa.size() == sign || !IsDigit(mantissa[sign]) ||
      power.empty() || power.size() > 2) {
    return std::nullopt;
  }
  int shift = 0;
  for (const char c : power) {
    if (!IsDigit(c)) return std::nullopt;
    shift = shift * 10 + (c - '0');
  }
  return ParseDecimal(mantissa, shrinks ? decimals - shift : decimals + shift);
}

std::optional<Quantity> ReadQuantity(JsonValue quantity) {
  constexpr int kDecimals = 4;
  // Far beyond what a line may hold, and small enough to be added up.
  constexpr Quantity kLargest = 2 * kLargestQuantity * kOnePiece;
  if (!quantity.present()) return kOnePiece;
  const auto value = ReadDecimal(quantity.text(), kDecimals);
  return value ? std::clamp(*value, -kLargest, kLargest) : value;
}

void TakeOff(std::optional<Quantity>& left, JsonValue gone) {
  if (!left || !gone.present()) return;
  *left -= std::max<Quantity>(ReadQuantity(gone).value_or(0), 0);
}

void TakeOffRows(std::optional<Quantity>& left, JsonValue line, JsonValue lists, const char* rows,
                 const char* key, bool (*counts)(JsonValue row)) {
  const std::string_view id = line["id"].text();
  for (JsonValue list : lists) {
    for (JsonValue row : list[rows]) {
      if (row[key].text() == id && (counts == nullptr || counts(row))) {
        TakeOff(left, row["quantity"]);
      }
    }
  }
}

std::optional<std::int64_t> Plus(std::optional<std::int64_t> amount,
                                 std::optional<std::int64_t> more) {
  constexpr std::int64_t kLargest = (std::int64_t{1} << 53) - 1;  // as in base/money.h
  if (!amount) return amount;
  const std::int64_t sum = *amount + more.value_or(0);
  if (sum < -kLargest || sum > kLargest) return std::nullopt;
  return sum;
}

}  // namespace afterglow
