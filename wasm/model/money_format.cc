#include "model/money_format.h"

#include "base/utf8.h"

namespace afterglow {
namespace {

// Whether a separator stands before the integer digit that has `after` digits to its right, itself
// included.
bool StartsGroup(int after, const MoneyFormat& format) {
  if (after < format.primary) return false;
  if (after == format.primary) return true;
  return format.secondary != 0 && (after - format.primary) % format.secondary == 0;
}

}  // namespace

std::string WriteMoney(std::int64_t amount, int exponent, const MoneyFormat& format) {
  const bool negative = amount < 0;
  std::uint64_t rest =
      negative ? ~static_cast<std::uint64_t>(amount) + 1 : static_cast<std::uint64_t>(amount);
  const int decimals = format.digits;
  bool round_up = false;
  for (int i = decimals; i < exponent; ++i) {
    round_up = rest % 10 >= 5;
    rest /= 10;
  }
  if (round_up) ++rest;

  // Least significant first; as many zeros as stand after the separator, and one before it.
  constexpr int kMost = 64;
  std::uint8_t reversed[kMost];
  int count = 0;
  for (int i = exponent; i < decimals && count < kMost / 2; ++i) reversed[count++] = 0;
  while (rest != 0 || count <= decimals) {
    if (count == kMost) break;
    reversed[count++] = static_cast<std::uint8_t>(rest % 10);
    rest /= 10;
  }

  const int whole = count - decimals;
  const bool grouped = format.primary != 0 && whole >= format.primary + format.minimum;
  std::string out(negative ? format.negative_prefix : format.positive_prefix);
  for (int i = count; i-- > 0;) {
    if (i == decimals - 1) out += format.decimal;
    const int after = i + 1 - decimals;
    if (grouped && after > 0 && after < whole && StartsGroup(after, format)) out += format.group;
    AppendUtf8(out, format.zero + reversed[i]);
  }
  out += negative ? format.negative_suffix : format.positive_suffix;
  return out;
}

}  // namespace afterglow
