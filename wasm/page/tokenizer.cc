#include "page/tokenizer.h"

#include <array>
#include <bit>

#include "page/find_byte.h"

namespace afterglow {
namespace {

enum CharacterClass : std::uint8_t {
  kPlain = 0,
  kSpace = 1,
  kSlash = 2,
  kGreater = 4,
  kEquals = 8
};

constexpr std::array<std::uint8_t, 256> MakeClasses() {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : {' ', '\n', '\t', '\r', '\f'}) classes[static_cast<std::uint8_t>(c)] = kSpace;
  classes['/'] = kSlash;
  classes['>'] = kGreater;
  classes['='] = kEquals;
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = MakeClasses();

std::uint8_t ClassOf(char c) { return kClasses[static_cast<std::uint8_t>(c)]; }

// The first of [at, end) in one of `classes`.
const char* FindClass(const char* at, const char* end, int classes) {
  while (at != end && (ClassOf(*at) & classes) == 0) ++at;
  return at;
}

// The end of the name of a tag, or of an attribute when "=" ends it too. Few names are longer than
// sixteen bytes: one comparison finds the end without a branch per letter.
template <char kAlso>
const char* FindNameEnd(const char* at, const char* end) {
  constexpr int kEnds = kSpace | kSlash | kGreater | (kAlso == '=' ? kEquals : 0);
  if (kSixteenAtOnce && end - at >= 16) {
    const std::uint32_t hits = MatchSixteen(at, '/', '>', kAlso) | MatchControls(at);
    at += hits == 0 ? 16 : std::countr_zero(hits);
  }
  return FindClass(at, end, kEnds);  // goes on after control characters that end nothing
}

const char* SkipSpace(const char* at, const char* end) {
  while (at != end && IsHtmlSpace(*at)) ++at;
  return at;
}

}  // namespace

bool Tag::Find(std::string_view name, std::string_view* value) const {
  if ((first_letters_ & FirstLetterBit(name[0])) == 0) return false;
  for (std::size_t i = 0; i < attribute_count_; ++i) {
    if (EqualsIgnoringCase(attribute_name(i), name)) {
      *value = attribute_value(i);
      return true;
    }
  }
  return false;
}

Tokenizer::Tokenizer(TokenSink& sink) : sink_(&sink) { tag_.attributes_.resize(kMostAttributes); }

void Tokenizer::StartInside(ContentModel content, TagKey element) {
  raw_key_ = element;
  state_ = content == ContentModel::kMarkup      ? State::kData
           : content == ContentModel::kScript    ? State::kScript
           : content == ContentModel::kPlainText ? State::kPlainText
                                                 : State::kRawText;
  text_state_ = state_;
}

bool Tokenizer::Write(std::string_view chunk) {
  if (failed_) return false;
  if (chunk.empty()) return true;
  const char* at = chunk.data();
  const char* const end = at + chunk.size();
  chunk_ = at;
  chunk_offset_ = scanned_;
  token_at_ = -static_cast<std::int64_t>(carry_.size());
  text_ = in_token_ ? nullptr : at;
  while (at != end && !failed_) {
    if (state_ == State::kData || state_ == State::kTagOpen || state_ == State::kEndTagOpen) {
      at = ReadText(at, end);
    } else if (InTag()) {
      at = ReadTag(at, end);
    } else if (state_ >= State::kScript) {
      at = ReadScript(at, end);
    } else if (state_ >= State::kPlainText) {
      at = ReadRawText(at, end);
    } else if (state_ >= State::kCdataSection) {
      at = ReadCdata(at, end);
    } else if (state_ >= State::kCommentStart) {
      at = ReadComment(at, end);
    } else {
      at = ReadDeclaration(at, end);
    }
  }
  if (failed_) {
    scanned_ = OffsetOf(at);
    return false;
  }
  CarryOver(end);
  scanned_ = chunk_offset_ + chunk.size();
  chunk_ = text_ = nullptr;
  return !failed_;
}

bool Tokenizer::End() {
  if (failed_) return false;
  if (!in_token_) return true;
  if (MayBecomeText()) {
    chunk_offset_ = scanned_;
    token_at_ = -static_cast<std::int64_t>(carry_.size());
    TokenWasText();
  } else if (!InTag()) {
    chunk_offset_ = scanned_;
    token_at_ = -1;
    FinishComment(chunk_);
  }
  return !failed_;
}

std::uint32_t Tokenizer::Position(const char* at) const {
  return static_cast<std::uint32_t>((at - chunk_) - token_at_);
}

std::uint64_t Tokenizer::OffsetOf(const char* at) const {
  return chunk_offset_ + static_cast<std::uint64_t>(at - chunk_);
}

void Tokenizer::BeginToken(const char* first) {
  in_token_ = true;
  token_at_ = first - chunk_;
  token_begin_ = OffsetOf(first);
}

// Gives the text before `end`, which lies in this chunk, to the sink.
void Tokenizer::FlushText(const char* end) {
  if (text_ == nullptr || text_ == end) return;
  const std::string_view piece(text_, static_cast<std::size_t>(end - text_));
  if (text_state_ != State::kData && text_state_ != State::kCdataSection) {
    sink_->RawText(piece, OffsetOf(text_));
  } else if (!skips_text_) {
    sink_->Text(piece, OffsetOf(text_));
  }
  text_ = end;
}

// What looked like a token goes on as text: its bytes join the text run.
void Tokenizer::TokenWasText() {
  in_token_ = false;
  state_ = text_state_;
  if (carry_.empty()) return;
  if (text_state_ != State::kData && text_state_ != State::kCdataSection) {
    sink_->RawText(carry_, token_begin_);
  } else if (!skips_text_) {
    sink_->Text(carry_, token_begin_);
  }
  carry_.clear();
  text_ = chunk_;
}

bool Tokenizer::MayBecomeText() const {
  return state_ == State::kTagOpen || state_ == State::kEndTagOpen ||
         state_ == State::kCdataSectionBracket || state_ == State::kCdataSectionEnd ||
         state_ == State::kRawTextLessThan || state_ == State::kRawTextEndTagOpen ||
         state_ == State::kRawTextEndTagName || state_ == State::kScriptLessThan ||
         state_ == State::kScriptEscapedLessThan;
}

void Tokenizer::CarryOver(const char* end) {
  if (!in_token_) {
    FlushText(end);
    return;
  }
  const bool begins_here = token_at_ >= 0 && carry_.empty();
  const char* first = begins_here && text_ != nullptr ? chunk_ + token_at_ : chunk_;
  if (text_ != nullptr) FlushText(first);
  if (!MayBecomeText() && !InTag()) return;
  if (begins_here) first = chunk_ + token_at_;
  carry_.append(first, static_cast<std::size_t>(end - first));
  if (!InTag()) return;
  std::size_t kept = carry_.size() - dropped_;
  if (in_value_) {
    const std::size_t value_size = carry_.size() - value_begin_;
    kept -= value_size;
    if (value_size > kLargestAttributeValue) {
      overlong_ = true;
      carry_.resize(value_begin_);
    }
  }
  TooLong(kept);
}

bool Tokenizer::TooLong(std::size_t kept) {
  if (kept <= kLargestTag) return false;
  Fail("a tag of the page is longer than 256 KiB");
  return true;
}

const char* Tokenizer::Fail(std::string message) {
  failed_ = true;
  error_ = {ErrorCode::kBadPage, std::move(message), token_begin_};
  return chunk_;
}

// Data, tag open and end tag open states.
const char* Tokenizer::ReadText(const char* at, const char* end) {
  while (state_ == State::kData) {
    at = FindByte(at, end, '<');
    if (at == end) return end;
    BeginToken(at++);
    state_ = State::kTagOpen;
    if (at == end) return end;
    const bool is_end_tag = *at == '/' && end - at > 1;
    const char* const name = is_end_tag ? at + 1 : at;
    if (!IsAsciiLetter(*name)) break;
    const char* const after = ReadWholeTag(name, end, is_end_tag);
    if (after == nullptr) break;
    if (failed_) return after;
    at = after;
  }
  if (state_ != State::kTagOpen && state_ != State::kEndTagOpen) return at;
  const char c = *at;
  if (state_ == State::kTagOpen) {
    if (IsAsciiLetter(c)) {
      BeginTagName(at, false);
      return ReadTag(at, end);
    }
    if (c == '/') {
      state_ = State::kEndTagOpen;
      return at + 1;
    }
    if (c == '!') {
      state_ = State::kMarkupDeclarationOpen;
      matched_ = 0;
      carry_.clear();
      return at + 1;
    }
    if (c == '?') return BeginBogusComment(at);
    if (c == '\0') return Fail("the page is UTF-16 or holds NUL bytes where tags begin");
    TokenWasText();
    return at;
  }
  if (IsAsciiLetter(c)) {
    BeginTagName(at, true);
    return ReadTag(at, end);
  }
  if (c == '>') {  // "</>" is nothing at all
    if (carry_.empty()) FlushText(chunk_ + token_at_);
    carry_.clear();
    in_token_ = false;
    state_ = State::kData;
    text_ = at + 1;
    return at + 1;
  }
  return BeginBogusComment(at);
}

const char* Tokenizer::BeginBogusComment(const char* at) {
  state_ = State::kBogusComment;
  is_doctype_ = false;
  carry_.clear();
  return at;
}

void Tokenizer::BeginTagName(const char* at, bool is_end_tag) {
  state_ = State::kTagName;
  is_end_tag_ = is_end_tag;
  tag_.name_begin_ = Position(at);
  tag_.attribute_count_ = 0;
  tag_.first_letters_ = 0;
  tag_.self_closing = false;
  in_value_ = overlong_ = false;
  dropped_ = 0;
}

void Tokenizer::BeginAttribute(const char* at) {
  state_ = State::kAttributeName;
  recording_ = tag_.attribute_count_ < kMostAttributes;
  if (!recording_) return;
  const std::uint32_t position = Position(at);
  tag_.attributes_[tag_.attribute_count_++] = {position, position, position, position};
  tag_.first_letters_ |= Tag::FirstLetterBit(*at);
}

void Tokenizer::EndAttributeName(const char* at) {
  if (!recording_) return;
  const std::uint32_t position = Position(at);
  Tag::Attribute& attribute = tag_.attributes_[tag_.attribute_count_ - 1];
  attribute.name_end = attribute.value_begin = attribute.value_end = position;
}

void Tokenizer::EndAttributeValue(const char* at) {
  in_value_ = false;
  std::uint32_t position = Position(at);
  if (overlong_ || position - value_begin_ > kLargestAttributeValue) {
    dropped_ += position - value_begin_;
    position = value_begin_;
    overlong_ = false;
  }
  if (!recording_) return;
  Tag::Attribute& attribute = tag_.attributes_[tag_.attribute_count_ - 1];
  attribute.value_begin = value_begin_;
  attribute.value_end = position;
}

// From the tag name state to the ">".
const char* Tokenizer::ReadTag(const char* at, const char* end) {
  const auto begin_value = [&](const char* first) {
    in_value_ = true;
    value_begin_ = Position(first);
  };
  while (at != end) {
    switch (state_) {
      case State::kTagName:
        at = FindClass(at, end, kSpace | kSlash | kGreater);
        if (at == end) return end;
        tag_.name_end_ = Position(at);
        state_ = State::kBeforeAttributeName;
        break;
      case State::kBeforeAttributeName:
        at = SkipSpace(at, end);
        if (at == end) return end;
        if (*at == '>') return FinishTag(at + 1);
        if (*at == '/') {
          state_ = State::kSelfClosingStartTag;
          ++at;
          break;
        }
        BeginAttribute(at++);  // a leading "=" belongs to the name
        break;
      case State::kAttributeName:
        at = FindClass(at, end, kSpace | kSlash | kGreater | kEquals);
        if (at == end) return end;
        EndAttributeName(at);
        state_ = State::kAfterAttributeName;
        break;
      case State::kAfterAttributeName:
        at = SkipSpace(at, end);
        if (at == end) return end;
        if (*at == '=') {
          state_ = State::kBeforeAttributeValue;
          ++at;
        } else {
          state_ = State::kBeforeAttributeName;
          if (*at != '/' && *at != '>') BeginAttribute(at++);
        }
        break;
      case State::kBeforeAttributeValue:
        at = SkipSpace(at, end);
        if (at == end) return end;
        if (*at == '>') return FinishTag(at + 1);
        state_ = *at == '"'    ? State::kAttributeValueDoubleQuoted
                 : *at == '\'' ? State::kAttributeValueSingleQuoted
                               : State::kAttributeValueUnquoted;
        if (state_ != State::kAttributeValueUnquoted) ++at;
        begin_value(at);
        break;
      case State::kAttributeValueDoubleQuoted:
      case State::kAttributeValueSingleQuoted:
        at = FindByte(at, end, state_ == State::kAttributeValueDoubleQuoted ? '"' : '\'');
        if (at == end) return end;
        EndAttributeValue(at++);
        state_ = State::kBeforeAttributeName;  // what follows is read alike there
        break;
      case State::kAttributeValueUnquoted:
        at = FindClass(at, end, kSpace | kGreater);
        if (at == end) return end;
        EndAttributeValue(at);
        state_ = State::kBeforeAttributeName;
        break;
      case State::kSelfClosingStartTag:
        if (*at == '>') {
          tag_.self_closing = true;
          return FinishTag(at + 1);
        }
        state_ = State::kBeforeAttributeName;
        break;
      default:
        return at;
    }
  }
  return end;
}

// The fast way for a tag that ends within the chunk: the states of ReadTag as one piece of code
// without stores in between. Null when the chunk ends first: ReadTag then takes it from the start.
const char* Tokenizer::ReadWholeTag(const char* at, const char* end, bool is_end_tag) {
  const char* const first = chunk_ + token_at_;
  const auto position = [first](const char* p) { return static_cast<std::uint32_t>(p - first); };
  Tag::Attribute* const attributes = tag_.attributes_.data();
  std::uint32_t count = 0, letters = 0;
  std::size_t dropped = 0;
  tag_.name_begin_ = position(at);
  at = FindNameEnd<'>'>(at, end);
  tag_.name_end_ = position(at);
  tag_.self_closing = false;
  for (;;) {
    at = SkipSpace(at, end);
    if (at == end) return nullptr;
    if (*at == '>') break;
    if (*at == '/') {
      if (++at == end) return nullptr;
      if (*at != '>') continue;
      tag_.self_closing = true;
      break;
    }
    Tag::Attribute attribute{};
    attribute.name_begin = position(at);
    const std::uint32_t letter = Tag::FirstLetterBit(*at);
    at = FindNameEnd<'='>(at + 1, end);
    attribute.name_end = attribute.value_begin = attribute.value_end = position(at);
    at = SkipSpace(at, end);
    if (at == end) return nullptr;
    if (*at == '=') {
      at = SkipSpace(at + 1, end);
      if (at == end) return nullptr;
      const char quote = *at;
      const bool quoted = quote == '"' || quote == '\'';
      if (quoted) ++at;
      attribute.value_begin = position(at);
      at = quoted ? FindByte(at, end, quote) : FindClass(at, end, kSpace | kGreater);
      if (at == end) return nullptr;
      attribute.value_end = position(at);
      if (quoted) ++at;
      const std::uint32_t size = attribute.value_end - attribute.value_begin;
      if (size > kLargestAttributeValue) {
        dropped += size;
        attribute.value_end = attribute.value_begin;
      }
    }
    if (count < kMostAttributes) {
      attributes[count++] = attribute;
      letters |= letter;
    }
  }
  ++at;
  tag_.attribute_count_ = count;
  tag_.first_letters_ = letters;
  dropped_ = dropped;
  is_end_tag_ = is_end_tag;
  if (text_ != first) FlushText(first);
  tag_.bytes_ = {first, static_cast<std::size_t>(at - first)};
  EmitTag(at);
  return at;
}

const char* Tokenizer::FinishTag(const char* after) {
  if (carry_.empty()) {
    FlushText(chunk_ + token_at_);
    tag_.bytes_ = {chunk_ + token_at_, static_cast<std::size_t>((after - chunk_) - token_at_)};
  } else {
    carry_.append(chunk_, static_cast<std::size_t>(after - chunk_));
    tag_.bytes_ = carry_;
  }
  EmitTag(after);
  carry_.clear();
  return after;
}

void Tokenizer::EmitTag(const char* after) {
  if (TooLong(tag_.bytes_.size() - dropped_)) return;
  tag_.key = MakeTagKey(tag_.name());
  tag_.begin = token_begin_;
  tag_.end = OffsetOf(after);
  in_token_ = false;
  text_ = after;
  if (is_end_tag_) {
    sink_->EndTag(tag_);
    state_ = text_state_ = State::kData;
    return;
  }
  const ContentModel content = sink_->StartTag(tag_);
  if (content == ContentModel::kMarkup) {
    state_ = text_state_ = State::kData;
  } else if (content == ContentModel::kStop) {
    failed_ = true;
  } else {
    StartInside(content, tag_.key);
  }
}

const char* Tokenizer::FinishComment(const char* after) {
  if (token_at_ >= 0) FlushText(chunk_ + token_at_);
  if (is_doctype_) {
    sink_->Doctype(token_begin_, OffsetOf(after));
  } else {
    sink_->Comment(token_begin_, OffsetOf(after));
  }
  is_doctype_ = false;
  in_token_ = false;
  state_ = State::kData;
  text_ = after;
  return after;
}

// After "<!": a comment, a doctype, a CDATA section, else a bogus comment.
const char* Tokenizer::ReadDeclaration(const char* at, const char* end) {
  constexpr std::string_view kDashes = "--", kDoctypeWord = "doctype", kCdataWord = "[CDATA[";
  for (; at != end; ++at) {
    if (matched_ == 0) declaration_ = AsciiLower(*at);
    const bool cdata = declaration_ == '[';
    const std::string_view word = cdata ? kCdataWord : declaration_ == '-' ? kDashes : kDoctypeWord;
    if ((cdata ? *at : AsciiLower(*at)) != word[matched_]) break;
    if (++matched_ < word.size()) continue;
    is_doctype_ = declaration_ == 'd';
    if (cdata && sink_->AllowsCdata()) {
      if (token_at_ >= 0) FlushText(chunk_ + token_at_);
      in_token_ = false;
      state_ = text_state_ = State::kCdataSection;
      text_ = at + 1;
    } else {
      state_ = declaration_ == '-' ? State::kCommentStart : State::kBogusComment;
    }
    return at + 1;
  }
  return at == end ? end : BeginBogusComment(at);
}

// Comments; a doctype ends at its first ">" like a bogus comment, even inside its quotes.
const char* Tokenizer::ReadComment(const char* at, const char* end) {
  while (at != end) {
    switch (state_) {
      case State::kCommentStart:
      case State::kCommentStartDash:
        if (*at == '>') return FinishComment(at + 1);
        if (*at != '-') {
          state_ = State::kComment;
        } else {
          state_ = state_ == State::kCommentStart ? State::kCommentStartDash : State::kCommentEnd;
          ++at;
        }
        break;
      case State::kComment:
        at = FindByte(at, end, '-');
        if (at == end) return end;
        state_ = State::kCommentEndDash;
        ++at;
        break;
      case State::kCommentEndDash:
        state_ = *at == '-' ? State::kCommentEnd : State::kComment;
        ++at;
        break;
      case State::kCommentEnd:
        if (*at == '>') return FinishComment(at + 1);
        if (*at == '!') state_ = State::kCommentEndBang;
        if (*at != '-' && *at != '!') state_ = State::kComment;
        ++at;
        break;
      case State::kCommentEndBang:
        if (*at == '>') return FinishComment(at + 1);
        state_ = *at == '-' ? State::kCommentEndDash : State::kComment;
        ++at;
        break;
      case State::kBogusComment:
        at = FindByte(at, end, '>');
        return at == end ? end : FinishComment(at + 1);
      default:
        return at;
    }
  }
  return end;
}

const char* Tokenizer::ReadCdata(const char* at, const char* end) {
  while (at != end) {
    switch (state_) {
      case State::kCdataSection:
        at = FindByte(at, end, ']');
        if (at == end) return end;
        BeginToken(at++);
        state_ = State::kCdataSectionBracket;
        break;
      case State::kCdataSectionBracket:
        if (*at != ']') {
          TokenWasText();
          break;
        }
        state_ = State::kCdataSectionEnd;
        ++at;
        break;
      case State::kCdataSectionEnd:
        if (*at == '>') {
          if (carry_.empty()) FlushText(chunk_ + token_at_);
          carry_.clear();
          in_token_ = false;
          state_ = text_state_ = State::kData;
          text_ = at + 1;
          return at + 1;
        }
        if (*at != ']') {
          TokenWasText();
          break;
        }
        // "]]]": the first bracket is text, the other two may still begin "]]>".
        if (!carry_.empty()) {
          sink_->Text(std::string_view(carry_).substr(0, 1), token_begin_);
          carry_.erase(0, 1);
          if (carry_.empty()) text_ = chunk_;
        }
        ++token_at_;
        ++token_begin_;
        ++at;
        break;
      default:
        return at;
    }
  }
  return end;
}

}  // namespace afterglow
