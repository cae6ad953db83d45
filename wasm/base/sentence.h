// Puts a sentence together from texts and whole numbers:
//
//   return Error{ErrorCode::kLimit, Sentence() << "the list has " << n << " entries", 0};
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace afterglow {

// With a point before the last `decimals` digits, and as many zeros in front as that takes.
// `decimals` is 0 to 18.
void AppendNumber(std::string& out, std::uint64_t number, int decimals = 0);

class Sentence {
 public:
  // Of literals no view is made at each of the many places.
  Sentence& operator<<(const char* text);
  Sentence& operator<<(std::string_view text);
  Sentence& operator<<(const std::string& text);
  template <std::unsigned_integral Number>
  Sentence& operator<<(Number number) {
    return Add(number);
  }
  operator std::string() { return std::move(text_); }  // NOLINT: implicit by intent

 private:
  Sentence& Add(std::uint64_t number);
  std::string text_;
};

}  // namespace afterglow
