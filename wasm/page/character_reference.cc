#include "page/character_reference.h"

#include <cstdint>

#include "base/utf8.h"
#include "page/element.h"

namespace afterglow {
namespace {

struct NamedReference {
  std::string_view name;
  char32_t code_point;
  bool needs_semicolon;
};
constexpr NamedReference kNamed[] = {{"amp", '&', false},  {"lt", '<', false},
                                     {"gt", '>', false},   {"quot", '"', false},
                                     {"apos", '\'', true}, {"nbsp", 0xa0, false}};

// What 0x80 to 0x9f mean in numeric references: windows-1252.
constexpr char16_t kWindows1252[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

int DigitValue(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = AsciiLower(c);
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsAlphanumeric(char c) { return IsAsciiLetter(c) || (c >= '0' && c <= '9'); }

char32_t Sanitize(char32_t point) {
  if (point == 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return 0xfffd;
  return point >= 0x80 && point < 0xa0 ? kWindows1252[point - 0x80] : point;
}

// Length of the numeric reference at the start of `text` ("&#…"), 0 when it is none.
std::size_t ReadNumeric(std::string_view text, char32_t* point) {
  const bool hex = text.size() > 2 && AsciiLower(text[2]) == 'x';
  const int base = hex ? 16 : 10;
  std::size_t at = hex ? 3 : 2;
  const std::size_t first = at;
  char32_t value = 0;
  for (; at < text.size() && DigitValue(text[at], base) >= 0; ++at) {
    if (value <= 0x10ffff) {
      value =
          value * static_cast<char32_t>(base) + static_cast<char32_t>(DigitValue(text[at], base));
    }
  }
  if (at == first) return 0;
  *point = Sanitize(value);
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

std::size_t ReadNamed(std::string_view text, bool in_attribute, char32_t* point) {
  for (const NamedReference& named : kNamed) {
    if (text.substr(1, named.name.size()) != named.name) continue;
    const std::size_t after = 1 + named.name.size();
    *point = named.code_point;
    if (after < text.size() && text[after] == ';') return after + 1;
    if (named.needs_semicolon) return 0;
    const bool goes_on = after < text.size() && (text[after] == '=' || IsAlphanumeric(text[after]));
    return in_attribute && goes_on ? 0 : after;
  }
  return 0;
}

}  // namespace

std::string ResolveReferences(std::string_view text, bool in_attribute) {
  std::string out;
  while (!text.empty()) {
    const std::size_t reference = text.find('&');
    out.append(text.substr(0, reference));
    if (reference == std::string_view::npos) break;
    text.remove_prefix(reference);
    char32_t point = 0;
    std::size_t length = text.size() > 1 && text[1] == '#' ? ReadNumeric(text, &point)
                                                           : ReadNamed(text, in_attribute, &point);
    if (length == 0) {
      out += '&';
      length = 1;
    } else {
      AppendUtf8(out, point);
    }
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace afterglow
