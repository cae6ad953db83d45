// A few words in one text, with bars between: "html|text|json". A table of them would be as many
// pointers in a module that is judged by its size.
#pragma once

#include <cstddef>
#include <string_view>

namespace afterglow {

// Takes what stands before the first `separator` off the front of `rest`, and the separator.
std::string_view TakeWord(std::string_view& rest, char separator = '|');

// The word at `place`, 0 the first; empty where there is none.
std::string_view WordAt(std::string_view words, std::size_t place);

// How many there are, for lists that stand in the order of an enumeration to be held to it.
constexpr std::size_t WordCount(std::string_view words) {
  std::size_t count = 1;
  for (const char c : words) count += c == '|' ? 1 : 0;
  return count;
}

inline constexpr std::size_t kNoWord = std::string_view::npos;
// The place of `word`; kNoWord when it is none of them.
std::size_t PlaceOfWord(std::string_view words, std::string_view word);

}  // namespace afterglow
