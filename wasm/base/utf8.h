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
  // The smallest character of each length; what is smaller is an overlong form.
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  const std::uint8_t first = byte(0);
  const std::size_t tails = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  char32_t point = first;
  bool valid = tails == 0;
  if (!valid && tails < text.size() && first >= 0xc2 && first < 0xf5) {
    point &= 0x3fU >> tails;
    valid = true;
    for (std::size_t i = 1; i <= tails && valid; ++i) {
      valid = (byte(i) & 0xc0U) == 0x80;
      point = (point << 6U) | (byte(i) & 0x3fU);
    }
    valid = valid && point >= kLeast[tails] && point <= 0x10ffff && point - 0xd800 >= 0x800;
  }
  Utf8Character result;
  result.valid = valid;
  result.bytes = text.substr(0, valid ? tails + 1 : 1);
  if (valid) result.code_point = point;
  text.remove_prefix(result.bytes.size());
  return result;
}

// Precondition: at most U+1FFFFF.
void AppendUtf8(std::string& out, char32_t code_point);

}  // namespace afterglow
