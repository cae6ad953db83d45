#include "base/time.h"

#include "base/money.h"

namespace afterglow {
namespace {

// Days since 1970-01-01 of a proleptic Gregorian date, and back: H. Hinnant,
// "chrono-Compatible Low-Level Date Algorithms".
std::int64_t DaysFromCivil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

int DaysInMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Takes digits and separators off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  bool Take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool TakeNumber(std::size_t digits, int* value) {
    if (rest_.size() < digits) return false;
    *value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return false;
      *value = *value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return true;
  }
  void SkipDigits() {
    while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') rest_.remove_prefix(1);
  }

 private:
  std::string_view rest_;
};

std::optional<int> OffsetMinutes(Scanner& in) {
  if (in.done() || in.Take('Z') || in.Take('z')) return 0;
  const int sign = in.Take('+') ? 1 : in.Take('-') ? -1 : 0;
  int hours = 0, minutes = 0;
  if (sign == 0 || !in.TakeNumber(2, &hours)) return std::nullopt;
  if (!in.done() && (in.Take(':'), !in.TakeNumber(2, &minutes))) return std::nullopt;
  if (hours > 18 || minutes > 59) return std::nullopt;
  return sign * (hours * 60 + minutes);
}

void AppendPadded(std::string& out, std::int64_t value, int width) {
  const std::string digits = FormatDecimal(value, 0);
  for (int i = static_cast<int>(digits.size()); i < width; ++i) out += '0';
  out += digits;
}

}  // namespace

std::optional<UnixSeconds> ParseIsoTime(std::string_view text) {
  Scanner in(text);
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offset = 0;
  if (!in.TakeNumber(4, &year) || !in.Take('-') || !in.TakeNumber(2, &month) || !in.Take('-') ||
      !in.TakeNumber(2, &day)) {
    return std::nullopt;
  }
  if (!in.done()) {
    if (!in.Take('T') && !in.Take('t') && !in.Take(' ')) return std::nullopt;
    if (!in.TakeNumber(2, &hour) || !in.Take(':') || !in.TakeNumber(2, &minute))
      return std::nullopt;
    if (in.Take(':') && !in.TakeNumber(2, &second)) return std::nullopt;
    if (in.Take('.')) in.SkipDigits();
    const std::optional<int> minutes = OffsetMinutes(in);
    if (!minutes) return std::nullopt;
    offset = *minutes;
  }
  if (!in.done() || year < 1970 || month < 1 || month > 12 || day < 1 ||
      day > DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60) {
    return std::nullopt;
  }
  return DaysFromCivil(year, month, day) * 86400 + hour * 3600 + (minute - offset) * 60 + second;
}

std::string FormatIsoTime(UnixSeconds time) {
  std::int64_t days = time / 86400, rest = time % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  std::string out;
  AppendPadded(out, year, 4);
  out += '-';
  AppendPadded(out, month, 2);
  out += '-';
  AppendPadded(out, day, 2);
  out += 'T';
  AppendPadded(out, rest / 3600, 2);
  out += ':';
  AppendPadded(out, rest / 60 % 60, 2);
  out += ':';
  AppendPadded(out, rest % 60, 2);
  out += 'Z';
  return out;
}

}  // namespace afterglow
