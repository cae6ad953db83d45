#include "render/clip.h"

#include "base/utf8.h"

namespace afterglow {
namespace {

bool IsBlank(char32_t c) { return c <= ' ' || c == 0xa0 || c == 0x2028 || c == 0x2029; }

}  // namespace

std::string Clipped(std::string_view text, std::size_t most) {
  std::string out;
  std::size_t count = 0, last_blank = 0;
  bool blank = false;
  while (!text.empty()) {
    const Utf8Character character = TakeUtf8(text);
    if (IsBlank(character.code_point)) {
      blank = !out.empty();
      continue;
    }
    if (count + (blank ? 2 : 1) > most) {
      if (last_blank * 4 > out.size() * 3) out.resize(last_blank);
      return out + "…";
    }
    if (blank) {
      last_blank = out.size();
      out += ' ';
      ++count;
    }
    blank = false;
    ++count;
    out += character.bytes;
  }
  return out;
}

}  // namespace afterglow
