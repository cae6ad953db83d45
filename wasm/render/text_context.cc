#include "render/text_context.h"

#include <algorithm>
#include <array>

namespace afterglow {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

template <std::size_t N>
bool IsOneOf(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Elements whose content is not markup.
bool IsRawElement(std::string_view tag) {
  constexpr std::array<std::string_view, 7> kRaw = {"style",   "script",   "xmp",      "iframe",
                                                    "noembed", "noframes", "plaintext"};
  return IsOneOf(tag, kRaw);
}
bool IsRcdataElement(std::string_view tag) { return tag == "title" || tag == "textarea"; }

// Attributes that hold one URL.
bool IsUrlAttribute(std::string_view name) {
  constexpr std::array<std::string_view, 13> kUrls = {
      "href", "src",  "action",     "formaction", "poster",   "cite",    "background",
      "data", "ping", "xlink:href", "manifest",   "longdesc", "codebase"};
  return IsOneOf(name, kUrls);
}
// Attributes that hold code, several URLs or markup: no value may stand there.
bool IsForbiddenAttribute(std::string_view name) {
  return name.substr(0, 2) == "on" || name == "style" || name == "srcdoc" || name == "srcset" ||
         name == "imagesrcset" || name == "http-equiv";
}

// CSS without comments, and with one blank for a run of them, none at braces and semicolons.
std::string ReducedCss(std::string_view css) {
  std::string out;
  char quote = 0;
  bool blank = false;
  for (std::size_t i = 0; i < css.size(); ++i) {
    const char c = css[i];
    if (quote != 0) {
      out += c;
      if (c == '\\' && i + 1 < css.size()) {
        out += css[++i];
      } else if (c == quote) {
        quote = 0;
      }
      continue;
    }
    if (c == '/' && css.substr(i, 2) == "/*") {
      const std::size_t end = css.find("*/", i + 2);
      if (end == std::string_view::npos) break;
      i = end + 1;
      continue;
    }
    if (IsBlank(c)) {
      blank = true;
      continue;
    }
    constexpr std::string_view kTight = "{};,>";
    const bool tight = kTight.find(c) != std::string_view::npos;
    if (blank && !tight && !out.empty() && kTight.find(out.back()) == std::string_view::npos) {
      out += ' ';
    }
    blank = false;
    if (c == '}' && !out.empty() && out.back() == ';') out.pop_back();
    if (c == '"' || c == '\'') quote = c;
    out += c;
  }
  return out;
}

}  // namespace

std::optional<TextKind> ParseTextKind(std::string_view file_name) {
  const std::size_t dot = file_name.rfind('.');
  const std::string_view ending =
      dot == std::string_view::npos ? std::string_view() : file_name.substr(dot);
  if (ending == ".html") return TextKind::kHtml;
  if (ending == ".txt") return TextKind::kPlain;
  if (ending == ".json") return TextKind::kJson;
  if (ending == ".css") return TextKind::kCss;
  return std::nullopt;
}

Result<std::string> TextContext::Literal(std::string_view text, bool reduce) {
  if (kind_ == TextKind::kCss) {
    if (text.find("</") != std::string_view::npos) {
      return Error{ErrorCode::kBadTemplate, "a style sheet must not contain \"</\"", 0};
    }
    return reduce ? ReducedCss(text) : std::string(text);
  }
  std::string out;
  for (const char c : text) {
    if (kind_ == TextKind::kHtml) {
      Html(c);
      if (IsKept(out, c, reduce)) out += c;
    } else {
      const bool loose = kind_ == TextKind::kJson && state_ == State::kText && IsBlank(c);
      if (kind_ == TextKind::kJson) Json(c);
      if (!loose || !reduce) out += c;
    }
  }
  return out;
}

// Whether to write `c`: of a run of blanks in text or between attributes, the first.
bool TextContext::IsKept(std::string& out, char c, bool reduce) {
  const bool loose = state_ == State::kText || state_ == State::kInTag;
  const bool blank = IsBlank(c) && loose;
  const bool again = blank && blank_ && reduce;
  if (again && c == '\n' && !out.empty() && out.back() == ' ' && state_ == State::kText) {
    out.back() = '\n';
  }
  blank_ = blank;
  return !again;
}

void TextContext::EndOfTag() {
  const bool opening = !closing_;
  if (opening && IsRawElement(tag_)) {
    state_ = State::kRaw;
  } else if (opening && IsRcdataElement(tag_)) {
    state_ = State::kRcdata;
  } else {
    state_ = State::kText;
  }
  raw_.clear();
}

// Raw text ends at "</" and its own element's name, whatever follows.
void TextContext::InRawText(char c) {
  raw_ += Lower(c);
  const std::string end = "</" + tag_;
  if (raw_.size() > end.size()) raw_.erase(0, raw_.size() - end.size());
  if (raw_ != end) return;
  closing_ = true;
  state_ = State::kInTag;
}

void TextContext::Html(char c) {
  switch (state_) {
    case State::kText:
      if (c == '<') state_ = State::kTagOpen;
      return;
    case State::kTagOpen:
      closing_ = false;
      tag_.clear();
      if (c == '/') {
        closing_ = true;
        state_ = State::kTagName;
      } else if (c == '!') {
        raw_ = "<!";
        state_ = State::kMarkup;
      } else if (Lower(c) >= 'a' && Lower(c) <= 'z') {
        tag_ += Lower(c);
        state_ = State::kTagName;
      } else {
        state_ = State::kText;
      }
      return;
    case State::kTagName:
      if (c == '>') return EndOfTag();
      if (IsBlank(c) || c == '/') {
        state_ = State::kInTag;
      } else {
        tag_ += Lower(c);
      }
      return;
    case State::kInTag:
      if (c == '>') return EndOfTag();
      if (IsBlank(c) || c == '/') return;
      name_ = Lower(c);
      state_ = State::kName;
      return;
    case State::kName:
    case State::kAfterName:
      if (c == '>') return EndOfTag();
      if (c == '=') {
        state_ = State::kBeforeValue;
      } else if (c == '/') {
        state_ = State::kInTag;
      } else if (IsBlank(c)) {
        state_ = State::kAfterName;
      } else if (state_ == State::kAfterName) {
        name_ = Lower(c);
        state_ = State::kName;
      } else {
        name_ += Lower(c);
      }
      return;
    case State::kBeforeValue:
      value_.clear();
      valued_ = false;
      if (IsBlank(c)) return;
      if (c == '>') return EndOfTag();
      quote_ = c == '"' || c == '\'' ? c : char{0};
      state_ = quote_ != 0 ? State::kQuoted : State::kUnquoted;
      return;
    case State::kQuoted:
      if (c == quote_) {
        state_ = State::kInTag;
      } else {
        value_ += c;
      }
      return;
    case State::kUnquoted:
      if (c == '>') return EndOfTag();
      if (IsBlank(c)) state_ = State::kInTag;
      return;
    case State::kMarkup: {
      raw_ += c;
      const bool comment = raw_.substr(0, 4) == "<!--" || raw_.size() < 4;
      if (c == '>' && (!comment || (raw_.size() >= 7 && raw_.substr(raw_.size() - 3) == "-->"))) {
        state_ = State::kText;
      }
      return;
    }
    case State::kRaw:
    case State::kRcdata:
      return InRawText(c);
    case State::kJsonString:
      return;
  }
}

void TextContext::Json(char c) {
  if (state_ != State::kJsonString) {
    if (c == '"') state_ = State::kJsonString;
    return;
  }
  if (escaped_) {
    escaped_ = false;
  } else if (c == '\\') {
    escaped_ = true;
  } else if (c == '"') {
    state_ = State::kText;
  }
}

Result<Escape> TextContext::Value() {
  const auto refuse = [](std::string message) {
    return Error{ErrorCode::kBadTemplate, std::move(message), 0};
  };
  blank_ = false;
  if (kind_ == TextKind::kPlain) return Escape::kPlain;
  if (kind_ == TextKind::kCss) return refuse("stands in a style sheet, where no value is safe");
  if (kind_ == TextKind::kJson) {
    if (state_ != State::kJsonString || escaped_) {
      return refuse("stands outside of a JSON string: put it between quotes");
    }
    return Escape::kJson;
  }
  if (state_ == State::kText || state_ == State::kRcdata) return Escape::kHtml;
  if (state_ != State::kQuoted) {
    const bool unquoted = state_ == State::kBeforeValue || state_ == State::kUnquoted;
    return refuse("stands " + Place() +
                  (unquoted ? ": put quotes around the value" : ", where no value is safe"));
  }
  if (IsForbiddenAttribute(name_)) return refuse("stands " + Place() + ", where no value is safe");
  if (!IsUrlAttribute(name_)) return Escape::kHtml;
  const bool whole = value_.empty() && !valued_;
  if (!whole && !value_.empty() && !IsSafeUrl(value_)) {
    return refuse("follows \"" + value_ +
                  "\", which is not an https:, http:, mailto: or relative "
                  "URL");
  }
  valued_ = true;
  return whole ? Escape::kUrl : Escape::kUrlPart;
}

Status TextContext::Partial(TextKind kind) const {
  const bool style = kind == TextKind::kCss && state_ == State::kRaw && tag_ == "style";
  const bool same = kind == kind_ && state_ == State::kText;
  if (style || same) return Nothing{};
  return Error{ErrorCode::kBadTemplate, "cannot stand " + Place(), 0};
}

bool TextContext::SamePlace(const TextContext& other) const {
  if (state_ != other.state_) return false;
  if (state_ == State::kText) return true;
  if (state_ == State::kName || state_ == State::kTagName) return false;
  return tag_ == other.tag_ && closing_ == other.closing_ && escaped_ == other.escaped_ &&
         (state_ == State::kInTag || name_ == other.name_);
}

std::string TextContext::Place() const {
  switch (state_) {
    case State::kText:
      return kind_ == TextKind::kJson ? "outside of a JSON string" : "in text";
    case State::kQuoted:
    case State::kUnquoted:
    case State::kBeforeValue:
      return "in the value of " + name_;
    case State::kRaw:
    case State::kRcdata:
      return "in <" + tag_ + ">";
    case State::kMarkup:
      return "in a comment";
    case State::kJsonString:
      return "in a JSON string";
    default:
      return "inside the tag <" + tag_ + ">";
  }
}

bool TextContext::at_start() const { return state_ == State::kText; }

}  // namespace afterglow
