#include "page/tokenizer.h"

#include "page/find_byte.h"

namespace afterglow {

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

}  // namespace afterglow
