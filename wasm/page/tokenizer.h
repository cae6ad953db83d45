// The HTML standard's tokenizer, as far as boundaries need it: where tags, attributes, comments,
// doctypes, CDATA sections and text begin and end. It copies nothing unless a chunk ends inside a
// tag. https://html.spec.whatwg.org/multipage/parsing.html#tokenization
//
//   Tokenizer tokenizer(sink);
//   for each chunk: if (!tokenizer.Write(chunk)) …  // tokenizer.error() says why
//   tokenizer.End();
//
// The sink sees the same tokens however the page is cut; only text arrives in pieces.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "page/element.h"

namespace afterglow {

// Limits of one tag; what lies beyond the last two is read over, not refused.
inline constexpr std::size_t kLargestTag = 256 * 1024;            // refused
inline constexpr std::size_t kLargestAttributeValue = 16 * 1024;  // reads as empty
inline constexpr std::size_t kMostAttributes = 512;               // later ones are not seen

// A start or end tag. Everything in it holds until the sink returns.
class Tag {
 public:
  std::uint64_t begin = 0, end = 0;  // offsets in the page: "<" and one past ">"
  TagKey key = 0;
  bool self_closing = false;

  std::string_view name() const { return bytes_.substr(name_begin_, name_end_ - name_begin_); }
  std::size_t attribute_count() const { return attribute_count_; }
  std::string_view attribute_name(std::size_t i) const {
    return bytes_.substr(attributes_[i].name_begin,
                         attributes_[i].name_end - attributes_[i].name_begin);
  }
  // As written: character references are not resolved.
  std::string_view attribute_value(std::size_t i) const {
    return bytes_.substr(attributes_[i].value_begin,
                         attributes_[i].value_end - attributes_[i].value_begin);
  }
  // The first attribute of that name, given in lower case; false when there is none.
  bool Find(std::string_view name, std::string_view* value) const;
  bool Has(std::string_view name) const {
    std::string_view value;
    return Find(name, &value);
  }
  // One bit per first letter of an attribute's name (FirstLetterBit): a quick "surely not here".
  std::uint32_t first_letters() const { return first_letters_; }
  static constexpr std::uint32_t FirstLetterBit(char c) {
    return std::uint32_t{1} << (static_cast<std::uint8_t>(c) & 31U);
  }

 private:
  friend class Tokenizer;
  struct Attribute {  // positions in bytes_
    std::uint32_t name_begin, name_end, value_begin, value_end;
  };
  std::string_view bytes_;
  std::uint32_t name_begin_ = 0, name_end_ = 0;
  std::uint32_t first_letters_ = 0;
  std::uint32_t attribute_count_ = 0;
  std::vector<Attribute> attributes_;  // kMostAttributes of them, used again for every tag
};

class TokenSink {
 public:
  // How the bytes that follow are to be read: only tree construction knows. kStop ends the scan.
  virtual ContentModel StartTag(const Tag& tag) = 0;
  virtual void EndTag(const Tag& tag) = 0;
  // A piece of text, outside and inside the elements whose content is not markup.
  virtual void Text(std::string_view piece, std::uint64_t offset) = 0;
  virtual void RawText(std::string_view piece, std::uint64_t offset) = 0;
  virtual void Comment(std::uint64_t begin, std::uint64_t end) = 0;
  virtual void Doctype(std::uint64_t begin, std::uint64_t end) = 0;
  // Whether <![CDATA[ opens a section here (inside SVG and MathML) or a bogus comment.
  virtual bool AllowsCdata() = 0;

 protected:
  ~TokenSink() = default;
};

class Tokenizer {
 public:
  explicit Tokenizer(TokenSink& sink);
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  // False after a failure: nothing more may be written. error() is kBadPage; when the sink stopped
  // the scan its code is kOk.
  bool Write(std::string_view chunk);
  bool End();
  const Error& error() const { return error_; }

  std::uint64_t scanned() const { return scanned_; }
  // The "<" of a tag, comment or other markup still open, or scanned() when there is none.
  std::uint64_t open_token() const { return in_token_ ? token_begin_ : scanned_; }
  // Whether bytes put in here would be read as markup: not in a tag, comment or raw text.
  bool in_markup_text() const { return state_ == State::kData; }

  // Whether text outside raw text is given to the sink; it is at first.
  void WantText(bool wanted) { skips_text_ = !wanted; }

  // For tests that start in the middle of an element, as html5lib's do.
  void StartInside(ContentModel content, TagKey element);

 private:
  enum class State : std::uint8_t {
    kData,
    kTagOpen,
    kEndTagOpen,
    kTagName,
    kBeforeAttributeName,
    kAttributeName,
    kAfterAttributeName,
    kBeforeAttributeValue,
    kAttributeValueDoubleQuoted,
    kAttributeValueSingleQuoted,
    kAttributeValueUnquoted,
    kSelfClosingStartTag,
    kMarkupDeclarationOpen,
    kCommentStart,
    kCommentStartDash,
    kComment,
    kCommentEndDash,
    kCommentEnd,
    kCommentEndBang,
    kBogusComment,
    kCdataSection,
    kCdataSectionBracket,
    kCdataSectionEnd,
    kPlainText,
    kRawText,
    kRawTextLessThan,
    kRawTextEndTagOpen,
    kRawTextEndTagName,
    kScript,
    kScriptLessThan,
    kScriptEscapeStart,
    kScriptEscapeStartDash,
    kScriptEscaped,
    kScriptEscapedDash,
    kScriptEscapedDashDash,
    kScriptEscapedLessThan,
    kScriptDoubleEscapeStart,
    kScriptDoubleEscaped,
    kScriptDoubleEscapedDash,
    kScriptDoubleEscapedDashDash,
    kScriptDoubleEscapedLessThan,
    kScriptDoubleEscapeEnd,
  };

  // Each reads on from `at` while the tokenizer is in its group of states, and returns how far.
  const char* ReadText(const char* at, const char* end);
  const char* ReadTag(const char* at, const char* end);
  const char* ReadDeclaration(const char* at, const char* end);
  const char* ReadComment(const char* at, const char* end);
  const char* ReadCdata(const char* at, const char* end);
  const char* ReadRawText(const char* at, const char* end);
  const char* ReadScript(const char* at, const char* end);
  const char* ReadRawEndTag(const char* at, const char* end);

  std::uint32_t Position(const char* at) const;  // within the open tag
  std::uint64_t OffsetOf(const char* at) const;
  void BeginToken(const char* first);
  const char* BeginBogusComment(const char* at);
  void BeginTagName(const char* at, bool is_end_tag);
  void BeginAttribute(const char* at);
  void EndAttributeName(const char* at);
  void EndAttributeValue(const char* at);
  const char* ReadWholeTag(const char* at, const char* end, bool is_end_tag);
  const char* FinishTag(const char* after);
  void EmitTag(const char* after);
  const char* FinishComment(const char* after);
  void TokenWasText();
  void AddToWord(char letter);
  void FlushText(const char* end);
  void CarryOver(const char* end);
  bool InTag() const { return state_ >= State::kTagName && state_ <= State::kSelfClosingStartTag; }
  bool MayBecomeText() const;
  bool TooLong(std::size_t kept);
  const char* Fail(std::string message);

  TokenSink* sink_;
  State state_ = State::kData;
  State text_state_ = State::kData;  // where text goes on after a token, or a "<" that opens none
  bool failed_ = false;
  bool skips_text_ = false;
  bool in_token_ = false;
  bool is_end_tag_ = false;
  bool is_doctype_ = false;
  bool recording_ = false;  // the attribute at hand is one of the first kMostAttributes
  bool in_value_ = false;
  bool overlong_ = false;        // of the value at hand, some bytes are already let go
  std::uint8_t matched_ = 0;     // letters of an expected word seen so far
  char declaration_ = 0;         // first character after "<!"
  TagKey raw_key_ = 0;           // the element whose end tag ends the raw text
  TagKey word_ = 0;              // a name in raw text, packed as in MakeTagKey
  const char* chunk_ = nullptr;  // during Write
  const char* text_ = nullptr;   // start of the text not yet given to the sink, during Write
  std::int64_t token_at_ = 0;    // the open token relative to chunk_; negative when carried over
  std::uint64_t token_begin_ = 0;
  std::uint64_t chunk_offset_ = 0;
  std::uint64_t scanned_ = 0;
  std::uint32_t value_begin_ = 0;
  std::size_t dropped_ = 0;  // bytes of over-long values among the tag's
  std::string carry_;        // the open token's bytes from earlier chunks
  Tag tag_;
  Error error_;
};

}  // namespace afterglow
