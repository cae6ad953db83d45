#include "order/json_tree.h"

#include "base/sentence.h"
#include "base/utf8.h"

namespace afterglow {

JsonValue JsonValue::operator[](std::string_view key) const {
  JsonValue found;
  if (!is_object()) return found;
  for (JsonValue member : *this) {
    if (member.key() == key) found = member;
  }
  return found;
}

JsonValue JsonValue::operator[](const char* key) const { return (*this)[std::string_view(key)]; }

bool JsonValue::Is(const char* text) const { return this->text() == text; }

std::size_t JsonValue::size() const {
  std::size_t count = 0;
  for (auto i = begin(); i != end(); ++i) ++count;
  return count;
}

// Reads RFC 8259 to the letter, one value after the other, without recursion. A general parser
// would do, but costs half of the module's whole size (it brings floating-point scanning, printf
// and its exceptions along) and gives no positions; the tests hold this one to nlohmann/json.
class JsonParser {
 public:
  JsonParser(std::string_view payload, JsonLimits limits, JsonTree& tree)
      : payload_(payload), limits_(limits), tree_(tree) {
    if (payload.substr(0, 3) == "\xef\xbb\xbf") at_ = 3;
    // Enough for almost every order: a node takes 8 bytes of JSON or more.
    tree_.nodes_.reserve(payload.size() / 8 + 1);
  }

  Status Run() {
    if (Document()) return Nothing{};
    if (error_.code == ErrorCode::kOk) {
      const bool cut = at_ >= payload_.size();
      Fail(ErrorCode::kBadJson, Sentence()
                                    << (cut ? "the payload is not complete JSON: it ends at byte "
                                            : "the payload is not JSON at byte "));
    }
    return std::move(error_);
  }

 private:
  // What follows gives false where the text is not JSON; the cursor then stands on the byte.

  bool Document() {
    do {
      if (!Value()) return false;
      while (!open_.empty() && !Take(',')) {
        if (!Take(InObject() ? '}' : ']')) return false;
        Close();
      }
    } while (!open_.empty());
    SkipBlanks();
    return at_ == payload_.size();
  }

  // A scalar, or the opening of an array or object with all that is empty inside it.
  bool Value() {
    for (;;) {
      std::string_view key;
      if (!open_.empty() && InObject() && !(Take('"') && Text(&key) && Take(':'))) return false;
      SkipBlanks();
      const char first = Peek();
      if (first != '{' && first != '[') return Scalar(first, key);
      if (!Open(first == '{' ? JsonKind::kObject : JsonKind::kArray, key)) return false;
      if (Take(first == '{' ? '}' : ']')) {
        Close();
        return true;
      }
    }
  }

  bool Scalar(char first, std::string_view key) {
    switch (first) {
      case '"': {
        JsonNode& node = Add(JsonKind::kText, key);
        ++at_;
        return Text(&node.text);
      }
      case 't':
        return Literal("true", JsonKind::kBoolean, key);
      case 'f':
        return Literal("false", JsonKind::kBoolean, key);
      case 'n':
        return Literal("null", JsonKind::kNull, key);
      default:
        return Number(key);
    }
  }

  bool Literal(std::string_view word, JsonKind kind, std::string_view key) {
    if (payload_.substr(at_, word.size()) != word) return false;
    JsonNode& node = Add(kind, key);
    if (kind != JsonKind::kNull) node.text = word;
    at_ += word.size();
    return true;
  }

  bool Number(std::string_view key) {
    JsonNode& node = Add(JsonKind::kNumber, key);
    const std::size_t start = at_;
    TakeByte('-');
    if (!TakeByte('0') && !Digits()) return false;
    if (TakeByte('.') && !Digits()) return false;
    if (TakeByte('e') || TakeByte('E')) {
      if (!TakeByte('+')) TakeByte('-');
      if (!Digits()) return false;
    }
    node.text = payload_.substr(start, at_ - start);
    return true;
  }

  bool Digits() {
    const std::size_t start = at_;
    while (Peek() >= '0' && Peek() <= '9') ++at_;
    return at_ > start;
  }

  // The cursor stands behind the opening quote. A text without escapes is a piece of the payload.
  bool Text(std::string_view* text) {
    std::string& out = tree_.unescaped_;
    const std::size_t begin = out.size();
    std::size_t start = at_;  // of what stands in the payload as it is read
    while (at_ < payload_.size()) {
      const char c = payload_[at_];
      if (c != '"' && c != '\\') {
        if (!PlainCharacter()) return false;
        continue;
      }
      const std::string_view plain = payload_.substr(start, at_ - start);
      const bool ends = c == '"';
      if (ends && out.size() == begin) {
        *text = plain;
      } else {
        Keep(plain);
        if (ends) *text = {out.data() + begin, out.size() - begin};
      }
      if (ends) {
        ++at_;
        return true;
      }
      if (!Escape(out)) return false;
      start = at_;
    }
    return false;
  }

  // Into the texts that were written with escapes.
  void Keep(std::string_view plain) {
    // Reserved once and never outgrown, since a text is no longer than its escapes.
    std::string& out = tree_.unescaped_;
    if (out.empty()) out.reserve(payload_.size());
    out.append(plain);
  }

  bool PlainCharacter() {
    const auto byte = static_cast<unsigned char>(payload_[at_]);
    if (byte < 0x20) return false;
    if (byte < 0x80) {
      ++at_;
      return true;
    }
    std::string_view rest = payload_.substr(at_);
    const Utf8Character character = TakeUtf8(rest);
    if (character.valid) at_ += character.bytes.size();
    return character.valid;
  }

  bool Escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt", kValues = "\"\\/\b\f\n\r\t";
    ++at_;
    if (TakeByte('u')) return EscapedCodePoint(out);
    const std::size_t which = at_ < payload_.size() ? kNames.find(payload_[at_]) : kNames.npos;
    if (which == kNames.npos) return false;
    out.push_back(kValues[which]);
    ++at_;
    return true;
  }

  // Behind "\u". Beyond U+FFFF two escapes make one character; half of a pair is none.
  bool EscapedCodePoint(std::string& out) {
    std::uint32_t point = 0, low = 0;
    if (!HexDigits(&point) || point - 0xdc00 < 0x400) return false;
    if (point - 0xd800 < 0x400) {
      if (!TakeByte('\\') || !TakeByte('u') || !HexDigits(&low) || low - 0xdc00 >= 0x400) {
        return false;
      }
      point = 0x10000 + ((point - 0xd800) << 10U) + (low - 0xdc00);
    }
    AppendUtf8(out, point);
    return true;
  }

  bool HexDigits(std::uint32_t* value) {
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = Peek();
      const char lower = static_cast<char>(c | 0x20);
      int digit = 0;
      if (c >= '0' && c <= '9') {
        digit = c - '0';
      } else if (lower >= 'a' && lower <= 'f') {
        digit = lower - 'a' + 10;
      } else {
        return false;
      }
      *value = *value << 4U | static_cast<std::uint32_t>(digit);
    }
    return true;
  }

  JsonNode& Add(JsonKind kind, std::string_view key) {
    tree_.nodes_.push_back({key, {}, static_cast<std::uint32_t>(at_), 1, kind});
    return tree_.nodes_.back();
  }

  bool Open(JsonKind kind, std::string_view key) {
    if (open_.size() == limits_.depth) {
      Fail(ErrorCode::kLimit, Sentence() << "the payload nests too deep (at most " << limits_.depth
                                         << " levels) at byte ");
      return false;
    }
    open_.push_back(static_cast<std::uint32_t>(tree_.nodes_.size()));
    Add(kind, key);
    ++at_;
    return true;
  }

  void Close() {
    const std::uint32_t start = open_.back();
    tree_.nodes_[start].span = static_cast<std::uint32_t>(tree_.nodes_.size()) - start;
    open_.pop_back();
  }

  bool InObject() const { return tree_.nodes_[open_.back()].kind == JsonKind::kObject; }
  // NUL at the end; a NUL inside is nowhere allowed, so that the two need not be told apart.
  char Peek() const { return at_ < payload_.size() ? payload_[at_] : '\0'; }
  bool TakeByte(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }
  bool Take(char c) {
    SkipBlanks();
    return TakeByte(c);
  }
  void SkipBlanks() {
    while (Peek() == ' ' || Peek() == '\n' || Peek() == '\r' || Peek() == '\t') ++at_;
  }
  void Fail(ErrorCode code, Sentence& message) { error_ = {code, message << at_, at_}; }

  std::string_view payload_;
  JsonLimits limits_;
  std::size_t at_ = 0;
  std::vector<std::uint32_t> open_;
  JsonTree& tree_;
  Error error_;
};

Status JsonTree::Parse(std::string_view payload, JsonLimits limits) {
  if (payload.size() > limits.bytes) {
    return Error{ErrorCode::kLimit,
                 Sentence() << "the payload has " << payload.size() << " bytes, at most "
                            << limits.bytes << " are read",
                 limits.bytes};
  }
  return JsonParser(payload, limits, *this).Run();
}

}  // namespace afterglow
