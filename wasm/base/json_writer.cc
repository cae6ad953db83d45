#include "base/json_writer.h"

#include "base/money.h"
#include "base/sentence.h"
#include "base/utf8.h"

namespace afterglow {

void JsonWriter::BeforeValue() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

void JsonWriter::Open(char bracket) {
  BeforeValue();
  out_ += bracket;
  needs_comma_ = false;
}

void JsonWriter::Close(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  Text(key);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::Key(const char* key) { return Key(std::string_view(key)); }
void JsonWriter::Text(const char* text) { Text(std::string_view(text)); }
void JsonWriter::Text(const std::string& text) { Text(std::string_view(text)); }

void AppendJsonText(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  while (!text.empty()) {
    const Utf8Character character = TakeUtf8(text);
    const char32_t point = character.code_point;
    switch (point) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (point < 0x20 || point == '<' || point == '>' || point == '&' || point == 0x7f) {
          out += "\\u00";
          out += kHex[point >> 4];
          out += kHex[point & 15];
        } else if (point == 0x2028 || point == 0x2029) {
          out += point == 0x2028 ? "\\u2028" : "\\u2029";
        } else if (character.valid) {
          out += character.bytes;
        } else {
          out += "\xef\xbf\xbd";
        }
    }
  }
}

void JsonWriter::Text(std::string_view text) {
  BeforeValue();
  out_ += '"';
  AppendJsonText(out_, text);
  out_ += '"';
}

void JsonWriter::Integer(std::int64_t value) {
  BeforeValue();
  AppendDecimal(out_, value, 0);
}

void JsonWriter::Unsigned(std::uint64_t value) {
  BeforeValue();
  AppendNumber(out_, value);
}

void JsonWriter::Decimal(double value, int digits) {
  double scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  const double scaled = value * scale;
  constexpr double kLargest = 9007199254740992.0;
  BeforeValue();
  if (!(scaled > -kLargest && scaled < kLargest)) {
    out_ += "null";
    return;
  }
  // Half away from zero; the cast truncates, so this is exact for every representable input.
  const auto rounded = static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  AppendDecimal(out_, rounded, digits);
  if (digits > 0) {
    while (out_.back() == '0') out_.pop_back();
    if (out_.back() == '.') out_.pop_back();
  }
}

void JsonWriter::Boolean(bool value) {
  BeforeValue();
  out_ += value ? "true" : "false";
}

void JsonWriter::Null() {
  BeforeValue();
  out_ += "null";
}

void JsonWriter::Raw(std::string_view json) {
  BeforeValue();
  out_ += json;
}

}  // namespace afterglow
