#include "page/js_literal.h"

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"
#include "page/element.h"

namespace afterglow {
namespace {

constexpr int kDeepest = 32;
constexpr const char* kComputed = "it is computed when the page runs";
constexpr const char* kCutOff = "it is not complete, or not JavaScript";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = AsciiLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void AppendUnicodeEscape(std::string& json, char32_t unit) {
  constexpr char kDigits[] = "0123456789abcdef";
  json += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    json += kDigits[(unit >> static_cast<unsigned>(shift)) & 15U];
  }
}

void AppendCharacter(std::string& json, char32_t point) {
  if (point < 0x20 || point == '"' || point == '\\' || (point >= 0xd800 && point < 0xe000)) {
    AppendUnicodeEscape(json, point);
  } else {
    AppendUtf8(json, point);
  }
}

}  // namespace

bool IsJsNameByte(char c) {
  return IsAsciiLetter(c) || IsDigit(c) || c == '_' || c == '$' ||
         static_cast<std::uint8_t>(c) >= 0x80;
}

bool JsLiteralReader::Refuse(const char* problem) {
  problem_ = at_ >= script_.size() ? kCutOff : problem;
  return false;
}

void JsLiteralReader::SkipSpace() {
  while (at_ < script_.size()) {
    const std::string_view rest = script_.substr(at_);
    if (IsHtmlSpace(rest[0]) || rest[0] == '\v') {
      ++at_;
    } else if (rest.substr(0, 2) == "//") {
      at_ = std::min(script_.find_first_of("\r\n", at_), script_.size());
    } else if (rest.substr(0, 2) == "/*") {
      const std::size_t end = script_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? script_.size() : end + 2;
    } else {
      return;
    }
  }
}

bool JsLiteralReader::Take(char c) {
  SkipSpace();
  if (peek() != c || at_ >= script_.size()) return false;
  ++at_;
  return true;
}

bool JsLiteralReader::TakeWord(std::string_view word) {
  SkipSpace();
  if (script_.substr(at_, word.size()) != word) return false;
  const std::size_t after = at_ + word.size();
  if (IsJsNameByte(word[0]) && after < script_.size() && IsJsNameByte(script_[after])) return false;
  at_ = after;
  return true;
}

// A literal followed by anything else is part of an expression.
bool JsLiteralReader::EndsValue() {
  SkipSpace();
  const char c = peek();
  return c == ',' || c == '}' || c == ']' || c == ')' || c == ';' || at_ >= script_.size() ||
         Refuse(kComputed);
}

bool JsLiteralReader::ReadValue(std::string& json) {
  SkipSpace();
  const char c = peek();
  bool read = false;
  if (c == '{' || c == '[') {
    if (depth_ == kDeepest) return Refuse("it nests deeper than 32 levels");
    ++depth_;
    read = c == '{' ? ReadObject(json) : ReadArray(json);
    --depth_;
    return read;  // what follows is for the caller: an array may go on as ".push(…)"
  }
  if (c == '"' || c == '\'' || c == '`') {
    read = ReadString(json);
  } else if (IsDigit(c) || c == '-' || c == '+' || c == '.') {
    read = ReadNumber(json);
  } else {
    read = true;
    if (TakeWord("true") || TakeWord("!0")) {
      json += "true";
    } else if (TakeWord("false") || TakeWord("!1")) {
      json += "false";
    } else if (TakeWord("null") || TakeWord("undefined") || TakeWord("void 0")) {
      json += "null";
    } else {
      return Refuse(kComputed);
    }
  }
  return read && EndsValue();
}

bool JsLiteralReader::ReadObject(std::string& json) {
  ++at_;
  json += '{';
  for (bool first = true; !Take('}'); first = false) {
    if (!first) {
      if (!Take(',')) return Refuse(kComputed);
      if (Take('}')) break;
      json += ',';
    }
    if (!ReadKey(json)) return false;
    json += ':';
    if (!Take(':')) return Refuse(kComputed);  // a shorthand, a method or an accessor
    if (!ReadValue(json) || !EndsValue()) return false;
  }
  json += '}';
  return true;
}

bool JsLiteralReader::ReadArray(std::string& json) {
  ++at_;
  json += '[';
  for (bool first = true; !Take(']'); first = false) {
    if (!first) {
      if (!Take(',')) return Refuse(kComputed);
      if (Take(']')) break;
      json += ',';
    }
    if (!ReadValue(json) || !EndsValue()) return false;
  }
  json += ']';
  return true;
}

bool JsLiteralReader::ReadKey(std::string& json) {
  SkipSpace();
  if (peek() == '"' || peek() == '\'') return ReadString(json);
  if (!IsJsNameByte(peek())) return Refuse(kComputed);
  json += '"';
  while (at_ < script_.size() && IsJsNameByte(peek())) json += script_[at_++];
  json += '"';
  return true;
}

bool JsLiteralReader::ReadString(std::string& json) {
  const char quote = script_[at_++];
  json += '"';
  while (at_ < script_.size()) {
    const char c = script_[at_++];
    if (c == quote) {
      json += '"';
      return true;
    }
    if (c == '\\') {
      if (!ReadEscape(json)) return false;
    } else if (quote == '`' && c == '$' && peek() == '{') {
      return Refuse(kComputed);
    } else if (quote != '`' && (c == '\n' || c == '\r')) {
      return Refuse(kCutOff);
    } else if (static_cast<std::uint8_t>(c) >= 0x80) {
      json += c;
    } else {
      AppendCharacter(json, static_cast<std::uint8_t>(c));
    }
  }
  return Refuse(kCutOff);
}

bool JsLiteralReader::ReadHex(int digits, char32_t* value) {
  *value = 0;
  for (int i = 0; i < digits; ++i) {
    const int digit = HexDigit(peek());
    if (digit < 0) return Refuse(kCutOff);
    *value = *value * 16 + static_cast<char32_t>(digit);
    ++at_;
  }
  return true;
}

// After the backslash.
bool JsLiteralReader::ReadEscape(std::string& json) {
  if (at_ >= script_.size()) return Refuse(kCutOff);
  const char c = script_[at_++];
  char32_t point = 0;
  switch (c) {
    case 'n':
      point = '\n';
      break;
    case 't':
      point = '\t';
      break;
    case 'r':
      point = '\r';
      break;
    case 'b':
      point = '\b';
      break;
    case 'f':
      point = '\f';
      break;
    case 'v':
      point = '\v';
      break;
    case '\r':  // a line that goes on
      if (peek() == '\n') ++at_;
      return true;
    case '\n':
      return true;
    case 'x':
      if (!ReadHex(2, &point)) return false;
      break;
    case 'u':
      if (peek() == '{') {
        ++at_;
        while (HexDigit(peek()) >= 0 && point <= 0x10ffff) {
          point = point * 16 + static_cast<char32_t>(HexDigit(script_[at_++]));
        }
        if (peek() != '}' || point > 0x10ffff) return Refuse(kCutOff);
        ++at_;
      } else if (!ReadHex(4, &point)) {
        return false;
      }
      break;
    default:
      if (IsDigit(c) && (c != '0' || IsDigit(peek()))) return Refuse("it has an octal escape");
      if (static_cast<std::uint8_t>(c) >= 0x80) {
        json += c;
        return true;
      }
      point = c == '0' ? 0 : static_cast<std::uint8_t>(c);
  }
  AppendCharacter(json, point);
  return true;
}

// Decimal literals, as JSON writes them: ".5" becomes "0.5", "5." becomes "5".
bool JsLiteralReader::ReadNumber(std::string& json) {
  if (peek() == '-' || peek() == '+') {
    if (peek() == '-') json += '-';
    ++at_;
  }
  const std::size_t first = at_;
  while (IsDigit(peek())) ++at_;
  std::string_view whole = script_.substr(first, at_ - first);
  if (whole.size() > 1 && whole[0] == '0') return Refuse("it has an octal number");
  json += whole.empty() ? "0" : whole;
  bool any = !whole.empty();
  if (peek() == '.') {
    const std::size_t point = at_++;
    while (IsDigit(peek())) ++at_;
    if (at_ - point > 1) json += script_.substr(point, at_ - point);
    any = any || at_ - point > 1;
  }
  if (!any) return Refuse(kComputed);
  if (peek() == 'e' || peek() == 'E') {
    const std::size_t exponent = at_++;
    if (peek() == '-' || peek() == '+') ++at_;
    if (!IsDigit(peek())) return Refuse(kCutOff);
    while (IsDigit(peek())) ++at_;
    json += script_.substr(exponent, at_ - exponent);
  }
  return !IsJsNameByte(peek()) || Refuse(kComputed);  // 0x1f, 10n, 1_000
}

}  // namespace afterglow
