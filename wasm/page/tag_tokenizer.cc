// The tokenizer's states for tags: their names and attributes.
#include <array>
#include <bit>

#include "page/find_byte.h"
#include "page/tokenizer.h"

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

}  // namespace afterglow
