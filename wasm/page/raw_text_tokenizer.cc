// The tokenizer's states for elements whose content is not markup: raw text, escapable raw text,
// plaintext and script data with its escapes.
#include "page/find_byte.h"
#include "page/tokenizer.h"

namespace afterglow {
namespace {

constexpr TagKey kScriptKey = MakeTagKey("script");

constexpr bool EndsName(char c) { return IsHtmlSpace(c) || c == '/' || c == '>'; }

}  // namespace

// Adds a letter to the name being read. Names of raw text elements have eight letters at most; a
// longer name becomes one that matches none of them.
void Tokenizer::AddToWord(char letter) {
  if (matched_ < 8) {
    word_ |= static_cast<TagKey>(static_cast<std::uint8_t>(AsciiLower(letter)))
             << (8U * matched_++);
  } else {
    word_ = 0;
  }
}

// Less-than sign, end tag open and end tag name states of every kind of raw text, scripts included.
const char* Tokenizer::ReadRawEndTag(const char* at, const char* end) {
  while (at != end) {
    const char c = *at;
    if (state_ == State::kRawTextLessThan) {
      if (c != '/') {
        TokenWasText();
        return at;
      }
      state_ = State::kRawTextEndTagOpen;
      matched_ = 0;
      word_ = 0;
    } else if (IsAsciiLetter(c)) {
      if (state_ == State::kRawTextEndTagOpen) BeginTagName(at, true);
      state_ = State::kRawTextEndTagName;
      AddToWord(c);
    } else if (state_ == State::kRawTextEndTagName && word_ == raw_key_ && EndsName(c)) {
      state_ = State::kTagName;
      return at;
    } else {
      TokenWasText();
      return at;
    }
    ++at;
  }
  return end;
}

const char* Tokenizer::ReadRawText(const char* at, const char* end) {
  if (state_ == State::kPlainText) return end;
  if (state_ == State::kRawText) {
    at = FindByte(at, end, '<');
    if (at == end) return end;
    BeginToken(at++);
    state_ = State::kRawTextLessThan;
  }
  return ReadRawEndTag(at, end);
}

const char* Tokenizer::ReadScript(const char* at, const char* end) {
  // Where the text goes on is also the state to return to when a "<" opens nothing.
  const auto enter = [&](State state) { state_ = text_state_ = state; };
  while (at != end) {
    const char c = *at;
    switch (state_) {
      case State::kScript:
        at = FindByte(at, end, '<');
        if (at == end) return end;
        BeginToken(at++);
        state_ = State::kScriptLessThan;
        break;
      case State::kScriptLessThan:
        if (c == '/') {
          state_ = State::kRawTextLessThan;
          return at;
        }
        TokenWasText();
        if (c == '!') {
          state_ = State::kScriptEscapeStart;
          ++at;
        }
        break;
      case State::kScriptEscapeStart:
      case State::kScriptEscapeStartDash:
        if (c != '-') {
          enter(State::kScript);
        } else if (state_ == State::kScriptEscapeStart) {
          state_ = State::kScriptEscapeStartDash;
          ++at;
        } else {
          enter(State::kScriptEscapedDashDash);
          ++at;
        }
        break;
      case State::kScriptEscaped:
      case State::kScriptEscapedDash:
      case State::kScriptEscapedDashDash:
        if (state_ == State::kScriptEscaped) {
          at = FindByte(at, end, '<', '-');
          if (at == end) return end;
        }
        if (*at == '<') {
          enter(State::kScriptEscaped);
          BeginToken(at++);
          state_ = State::kScriptEscapedLessThan;
          break;
        }
        if (*at == '-') {
          enter(state_ == State::kScriptEscaped ? State::kScriptEscapedDash
                                                : State::kScriptEscapedDashDash);
        } else if (*at == '>' && state_ == State::kScriptEscapedDashDash) {
          enter(State::kScript);
        } else {
          enter(State::kScriptEscaped);
        }
        ++at;
        break;
      case State::kScriptEscapedLessThan:
        if (c == '/') {
          state_ = State::kRawTextLessThan;
          return at;
        }
        TokenWasText();
        if (IsAsciiLetter(c)) {
          state_ = State::kScriptDoubleEscapeStart;
          matched_ = 0;
          word_ = 0;
        }
        break;
      case State::kScriptDoubleEscapeStart:
      case State::kScriptDoubleEscapeEnd: {
        const bool starting = state_ == State::kScriptDoubleEscapeStart;
        if (IsAsciiLetter(c)) {
          AddToWord(c);
          ++at;
          break;
        }
        const bool is_script = EndsName(c) && word_ == kScriptKey;
        enter(starting == is_script ? State::kScriptDoubleEscaped : State::kScriptEscaped);
        if (EndsName(c)) ++at;
        break;
      }
      case State::kScriptDoubleEscaped:
      case State::kScriptDoubleEscapedDash:
      case State::kScriptDoubleEscapedDashDash:
        if (state_ == State::kScriptDoubleEscaped) {
          at = FindByte(at, end, '<', '-');
          if (at == end) return end;
        }
        if (*at == '<') {
          enter(State::kScriptDoubleEscapedLessThan);
        } else if (*at == '-') {
          enter(state_ == State::kScriptDoubleEscaped ? State::kScriptDoubleEscapedDash
                                                      : State::kScriptDoubleEscapedDashDash);
        } else if (*at == '>' && state_ == State::kScriptDoubleEscapedDashDash) {
          enter(State::kScript);
        } else {
          enter(State::kScriptDoubleEscaped);
        }
        ++at;
        break;
      case State::kScriptDoubleEscapedLessThan:
        if (c == '/') {
          enter(State::kScriptDoubleEscapeEnd);
          matched_ = 0;
          word_ = 0;
          ++at;
        } else {
          enter(State::kScriptDoubleEscaped);
        }
        break;
      default:
        return at;
    }
  }
  return end;
}

}  // namespace afterglow
