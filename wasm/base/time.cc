#include "base/time.h"

#include "base/money.h"

namespace afterglow {
namespace {

// Days since 1970-01-01 of a proleptic Gregorian date: H. Hinnant, "chrono-Compatible Low-Level
// Date Algorithms". Month 13 is the January that follows.
std::int64_t DaysFromCivil(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool Take(std::string_view& text, char c) {
  const bool there = text.starts_with(c);
  if (there) text.remove_prefix(1);
  return there;
}

// Takes what looks like `pattern` off the front: a "0" stands for a digit of *number, anything else
// for itself and the end of that number.
bool TakeNumbers(std::string_view& text, std::string_view pattern, int* number) {
  if (text.size() < pattern.size()) return false;
  for (const char expected : pattern) {
    const char c = text[0];
    text.remove_prefix(1);
    if (expected == '0') {
      if (!IsDigit(c)) return false;
      *number = *number * 10 + (c - '0');
    } else {
      if (c != expected) return false;
      ++number;
    }
  }
  return true;
}

// The rest of a time behind its seconds, into minutes.
bool TakeOffset(std::string_view& text, int* offset) {
  if (text.empty() || Take(text, 'Z') || Take(text, 'z')) return true;
  const bool west = Take(text, '-');
  int parts[] = {0, 0};
  if ((!west && !Take(text, '+')) || !TakeNumbers(text, "00", parts)) return false;
  if (!text.empty() && (Take(text, ':'), !TakeNumbers(text, "00", parts + 1))) return false;
  *offset = parts[0] * 60 + parts[1];
  if (west) *offset = -*offset;
  return parts[0] <= 18 && parts[1] <= 59;
}

void AppendPadded(std::string& out, std::int64_t value, int width) {
  const std::string digits = FormatDecimal(value, 0);
  for (int i = static_cast<int>(digits.size()); i < width; ++i) out += '0';
  out += digits;
}

}  // namespace

std::optional<UnixSeconds> ParseIsoTime(std::string_view text) {
  int date[] = {0, 0, 0}, clock[] = {0, 0, 0}, offset = 0;
  if (!TakeNumbers(text, "0000-00-00", date)) return std::nullopt;
  if (!text.empty()) {
    if (!Take(text, 'T') && !Take(text, 't') && !Take(text, ' ')) return std::nullopt;
    if (!TakeNumbers(text, "00:00", clock)) return std::nullopt;
    if (text.starts_with(':') && !TakeNumbers(text, ":00", clock + 1)) return std::nullopt;
    if (Take(text, '.')) {
      while (!text.empty() && IsDigit(text[0])) text.remove_prefix(1);
    }
    if (!TakeOffset(text, &offset)) return std::nullopt;
  }
  const auto [year, month, day] = date;
  const std::int64_t days = DaysFromCivil(year, month, day);
  if (!text.empty() || year < 1970 || month < 1 || month > 12 || day < 1 ||
      days >= DaysFromCivil(year, month + 1, 1) || clock[0] > 23 || clock[1] > 59 ||
      clock[2] > 60) {
    return std::nullopt;
  }
  return days * 86400 + clock[0] * 3600 + (clock[1] - offset) * 60 + clock[2];
}

std::string FormatIsoTime(UnixSeconds time) {
  std::int64_t days = time / 86400, rest = time % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  // A year and a month that cannot be too late, then the right ones.
  std::int64_t year = 1968 + days * 400 / 146097, month = 1;
  while (DaysFromCivil(year + 1, 1, 1) <= days) ++year;
  month += (days - DaysFromCivil(year, 1, 1)) / 31;
  if (DaysFromCivil(year, month + 1, 1) <= days) ++month;
  const std::int64_t parts[] = {
      year,        month,          days - DaysFromCivil(year, month, 1) + 1,
      rest / 3600, rest / 60 % 60, rest % 60};
  std::string out;
  for (std::size_t i = 0; i < 6; ++i) {
    AppendPadded(out, parts[i], i == 0 ? 4 : 2);
    out += "--T::Z"[i];
  }
  return out;
}

}  // namespace afterglow
