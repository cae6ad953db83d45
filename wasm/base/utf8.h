// Walks text as UTF-8, one character at a time; bytes that are not UTF-8 come out one by one. And
// writes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace afterglow {

struct Utf8Character {
  char32_t code_point = 0xfffd;  // U+FFFD when not valid
  std::string_view bytes;        // one to four
  bool valid = false;
};

// Takes the first character off `text`. Precondition: !text.empty(). Overlong forms, surrogates and
// values above U+10FFFF are not valid.
inline Utf8Character TakeUtf8(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  std::size_t length = first < 0x80   ? 1
                       : first < 0xc2 ? 0
                       : first < 0xe0 ? 2
                       : first < 0xf0 ? 3
                       : first < 0xf5 ? 4
                                      : 0;
  char32_t point = length == 1   ? first
                   : length == 2 ? first & 0x1fU
                   : length == 3 ? first & 0x0fU
                                 : first & 0x07U;
  if (length == 0 || length > text.size()) length = 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) {
      length = 0;
      break;
    }
    point = (point << 6U) | (byte(i) & 0x3fU);
  }
  const bool valid = length != 0 &&
                     !(length == 3 && (point < 0x800 || (point >= 0xd800 && point < 0xe000))) &&
                     !(length == 4 && (point < 0x10000 || point > 0x10ffff));
  Utf8Character result;
  result.valid = valid;
  result.bytes = text.substr(0, valid ? length : 1);
  if (valid) result.code_point = point;
  text.remove_prefix(result.bytes.size());
  return result;
}

// Precondition: at most U+1FFFFF.
void AppendUtf8(std::string& out, char32_t code_point);

}  // namespace afterglow
