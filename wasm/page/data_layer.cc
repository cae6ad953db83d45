#include "page/data_layer.h"

#include <algorithm>
#include <utility>

#include "page/element.h"
#include "page/js_literal.h"

namespace afterglow {
namespace {

bool Mentions(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// What every purchase event of Google's analytics, old or new, has somewhere in it.
bool LooksLikePurchase(std::string_view text) {
  return Mentions(text, "purchase") || Mentions(text, "transaction_id");
}

// Walks a script from token to token, as far as needed to tell code from comments and quotes.
class ScriptWalker {
 public:
  explicit ScriptWalker(std::string_view script) : script_(script) {}

  std::vector<DataLayerFinding> Walk() {
    while (at_ < script_.size()) {
      JsLiteralReader space(script_, at_);
      space.SkipSpace();
      at_ = space.at();
      if (at_ >= script_.size()) break;
      const char c = script_[at_];
      if (IsJsNameByte(c)) {
        Name();
      } else if (c == '"' || c == '\'' || c == '`') {
        String(c);
      } else if (c == '/' && !after_value_) {
        RegularExpression();
      } else {
        after_value_ = c == ')' || c == ']' || c == '}';
        after_dot_ = c == '.';
        ++at_;
      }
    }
    return std::move(found_);
  }

 private:
  void Name() {
    const std::size_t first = at_;
    while (at_ < script_.size() && IsJsNameByte(script_[at_])) ++at_;
    const std::string_view name = script_.substr(first, at_ - first);
    after_value_ = name != "return" && name != "typeof" && name != "case" && name != "in" &&
                   name != "of" && name != "void";
    // A property of that name is the global's only behind window and its like, which in a page is
    // what stands before the dot nearly always.
    if (name == "dataLayer") AfterDataLayer();
    if (name == "gtag" && !after_dot_) AfterGtag();
    after_dot_ = false;
  }

  // Also window["dataLayer"].
  void String(char quote) {
    const std::size_t first = ++at_;
    while (at_ < script_.size() && script_[at_] != quote) {
      if (script_[at_] == '\\') ++at_;
      // Only a template goes on over the end of a line: elsewhere the quote was none of ours.
      if (quote != '`' && at_ < script_.size() && (script_[at_] == '\n')) break;
      ++at_;
    }
    at_ = std::min(at_, script_.size());
    const std::string_view text = script_.substr(first, at_ - first);
    if (at_ < script_.size()) ++at_;
    after_value_ = true;
    after_dot_ = false;
    JsLiteralReader reader(script_, at_);
    if (text == "dataLayer" && reader.Take(']')) {
      at_ = reader.at();
      AfterDataLayer();
    }
  }

  void RegularExpression() {
    bool in_class = false;
    for (++at_; at_ < script_.size() && script_[at_] != '\n'; ++at_) {
      const char c = script_[at_];
      if (c == '\\') ++at_;
      if (c == '[') in_class = true;
      if (c == ']') in_class = false;
      if (c == '/' && !in_class) break;
    }
    at_ = std::min(at_ + 1, script_.size());
    after_value_ = true;
  }

  void AfterDataLayer() {
    JsLiteralReader reader(script_, at_);
    if (reader.Take('=')) {
      TakeOldList(reader);
      reader.SkipSpace();
      const std::size_t list = reader.at();
      if (list >= script_.size() || script_[list] != '[') return;
      ReadLiteral(reader);
      reader.Take(')');
    }
    if (!reader.Take('.') || !reader.TakeWord("push") || !reader.Take('(')) return;
    do {
      if (!ReadLiteral(reader)) return;
    } while (reader.Take(','));
    at_ = reader.at();
  }

  // "window.dataLayer ||", as in window.dataLayer = window.dataLayer || [].
  static void TakeOldList(JsLiteralReader& reader) {
    if (reader.TakeWord("window") || reader.TakeWord("self")) reader.Take('.');
    if (reader.TakeWord("dataLayer")) reader.TakeWord("||");
  }

  bool ReadLiteral(JsLiteralReader& reader) {
    reader.SkipSpace();
    const std::size_t first = reader.at();
    std::string json;
    const bool read = reader.ReadValue(json);
    const std::string_view text = script_.substr(first, reader.at() - first);
    if (LooksLikePurchase(read ? std::string_view(json) : text)) Add(first, read, reader, json);
    if (read) at_ = reader.at();
    return read;
  }

  void AfterGtag() {
    JsLiteralReader reader(script_, at_);
    if (!reader.Take('(')) return;
    std::string kind, event, json;
    reader.SkipSpace();
    const std::size_t first = reader.at();
    if (!reader.ReadValue(kind) || kind != "\"event\"" || !reader.Take(',')) return;
    if (!reader.ReadValue(event) || event != "\"purchase\"" || !reader.Take(',')) return;
    const bool read = reader.ReadValue(json);
    Add(first, read, reader, "[\"event\",\"purchase\"," + json + "]");
    if (read) at_ = reader.at();
  }

  void Add(std::size_t first, bool read, const JsLiteralReader& reader, std::string json) {
    found_.push_back({first, read ? std::move(json) : std::string(), reader.problem()});
  }

  std::string_view script_;
  std::size_t at_ = 0;
  bool after_value_ = false;  // a "/" here would divide
  bool after_dot_ = false;
  std::vector<DataLayerFinding> found_;
};

}  // namespace

std::vector<DataLayerFinding> FindPurchases(std::string_view script) {
  if (!LooksLikePurchase(script)) return {};
  return ScriptWalker(script).Walk();
}

}  // namespace afterglow
