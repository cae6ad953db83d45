#include "model/words.h"

#include <optional>

#include "base/word_list.h"
#include "model/money_format.h"

// The section, little-endian, no alignment:
//   u16 version (1), locales, words, currencies, shapes, strings, default locale, 0
//   locales     [u16 tag, u16 language of its texts, u16 flags (1: right to left)]
//   word names  [u16]
//   texts       [locale][word] u16
//   currencies  [3 letters, 0]
//   money       [locale][currency] u16 positive prefix, suffix, negative prefix, suffix, shape
//   shapes      [u16 decimal, u16 group, u32 zero, u8 primary, secondary, minimum, digits]
//   strings     u32 × (strings + 1): where each starts in the pool
//   pool        UTF-8
// u16 without a name is a string's number.
namespace afterglow {
namespace {

constexpr std::size_t kHeaderSize = 16, kLocaleSize = 6, kCurrencySize = 4, kMoneySize = 10,
                      kShapeSize = 12;

// In the order of Word.
constexpr std::string_view kNames =
    "view|subscribe|join|learn_more|add_service|write_review|goes_with|popular|time_for_more|"
    "for_your_order|for_customers|delivered|advertisement";
static_assert(WordCount(kNames) == kWordCount);

char Folded(char c) {
  return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool SameTag(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (Folded(a[i]) != Folded(b[i])) return false;
  }
  return true;
}

std::string_view WithoutLastSubtag(std::string_view tag) {
  const std::size_t at = tag.find_last_of("-_");
  return at == std::string_view::npos ? std::string_view() : tag.substr(0, at);
}

std::string_view Primary(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

}  // namespace

std::string_view WordName(Word word) { return WordAt(kNames, static_cast<std::size_t>(word)); }

std::string FillWord(std::string_view pattern, std::string_view title, std::string_view place) {
  std::string out;
  for (std::size_t at; (at = pattern.find(place)) != std::string_view::npos;) {
    out += pattern.substr(0, at);
    out += title;
    pattern.remove_prefix(at + place.size());
  }
  out += pattern;
  return out;
}

LocaleData LocaleData::Open(Bytes section, std::string_view locale) {
  LocaleData data;
  data.bytes_ = section;
  if (data.U16(0) != 1) return {};
  data.locales_ = data.U16(2);
  data.words_ = data.U16(4);
  data.currencies_ = data.U16(6);
  data.shapes_ = data.U16(8);
  data.strings_ = data.U16(10);
  const std::size_t usual = data.U16(12);
  std::uint64_t end = kHeaderSize;
  const auto table = [&end](std::uint64_t entries, std::uint64_t size) {
    const std::uint64_t start = end;
    end += entries * size;
    return static_cast<std::size_t>(start);  // of no use unless all of it is in the section
  };
  data.locale_ = table(data.locales_, kLocaleSize);
  data.word_names_ = table(data.words_, 2);
  data.texts_ = table(data.locales_, data.words_ * 2);
  data.codes_ = table(data.currencies_, kCurrencySize);
  data.money_ = table(data.locales_, data.currencies_ * kMoneySize);
  data.shape_table_ = table(data.shapes_, kShapeSize);
  data.string_table_ = table(data.strings_ + 1, 4);
  data.pool_ = table(0, 0);
  if (end > section.size() || usual >= data.locales_) return {};

  const auto tag_at = [](const void* of, std::size_t i) {
    const auto& from = *static_cast<const LocaleData*>(of);
    return from.String(from.U16(kHeaderSize + i * kLocaleSize));
  };
  const std::size_t spoken = NearestTag(locale, data.locales_, tag_at, &data, usual);
  data.locale_ += spoken * kLocaleSize;
  data.texts_ += spoken * data.words_ * 2;
  data.money_ += spoken * data.currencies_ * kMoneySize;
  return data;
}

std::uint16_t LocaleData::U16(std::size_t offset) const {
  return ReadAt<std::uint16_t>(bytes_, offset).value_or(0);
}

std::string_view LocaleData::String(std::uint16_t index) const {
  if (index >= strings_) return {};
  const std::size_t at = string_table_ + std::size_t{index} * 4;
  const std::uint32_t begin = ReadAt<std::uint32_t>(bytes_, at).value_or(0);
  const std::uint32_t end = ReadAt<std::uint32_t>(bytes_, at + 4).value_or(0);
  if (end < begin) return {};
  return AsText(Slice(bytes_, std::uint64_t{pool_} + begin, end - begin).value_or(Bytes()));
}

std::size_t NearestTag(std::string_view locale, std::size_t count,
                       std::string_view (*tag_at)(const void* of, std::size_t i), const void* of,
                       std::size_t usual) {
  for (std::string_view tag = locale; !tag.empty(); tag = WithoutLastSubtag(tag)) {
    for (std::size_t i = 0; i < count; ++i) {
      if (SameTag(tag_at(of, i), tag)) return i;
    }
  }
  for (std::size_t i = 0; i < count && !locale.empty(); ++i) {
    if (SameTag(Primary(tag_at(of, i)), Primary(locale))) return i;
  }
  return usual;
}

std::string_view LocaleData::locale() const {
  return locales_ == 0 ? std::string_view("en") : String(U16(locale_));
}

std::string_view LocaleData::language() const {
  return locales_ == 0 ? std::string_view("en") : String(U16(locale_ + 2));
}

bool LocaleData::right_to_left() const { return (U16(locale_ + 4) & 1U) != 0; }

std::string_view LocaleData::WordByName(std::string_view name) const {
  for (std::size_t word = 0; word < words_; ++word) {
    if (String(U16(word_names_ + word * 2)) == name) return String(U16(texts_ + word * 2));
  }
  return {};
}

std::string_view LocaleData::Word(afterglow::Word word) const { return WordByName(WordName(word)); }

std::string LocaleData::FormatMoney(Money money) const {
  const int exponent = money.currency.exponent();
  const std::string_view code = money.currency.text();
  for (std::size_t i = 0; i < currencies_; ++i) {
    const Bytes listed = Slice(bytes_, codes_ + i * kCurrencySize, 3).value_or(Bytes());
    if (!money.currency.known() || AsText(listed) != code) continue;
    const std::size_t at = money_ + i * kMoneySize;
    const std::uint16_t shape = U16(at + 8);
    if (shape >= shapes_) break;
    const std::size_t shape_at = shape_table_ + shape * kShapeSize;
    const auto byte = [&](std::size_t offset) {
      return ReadAt<std::uint8_t>(bytes_, shape_at + offset).value_or(0);
    };
    MoneyFormat format;
    format.positive_prefix = String(U16(at));
    format.positive_suffix = String(U16(at + 2));
    format.negative_prefix = String(U16(at + 4));
    format.negative_suffix = String(U16(at + 6));
    format.decimal = String(U16(shape_at));
    format.group = String(U16(shape_at + 2));
    format.zero = ReadAt<std::uint32_t>(bytes_, shape_at + 4).value_or('0') & 0x1fffffU;
    format.primary = byte(8);
    format.secondary = byte(9);
    format.minimum = byte(10);
    format.digits = byte(11) < 16 ? byte(11) : 16;
    return WriteMoney(money.amount, exponent, format);
  }
  std::string plain = FormatDecimal(money.amount, exponent);
  if (!code.empty()) (plain += ' ') += code;
  return plain;
}

}  // namespace afterglow
