// Turns a JavaScript literal into JSON without evaluating anything: objects, arrays, strings,
// numbers, true, false, null, undefined, and the !0 and !1 that minifiers write; with comments,
// single quotes, unquoted keys and trailing commas. Whatever would have to be run is refused.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace afterglow {

class JsLiteralReader {
 public:
  // Reads `script` from `at` on.
  JsLiteralReader(std::string_view script, std::size_t at) : script_(script), at_(at) {}

  // Appends the value's JSON to `json`. False when it is no literal: problem() says why, and json
  // holds half a value.
  bool ReadValue(std::string& json);
  // Takes `c` if it comes next, after space and comments.
  bool Take(char c);
  bool TakeWord(std::string_view word);
  void SkipSpace();

  std::size_t at() const { return at_; }
  const char* problem() const { return problem_; }

 private:
  bool ReadObject(std::string& json);
  bool ReadArray(std::string& json);
  bool ReadKey(std::string& json);
  bool ReadString(std::string& json);
  bool ReadEscape(std::string& json);
  bool ReadNumber(std::string& json);
  bool ReadHex(int digits, char32_t* value);
  bool EndsValue();
  bool Refuse(const char* problem);
  char peek() const { return at_ < script_.size() ? script_[at_] : '\0'; }

  std::string_view script_;
  std::size_t at_;
  int depth_ = 0;
  const char* problem_ = "";
};

// Letters, digits, "_" and "$"; bytes of other alphabets count as letters.
bool IsJsNameByte(char c);

}  // namespace afterglow
