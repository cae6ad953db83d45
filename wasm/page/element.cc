#include "page/element.h"

#include <array>
#include <cstddef>

namespace afterglow {
namespace {

constexpr Element Make(std::string_view name, StartRule start, EndRule end, int sets,
                       ContentModel content = ContentModel::kMarkup) {
  return {MakeTagKey(name), start, end, content, static_cast<std::uint16_t>(sets)};
}
constexpr Element Block(std::string_view name, int sets = 0) {
  return Make(name, StartRule::kBlock, EndRule::kScoped, kSpecial | sets);
}
constexpr Element Void(std::string_view name, int sets = kSpecial) {
  return Make(name, StartRule::kVoid, EndRule::kNone, sets);
}
constexpr Element Formatting(std::string_view name, int sets = kBreaksOut) {
  return Make(name, StartRule::kOrdinary, EndRule::kFormatting, sets);
}
constexpr Element Heading(std::string_view name) {
  return Make(name, StartRule::kHeading, EndRule::kHeading, kSpecial | kBreaksOut);
}
constexpr Element Marker(std::string_view name) {
  return Make(name, StartRule::kOrdinary, EndRule::kScoped, kSpecial | kScope | kMarker);
}
constexpr Element Raw(std::string_view name, ContentModel content, int sets = 0,
                      StartRule start = StartRule::kOrdinary) {
  return Make(name, start, EndRule::kOther, kSpecial | kNoFlowInside | sets, content);
}
constexpr Element TablePart(std::string_view name, StartRule start, int sets) {
  return Make(name, start, EndRule::kTablePart, kSpecial | sets);
}

constexpr std::array kElements = {
    // https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
    Block("address"),
    Block("article"),
    Block("aside"),
    Block("blockquote", kBreaksOut),
    Block("center", kBreaksOut),
    Block("details"),
    Block("dir"),
    Block("div", kBreaksOut),
    Block("dl", kBreaksOut),
    Block("fieldset"),
    Block("figcaption"),
    Block("figure"),
    Block("footer"),
    Block("header"),
    Block("hgroup"),
    Block("listing", kBreaksOut),
    Block("main"),
    Block("menu", kBreaksOut),
    Block("nav"),
    Block("ol", kBreaksOut),
    Block("pre", kBreaksOut),
    Block("search"),
    Block("section"),
    Block("summary"),
    Block("ul", kBreaksOut),
    Heading("h1"),
    Heading("h2"),
    Heading("h3"),
    Heading("h4"),
    Heading("h5"),
    Heading("h6"),
    Make("dialog", StartRule::kBlock, EndRule::kScoped, 0),
    Make("p", StartRule::kBlock, EndRule::kParagraph, kSpecial | kImpliedEnd | kBreaksOut),
    Make("li", StartRule::kListItem, EndRule::kListItem, kSpecial | kImpliedEnd | kBreaksOut),
    Make("dd", StartRule::kDefinition, EndRule::kScoped, kSpecial | kImpliedEnd | kBreaksOut),
    Make("dt", StartRule::kDefinition, EndRule::kScoped, kSpecial | kImpliedEnd | kBreaksOut),
    Make("button", StartRule::kButton, EndRule::kScoped, kSpecial),
    Make("form", StartRule::kForm, EndRule::kForm, kSpecial),
    Make("a", StartRule::kAnchor, EndRule::kFormatting, 0),
    Make("nobr", StartRule::kAnchor, EndRule::kFormatting, kBreaksOut),
    Formatting("b"),
    Formatting("big"),
    Formatting("code"),
    Formatting("em"),
    Formatting("font", 0),
    Formatting("i"),
    Formatting("s"),
    Formatting("small"),
    Formatting("strike"),
    Formatting("strong"),
    Formatting("tt"),
    Formatting("u"),
    Marker("applet"),
    Marker("marquee"),
    Marker("object"),
    Make("ruby", StartRule::kOrdinary, EndRule::kOther, kBreaksOut),
    Make("span", StartRule::kOrdinary, EndRule::kOther, kBreaksOut),
    Make("sub", StartRule::kOrdinary, EndRule::kOther, kBreaksOut),
    Make("sup", StartRule::kOrdinary, EndRule::kOther, kBreaksOut),
    Make("var", StartRule::kOrdinary, EndRule::kOther, kBreaksOut),
    Make("rb", StartRule::kRubyBase, EndRule::kOther, kImpliedEnd),
    Make("rtc", StartRule::kRubyBase, EndRule::kOther, kImpliedEnd),
    Make("rp", StartRule::kRubyText, EndRule::kOther, kImpliedEnd),
    Make("rt", StartRule::kRubyText, EndRule::kOther, kImpliedEnd),

    Void("area"),
    Void("br", kSpecial | kBreaksOut),
    Void("embed", kSpecial | kBreaksOut),
    Void("image"),
    Void("img", kSpecial | kBreaksOut),
    Void("input"),
    Void("keygen"),
    Void("param"),
    Void("source"),
    Void("track"),
    Void("wbr"),
    Make("hr", StartRule::kVoidBlock, EndRule::kNone, kSpecial | kBreaksOut),
    Void("base", kSpecial | kHeadContent),
    Void("basefont", kSpecial | kHeadContent),
    Void("bgsound", kSpecial | kHeadContent),
    Void("link", kSpecial | kHeadContent),
    Void("meta", kSpecial | kHeadContent | kBreaksOut),

    Raw("title", ContentModel::kEscapableRawText, kHeadContent),
    Raw("textarea", ContentModel::kEscapableRawText),
    Raw("style", ContentModel::kRawText, kHeadContent),
    Raw("script", ContentModel::kScript, kHeadContent),
    Raw("noscript", ContentModel::kRawText, kHeadContent),
    Raw("noframes", ContentModel::kRawText, kHeadContent),
    Raw("noembed", ContentModel::kRawText),
    Raw("iframe", ContentModel::kRawText),
    Raw("xmp", ContentModel::kRawText, 0, StartRule::kBlock),
    Raw("plaintext", ContentModel::kPlainText, 0, StartRule::kBlock),

    Make("select", StartRule::kSelect, EndRule::kScoped, kSpecial | kScope | kNoFlowInside),
    Make("option", StartRule::kOption, EndRule::kOther, kImpliedEnd | kNoFlowInside),
    Make("optgroup", StartRule::kOptionGroup, EndRule::kOther, kImpliedEnd | kNoFlowInside),

    TablePart("table", StartRule::kTable, kScope | kNoFlowInside | kTableContext | kBreaksOut),
    TablePart("tbody", StartRule::kTableSection, kNoFlowInside | kTableContext),
    TablePart("thead", StartRule::kTableSection, kNoFlowInside | kTableContext),
    TablePart("tfoot", StartRule::kTableSection, kNoFlowInside | kTableContext),
    TablePart("tr", StartRule::kTableRow, kNoFlowInside | kTableContext),
    TablePart("td", StartRule::kTableCell, kScope | kMarker),
    TablePart("th", StartRule::kTableCell, kScope | kMarker),
    TablePart("caption", StartRule::kTableSection, kScope | kMarker),
    TablePart("colgroup", StartRule::kTableSection, kNoFlowInside),
    Make("col", StartRule::kTableColumn, EndRule::kNone, kSpecial),

    Make("template", StartRule::kTemplate, EndRule::kTemplate,
         kSpecial | kScope | kMarker | kHeadContent | kNoFlowInside),
    Make("html", StartRule::kHtml, EndRule::kBody, kSpecial | kScope | kNoFlowInside),
    Make("head", StartRule::kHead, EndRule::kHead, kSpecial | kNoFlowInside | kBreaksOut),
    Make("body", StartRule::kBody, EndRule::kBody, kSpecial | kBreaksOut),
    Make("frameset", StartRule::kFrameset, EndRule::kNone, kSpecial | kNoFlowInside),
    Make("frame", StartRule::kFrame, EndRule::kNone, kSpecial),
    Make("svg", StartRule::kForeignRoot, EndRule::kOther, kNoFlowInside),
    Make("math", StartRule::kForeignRoot, EndRule::kOther, kNoFlowInside),
};

constexpr std::size_t kSlots = 512;
constexpr std::size_t SlotOf(TagKey key) {
  return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> 55U);
}

// Open addressing over indices into kElements, plus one; 0 is empty.
constexpr std::array<std::uint8_t, kSlots> MakeIndex() {
  std::array<std::uint8_t, kSlots> index{};
  for (std::size_t i = 0; i < kElements.size(); ++i) {
    std::size_t slot = SlotOf(kElements[i].key);
    while (index[slot] != 0) slot = (slot + 1) % kSlots;
    index[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return index;
}
constexpr std::array<std::uint8_t, kSlots> kIndex = MakeIndex();
static_assert(kElements.size() < 256);

constexpr Element kUnknown;

}  // namespace

const Element& FindElement(TagKey key) {
  for (std::size_t slot = SlotOf(key); kIndex[slot] != 0; slot = (slot + 1) % kSlots) {
    const Element& element = kElements[kIndex[slot] - 1U];
    if (element.key == key) return element;
  }
  return kUnknown;
}

}  // namespace afterglow
