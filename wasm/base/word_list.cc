#include "base/word_list.h"

namespace afterglow {

std::string_view TakeWord(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return word;
}

std::string_view WordAt(std::string_view words, std::size_t place) {
  while (place-- > 0) TakeWord(words);
  return TakeWord(words);
}

std::size_t PlaceOfWord(std::string_view words, std::string_view word) {
  for (std::size_t place = 0; !words.empty(); ++place) {
    if (TakeWord(words) == word) return place;
  }
  return kNoWord;
}

}  // namespace afterglow
