#include "page/selector.h"

#include "base/utf8.h"
#include "page/character_reference.h"

namespace afterglow {
namespace {

constexpr std::size_t kLongestSelector = 512;

bool IsNameByte(char c) {
  return IsAsciiLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<std::uint8_t>(c) >= 0x80;
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = AsciiLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string Lowered(std::string text) {
  for (char& c : text) c = AsciiLower(c);
  return text;
}

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : all_(text), rest_(text) {}

  Result<Selector> Parse() {
    Selector selector;
    if (all_.size() > kLongestSelector) return Bad("is longer than 512 bytes");
    SkipSpace();
    while (!rest_.empty()) {
      Compound compound;
      if (!ParseCompound(compound)) return Bad(problem_);
      selector.push_back(std::move(compound));
      SkipSpace();
    }
    if (selector.empty()) return Bad("is empty");
    return selector;
  }

 private:
  Error Bad(const char* problem) const {
    return {ErrorCode::kBadArgument,
            "the slot selector \"" + std::string(all_.substr(0, 80)) + "\" " + problem +
                "; expected element, #id, .class, [attr] or [attr=value], joined or with spaces",
            all_.size() - rest_.size()};
  }

  void SkipSpace() {
    while (!rest_.empty() && IsHtmlSpace(rest_[0])) rest_.remove_prefix(1);
  }
  bool Take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool Fail(const char* problem) {
    problem_ = problem;
    return false;
  }

  // A CSS escape, after its backslash.
  bool TakeEscape(std::string& out) {
    if (rest_.empty()) return Fail("ends in a backslash");
    if (HexValue(rest_[0]) < 0) {
      out += rest_[0];
      rest_.remove_prefix(1);
      return true;
    }
    char32_t point = 0;
    for (int i = 0; i < 6 && !rest_.empty() && HexValue(rest_[0]) >= 0; ++i) {
      point = point * 16 + static_cast<char32_t>(HexValue(rest_[0]));
      rest_.remove_prefix(1);
    }
    if (!rest_.empty() && IsHtmlSpace(rest_[0])) rest_.remove_prefix(1);
    const bool bad = point == 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000);
    AppendUtf8(out, bad ? 0xfffd : point);
    return true;
  }

  bool TakeName(std::string& out) {
    while (!rest_.empty() && (IsNameByte(rest_[0]) || rest_[0] == '\\')) {
      if (Take('\\')) {
        if (!TakeEscape(out)) return false;
      } else {
        out += rest_[0];
        rest_.remove_prefix(1);
      }
    }
    return !out.empty() || Fail("lacks a name");
  }

  bool TakeValue(std::string& out) {
    const char quote = rest_.empty() ? '\0' : rest_[0];
    if (quote != '"' && quote != '\'') return TakeName(out);
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_[0] != quote) {
      if (Take('\\')) {
        if (!TakeEscape(out)) return false;
      } else {
        out += rest_[0];
        rest_.remove_prefix(1);
      }
    }
    return Take(quote) || Fail("has a quote that does not end");
  }

  bool TakeAttribute(Compound::Condition& condition) {
    SkipSpace();
    if (!TakeName(condition.name)) return false;
    condition.name = Lowered(std::move(condition.name));
    SkipSpace();
    if (Take('=')) {
      condition.test = Compound::Test::kAttributeEquals;
      SkipSpace();
      if (!TakeValue(condition.value)) return false;
      SkipSpace();
    }
    return Take(']') || Fail("has a bracket that does not close");
  }

  bool ParseCompound(Compound& compound) {
    bool any = Take('*');
    if (!any && (IsNameByte(rest_[0]) || rest_[0] == '\\')) {
      std::string name;
      if (!TakeName(name)) return false;
      compound.key = MakeTagKey(name);
      any = true;
    }
    while (!rest_.empty() && !IsHtmlSpace(rest_[0])) {
      Compound::Condition condition{Compound::Test::kHasAttribute, {}, {}};
      if (Take('#')) {
        condition.test = Compound::Test::kId;
        if (!TakeName(condition.name)) return false;
        compound.first_letters |= Tag::FirstLetterBit('i');
      } else if (Take('.')) {
        condition.test = Compound::Test::kClass;
        if (!TakeName(condition.name)) return false;
        compound.first_letters |= Tag::FirstLetterBit('c');
      } else if (Take('[')) {
        if (!TakeAttribute(condition)) return false;
        compound.first_letters |= Tag::FirstLetterBit(condition.name[0]);
      } else {
        return Fail("has something else in it");
      }
      compound.conditions.push_back(std::move(condition));
      any = true;
    }
    return any || Fail("has something else in it");
  }

  std::string_view all_, rest_;
  const char* problem_ = "";
};

bool HasWord(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    std::size_t end = 0;
    while (end < list.size() && !IsHtmlSpace(list[end])) ++end;
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(end < list.size() ? end + 1 : end);
  }
  return false;
}

bool Holds(const Compound::Condition& condition, const Tag& tag) {
  using Test = Compound::Test;
  const bool is_id = condition.test == Test::kId, is_class = condition.test == Test::kClass;
  std::string_view value;
  if (!tag.Find(is_id ? "id" : is_class ? "class" : std::string_view(condition.name), &value)) {
    return false;
  }
  if (condition.test == Test::kHasAttribute) return true;
  std::string resolved;
  if (value.find('&') != std::string_view::npos) {
    resolved = ResolveReferences(value, true);
    value = resolved;
  }
  if (is_class) return HasWord(value, condition.name);
  return value == (is_id ? condition.name : condition.value);
}

}  // namespace

bool Compound::Matches(const Tag& tag) const {
  if (key != 0 && key != tag.key) return false;
  if ((tag.first_letters() & first_letters) != first_letters) return false;
  for (const Condition& condition : conditions) {
    if (!Holds(condition, tag)) return false;
  }
  return true;
}

Result<Selector> ParseSelector(std::string_view text) { return SelectorParser(text).Parse(); }

}  // namespace afterglow
