#include "base/sentence.h"

namespace afterglow {

void AppendNumber(std::string& out, std::uint64_t number, int decimals) {
  constexpr std::size_t kMostCharacters = 24;  // 20 digits of the number itself, a point
  char text[kMostCharacters];
  std::size_t first = kMostCharacters;
  for (int digit = 0; number != 0 || digit <= decimals; ++digit) {
    if (digit == decimals && decimals > 0) text[--first] = '.';
    text[--first] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  out.append(text + first, kMostCharacters - first);
}

Sentence& Sentence::operator<<(const char* text) {
  text_ += text;
  return *this;
}

Sentence& Sentence::operator<<(std::string_view text) {
  text_ += text;
  return *this;
}

Sentence& Sentence::operator<<(const std::string& text) {
  text_ += text;
  return *this;
}

Sentence& Sentence::Add(std::uint64_t number) {
  AppendNumber(text_, number);
  return *this;
}

}  // namespace afterglow
