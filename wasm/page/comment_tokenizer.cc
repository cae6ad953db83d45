// The tokenizer's states for what begins with "<!" or "<?": comments, bogus comments, doctypes and
// CDATA sections.
#include "page/find_byte.h"
#include "page/tokenizer.h"

namespace afterglow {

const char* Tokenizer::BeginBogusComment(const char* at) {
  state_ = State::kBogusComment;
  is_doctype_ = false;
  carry_.clear();
  return at;
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
