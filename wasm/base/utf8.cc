#include "base/utf8.h"

namespace afterglow {

void AppendUtf8(std::string& out, char32_t code_point) {
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
    return;
  }
  // The first byte says how many follow; each of those holds six bits.
  const unsigned tails = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  out += static_cast<char>((0xff00U >> (tails + 1)) | (code_point >> (6 * tails)));
  for (unsigned left = tails; left-- > 0;) {
    out += static_cast<char>(0x80U | ((code_point >> (6 * left)) & 0x3fU));
  }
}

}  // namespace afterglow
