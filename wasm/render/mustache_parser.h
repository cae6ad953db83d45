// Splits a Mustache template into literal text and tags: comments, delimiters, and lines that hold
// nothing but a tag, are dealt with here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterglow {

struct MustachePiece {
  enum class Kind : std::uint8_t { kLiteral, kValue, kSection, kInverted, kClose, kPartial, kEnd };
  Kind kind = Kind::kEnd;
  std::string_view text;    // the literal, or the tag's name
  std::string_view indent;  // of a partial that stands alone on its line
  std::size_t line = 1;     // where it begins
};

class MustacheParser {
 public:
  explicit MustacheParser(std::string_view source) : source_(source) {}

  // The next piece; kEnd for ever at the end. Literals are never empty. An error's offset is the
  // line it is on.
  Result<MustachePiece> Next();

 private:
  // The tag that begins at `open`; moves at_ behind it. Nothing for comments and delimiters.
  Result<std::optional<MustachePiece>> Tag(std::size_t open);
  bool SetDelimiters(std::string_view content);
  Error Fail(std::size_t at, std::string message) const;
  std::size_t LineOf(std::size_t at) const;

  std::string_view source_;
  std::size_t at_ = 0;
  std::string open_ = "{{", close_ = "}}";
  std::optional<MustachePiece> pending_;  // the tag behind the literal given out last
};

}  // namespace afterglow
