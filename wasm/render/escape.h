// Makes any bytes harmless for the place they are written to. Bytes that are not UTF-8 become
// U+FFFD; control characters and the direction overrides U+202A–202E, U+2066–2069 are dropped, so a
// title can neither break a line nor turn the text after it around.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterglow {

// The numbers are in compiled templates: append, never renumber.
enum class Escape : std::uint8_t {
  kHtml = 0,     // HTML text and quoted attribute values
  kUrl = 1,      // a whole URL in a quoted attribute; "#" when IsSafeUrl refuses it
  kUrlPart = 2,  // a piece of a URL in a quoted attribute: percent-encoded
  kPlain = 3,    // plain text
  kJson = 4,     // inside a JSON string
};

// Unknown numbers escape as kHtml.
void AppendEscaped(std::string& out, std::string_view text, Escape escape);

inline constexpr std::size_t kLongestUrl = 2048;  // bytes

// https:, http:, mailto: or relative, at most kLongestUrl bytes, no control characters, not empty.
bool IsSafeUrl(std::string_view url);

}  // namespace afterglow
