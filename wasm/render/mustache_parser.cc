#include "render/mustache_parser.h"

#include <algorithm>

namespace afterglow {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsSpace(char c) { return IsBlank(c) || c == '\n' || c == '\r'; }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

bool HasSpace(std::string_view text) { return std::any_of(text.begin(), text.end(), IsSpace); }

// Where the line of source[begin, end) begins, when nothing but blanks stands before it.
std::optional<std::size_t> BlankBefore(std::string_view source, std::size_t begin) {
  while (begin > 0 && IsBlank(source[begin - 1])) --begin;
  if (begin > 0 && source[begin - 1] != '\n') return std::nullopt;
  return begin;
}

// Where the next line begins, when nothing but blanks stands behind `end`.
std::optional<std::size_t> BlankBehind(std::string_view source, std::size_t end) {
  while (end < source.size() && IsBlank(source[end])) ++end;
  if (end == source.size()) return end;
  if (source.substr(end, 2) == "\r\n") return end + 2;
  if (source[end] == '\n') return end + 1;
  return std::nullopt;
}

}  // namespace

std::size_t MustacheParser::LineOf(std::size_t at) const {
  const auto end = source_.begin() + static_cast<std::ptrdiff_t>(std::min(at, source_.size()));
  return 1 + static_cast<std::size_t>(std::count(source_.begin(), end, '\n'));
}

Error MustacheParser::Fail(std::size_t at, std::string message) const {
  return {ErrorCode::kBadTemplate, std::move(message), LineOf(at)};
}

bool MustacheParser::SetDelimiters(std::string_view content) {
  content = Trimmed(content);
  const auto space = std::find_if(content.begin(), content.end(), IsSpace);
  const auto size = static_cast<std::size_t>(space - content.begin());
  const std::string_view open = content.substr(0, size), close = Trimmed(content.substr(size));
  if (open.empty() || close.empty() || HasSpace(close)) return false;
  if (open.find('=') != std::string_view::npos || close.find('=') != std::string_view::npos) {
    return false;
  }
  open_ = open;
  close_ = close;
  return true;
}

Result<std::optional<MustachePiece>> MustacheParser::Tag(std::size_t open) {
  using Kind = MustachePiece::Kind;
  const std::size_t inside = open + open_.size();
  const char sigil = inside < source_.size() ? source_[inside] : '\0';
  const std::string closing = sigil == '=' ? "=" + close_ : close_;
  const bool has_sigil = std::string_view("#^/>!=&{<$").find(sigil) != std::string_view::npos;
  const std::size_t begin = inside + (has_sigil && sigil != '\0' ? 1 : 0);
  const std::size_t close = source_.find(closing, begin);
  if (close == std::string_view::npos) {
    return Fail(open, "\"" + open_ + "\" has no \"" + closing + "\" after it");
  }
  at_ = close + closing.size();
  const std::string_view name = Trimmed(source_.substr(begin, close - begin));

  MustachePiece piece;
  piece.text = name;
  piece.line = LineOf(open);
  const std::string shown = open_ + std::string(Trimmed(source_.substr(inside, close - inside)));
  switch (sigil) {
    case '!':
      return std::optional<MustachePiece>();
    case '=':
      if (SetDelimiters(name)) return std::optional<MustachePiece>();
      return Fail(open, "the delimiters \"" + std::string(name) +
                            "\" were expected to be two words without \"=\"");
    case '#':
      piece.kind = Kind::kSection;
      break;
    case '^':
      piece.kind = Kind::kInverted;
      break;
    case '/':
      piece.kind = Kind::kClose;
      break;
    case '>':
      piece.kind = Kind::kPartial;
      break;
    case '&':
    case '{':
      return Fail(open, "\"" + shown +
                            "\" asks for output without escaping, which is not "
                            "available: write {{name}}");
    case '<':
    case '$':
      return Fail(open, "\"" + shown + "\" is a block, which is not available: use a partial");
    default:
      piece.kind = Kind::kValue;
  }
  if (name.empty() || HasSpace(name)) {
    return Fail(open, "\"" + shown + "\" was expected to hold one name");
  }
  return std::optional<MustachePiece>(piece);
}

Result<MustachePiece> MustacheParser::Next() {
  using Kind = MustachePiece::Kind;
  while (!pending_) {
    const std::size_t begin = at_;
    const std::size_t open = std::min(source_.find(open_, at_), source_.size());
    std::size_t end = open;  // of the literal
    if (open == source_.size()) {
      at_ = open;
    } else {
      Result<std::optional<MustachePiece>> tag = Tag(open);
      if (!tag.ok()) return tag.error();
      pending_ = tag.value();
      const std::optional<std::size_t> line = BlankBefore(source_, open);
      const std::optional<std::size_t> next = BlankBehind(source_, at_);
      const bool alone = line && next && *line >= begin;
      if (alone && !(pending_ && pending_->kind == Kind::kValue)) {
        end = *line;
        at_ = *next;
        if (pending_) pending_->indent = source_.substr(end, open - end);
      }
    }
    if (end > begin) {
      return MustachePiece{Kind::kLiteral, source_.substr(begin, end - begin), {}, LineOf(begin)};
    }
    if (!pending_ && begin == source_.size()) {
      return MustachePiece{Kind::kEnd, {}, {}, LineOf(begin)};
    }
  }
  const MustachePiece piece = *pending_;
  pending_.reset();
  return piece;
}

}  // namespace afterglow
