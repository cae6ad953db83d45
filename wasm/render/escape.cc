#include "render/escape.h"

#include "base/json_writer.h"
#include "base/utf8.h"

namespace afterglow {
namespace {

bool IsDropped(char32_t point) {
  if (point < 0x20) return point != '\n' && point != '\t';
  return (point >= 0x7f && point < 0xa0) || (point >= 0x202a && point <= 0x202e) ||
         (point >= 0x2066 && point <= 0x2069);
}

std::string_view Entity(char32_t point) {
  switch (point) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

void AppendPercent(std::string& out, std::string_view bytes) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
}

bool IsAlphanumeric(char32_t c) {
  return (c >= '0' && c <= '9') || ((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z');
}

// RFC 3986, 2.3.
bool IsUnreserved(char32_t c) {
  return IsAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// Visible characters that a URL in an attribute should not hold as they are.
bool IsUnwise(char32_t c) {
  return c == ' ' || c == '"' || c == '<' || c == '>' || c == '`' || c == '{' || c == '}' ||
         c == '|' || c == '^';
}

std::string_view Trimmed(std::string_view url) {
  while (!url.empty() && url.front() == ' ') url.remove_prefix(1);
  while (!url.empty() && url.back() == ' ') url.remove_suffix(1);
  return url;
}

bool SameScheme(std::string_view scheme, std::string_view lower) {
  if (scheme.size() != lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if ((scheme[i] | 0x20) != lower[i]) return false;
  }
  return true;
}

}  // namespace

bool IsSafeUrl(std::string_view url) {
  url = Trimmed(url);
  if (url.empty() || url.size() > kLongestUrl) return false;
  for (const char c : url) {
    // Browsers skip tabs and line ends inside a scheme, so none may be there at all.
    if (static_cast<std::uint8_t>(c) < 0x20 || c == 0x7f) return false;
  }
  const std::size_t end = url.find_first_of(":/?#\\");
  if (end == std::string_view::npos || url[end] != ':') return true;
  const std::string_view scheme = url.substr(0, end);
  return SameScheme(scheme, "https") || SameScheme(scheme, "http") || SameScheme(scheme, "mailto");
}

void AppendEscaped(std::string& out, std::string_view text, Escape escape) {
  if (escape == Escape::kUrl) {
    if (!IsSafeUrl(text)) {
      out += '#';
      return;
    }
    text = Trimmed(text);
  }
  while (!text.empty()) {
    Utf8Character character = TakeUtf8(text);
    if (!character.valid) character.bytes = "\xef\xbf\xbd";
    const char32_t point = character.code_point;
    if (IsDropped(point)) continue;
    if (escape == Escape::kJson) {
      AppendJsonText(out, character.bytes);
      continue;
    }
    const bool percent = (escape == Escape::kUrlPart && !IsUnreserved(point)) ||
                         (escape == Escape::kUrl && IsUnwise(point));
    const std::string_view entity =
        escape == Escape::kPlain || percent ? std::string_view() : Entity(point);
    if (percent) {
      AppendPercent(out, character.bytes);
    } else {
      out += entity.empty() ? character.bytes : entity;
    }
  }
}

}  // namespace afterglow
