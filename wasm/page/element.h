// What the HTML standard's tree construction says about each element, as data: which rule its start
// and end tags follow, how its content is tokenized, and the sets it belongs to.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/fnv1a.h"

namespace afterglow {

constexpr char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool IsAsciiLetter(char c) { return AsciiLower(c) >= 'a' && AsciiLower(c) <= 'z'; }
constexpr bool IsHtmlSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
// `text` in any case, `lower` in lower case.
constexpr bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (AsciiLower(text[i]) != lower[i]) return false;
  }
  return true;
}

// A tag name in lower case as one number: the bytes themselves up to eight of them, a hash beyond.
using TagKey = std::uint64_t;
constexpr TagKey MakeTagKey(std::string_view name) {
  TagKey key = 0;
  if (name.size() <= 8) {
    for (std::size_t i = 0; i < name.size(); ++i) {
      key |= static_cast<TagKey>(static_cast<std::uint8_t>(AsciiLower(name[i]))) << (8 * i);
    }
    return key;
  }
  Fnv1a64 hash;
  for (const char c : name) hash.AddUnit(static_cast<std::uint8_t>(AsciiLower(c)));
  return hash.value() | (TagKey{1} << 63U);
}

// How the bytes after a start tag are tokenized. kRawText and kEscapableRawText end at the
// element's own end tag; character references in the latter do not matter for boundaries.
enum class ContentModel : std::uint8_t {
  kMarkup,
  kEscapableRawText,
  kRawText,
  kScript,
  kPlainText,
  kStop,  // not an element's: the page must not be scanned further
};

enum class StartRule : std::uint8_t {
  kOrdinary,
  kVoid,
  kVoidBlock,  // hr
  kBlock,      // closes an open p
  kHeading,
  kListItem,    // li
  kDefinition,  // dd, dt
  kButton,
  kAnchor,  // a, nobr: closes an open one of its kind
  kForm,
  kOption,
  kOptionGroup,
  kRubyBase,  // rb, rtc
  kRubyText,  // rp, rt
  kSelect,
  kTable,
  kTableSection,  // tbody, thead, tfoot, caption, colgroup
  kTableRow,
  kTableCell,
  kTableColumn,  // col
  kTemplate,
  kHtml,
  kHead,
  kBody,
  kFrameset,
  kFrame,
  kForeignRoot,  // svg, math
};

enum class EndRule : std::uint8_t {
  kOther,
  kNone,  // void elements: an end tag does nothing
  kScoped,
  kParagraph,
  kListItem,
  kHeading,
  kFormatting,
  kForm,
  kTablePart,
  kTemplate,
  kHead,
  kBody,
};

enum ElementSet : std::uint16_t {
  kSpecial = 1,
  kScope = 2,        // bounds "has an element in scope"
  kImpliedEnd = 4,   // "generate implied end tags" pops it
  kHeadContent = 8,  // may stand in <head>
  kBreaksOut = 16,   // its start tag leaves SVG and MathML
  kMarker = 32,      // bounds the list of active formatting elements
  // No flow content can stand directly inside: the browser would move it or drop it.
  kNoFlowInside = 64,
  kTableContext = 128,  // table, sections, row: what arrives here is foster-parented
};

struct Element {
  TagKey key = 0;
  StartRule start = StartRule::kOrdinary;
  EndRule end = EndRule::kOther;
  ContentModel content = ContentModel::kMarkup;
  std::uint16_t sets = 0;

  bool Is(ElementSet set) const { return (sets & set) != 0; }
};

// An element the standard does not name gets the ordinary rules.
const Element& FindElement(TagKey key);

}  // namespace afterglow
