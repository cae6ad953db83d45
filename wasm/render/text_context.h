// Where in its output a template stands, so that each value gets the escaping its place needs.
// Follows the literal text of a template as an HTML tokenizer would, as far as templates may go:
// what this cannot follow safely is an error at build, not a guess.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "render/escape.h"

namespace afterglow {

enum class TextKind : std::uint8_t { kHtml, kPlain, kJson, kCss };

// By the ending of a file name: ".html", ".txt", ".json", ".css"; nothing for another.
std::optional<TextKind> ParseTextKind(std::string_view file_name);

class TextContext {
 public:
  explicit TextContext(TextKind kind) : kind_(kind) {}

  // Literal text. With `reduce`, HTML, CSS and JSON come back without the blanks and comments that
  // have no effect; otherwise the text comes back as it is. Errors carry no place.
  Result<std::string> Literal(std::string_view text, bool reduce);
  // The escaping of a value here; the message of an error completes "{{name}} …".
  Result<Escape> Value();
  // Whether a partial of that kind may stand here; the message completes "{{> name}} …".
  Status Partial(TextKind kind) const;

  // Sections must end where they began: this compares.
  bool SamePlace(const TextContext& other) const;
  // "in text", "in the value of href", …: for messages.
  std::string Place() const;
  bool at_start() const;  // where a file may begin and end
  bool is_html() const { return kind_ == TextKind::kHtml; }

 private:
  enum class State : std::uint8_t {
    kText,
    kTagOpen,      // after "<"
    kTagName,      // in the name
    kInTag,        // between attributes
    kName,         // in an attribute's name
    kAfterName,    // after it, before "="
    kBeforeValue,  // after "="
    kQuoted,       // in a quoted value
    kUnquoted,     // in a value without quotes
    kMarkup,       // in <!doctype …> or <!-- -->
    kRaw,          // in <style>, <script> …: no values
    kRcdata,       // in <title>, <textarea>
    kJsonString,   // in "…"
  };

  void Html(char c);
  void Json(char c);
  void EndOfTag();
  void InRawText(char c);
  bool IsKept(std::string& out, char c, bool reduce);

  TextKind kind_;
  State state_ = State::kText;
  char quote_ = 0;
  bool closing_ = false;            // in "</…"
  bool escaped_ = false;            // after "\" in a JSON string
  bool valued_ = false;             // a value already stands in this attribute
  bool blank_ = true;               // the last character written in text was a blank
  std::string tag_, name_, value_;  // lower case; the attribute's value as far as it is literal
  std::string raw_;                 // the last characters of raw text, or all of "<!…"
};

}  // namespace afterglow
