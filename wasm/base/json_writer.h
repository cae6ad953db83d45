// Writes JSON text front to back, without a tree. The caller nests correctly; commas are ours.
//
//   JsonWriter json;
//   json.BeginObject();
//   json.Key("sku").Text("TENT-2P");
//   json.Key("value").Integer(4200);
//   json.EndObject();
//   std::string text = json.Take();
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterglow {

// What stands between the quotes of a JSON text. Invalid UTF-8 becomes U+FFFD; "<", ">", "&",
// U+2028 and U+2029 are written as \u escapes, so that the text may stand inside a <script> element
// as it is.
void AppendJsonText(std::string& out, std::string_view text);

class JsonWriter {
 public:
  void BeginObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { Close(']'); }
  JsonWriter& Key(std::string_view key);
  // A view is made here, not by each of the many callers: the module is judged by its size.
  JsonWriter& Key(const char* key);

  // Escaped as AppendJsonText does.
  void Text(std::string_view text);
  void Text(const std::string& text);
  void Text(const char* text);
  void Integer(std::int64_t value);
  void Unsigned(std::uint64_t value);
  // Rounded half away from zero to `digits` decimals (0 to 9), trailing zeros dropped, computed in
  // integers: the same text on every platform. Values that are not finite are written as null.
  void Decimal(double value, int digits);
  void Boolean(bool value);
  void Null();
  // `json` must be one complete JSON value.
  void Raw(std::string_view json);

  std::string Take() { return std::move(out_); }

 private:
  void Open(char bracket);
  void Close(char bracket);
  void BeforeValue();

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace afterglow
