// What a start tag does to the stack of open elements.
#include "page/open_elements.h"

namespace afterglow {
namespace {

constexpr std::size_t kDeepest = 512;  // browsers flatten what lies deeper

constexpr TagKey kAnnotationXml = MakeTagKey("annotation-xml");

bool TakesHtmlInSvg(TagKey key) {
  return key == MakeTagKey("foreignobject") || key == MakeTagKey("desc") ||
         key == MakeTagKey("title");
}
bool TakesTextInMath(TagKey key) {
  return key == MakeTagKey("mi") || key == MakeTagKey("mo") || key == MakeTagKey("mn") ||
         key == MakeTagKey("ms") || key == MakeTagKey("mtext");
}
bool IsHtmlAnnotation(const Tag& tag) {
  std::string_view encoding;
  return tag.Find("encoding", &encoding) && (EqualsIgnoringCase(encoding, "text/html") ||
                                             EqualsIgnoringCase(encoding, "application/xhtml+xml"));
}

}  // namespace

void OpenElements::Start(const Tag& tag, Arrival& arrival) {
  if (stack_.size() >= kDeepest) {
    stop_reason_ = "the page nests elements more than 512 deep";
    arrival.content = ContentModel::kStop;
    return;
  }
  arrival.element = &FindElement(tag.key);
  if (in_foreign_content() && StartForeign(tag, arrival)) return;
  StartHtml(tag, arrival);
}

// False when the tag is to be handled as HTML after all.
bool OpenElements::StartForeign(const Tag& tag, Arrival& arrival) {
  const OpenElement& parent = stack_.back();
  if (parent.takes_html) return false;
  if (parent.takes_html_text && tag.key != MakeTagKey("mglyph") &&
      tag.key != MakeTagKey("malignmark")) {
    return false;
  }
  if (parent.name_space == Namespace::kMath && parent.key == kAnnotationXml &&
      tag.key == MakeTagKey("svg")) {
    return false;
  }
  const bool styled_font =
      tag.key == MakeTagKey("font") && (tag.Has("color") || tag.Has("face") || tag.Has("size"));
  if (arrival.element->Is(kBreaksOut) || styled_font) {
    LeaveForeignContent();
    arrival.closed_others = true;
    return false;
  }
  OpenElement& opened = arrival.opened;
  opened = Make(tag.key, *arrival.element);
  opened.name_space = parent.name_space;
  if (opened.name_space == Namespace::kSvg) {
    opened.takes_html = opened.bounds_scope = TakesHtmlInSvg(tag.key);
  } else {
    opened.takes_html_text = TakesTextInMath(tag.key);
    opened.takes_html = tag.key == kAnnotationXml && IsHtmlAnnotation(tag);
    opened.bounds_scope = opened.takes_html_text || tag.key == kAnnotationXml;
  }
  arrival.stays_open = !tag.self_closing;
  return true;
}

void OpenElements::LeaveForeignContent() {
  while (!top().html() && !top().takes_html && !top().takes_html_text) Pop(Closing::kImplied);
}

void OpenElements::StartForeignRoot(const Tag& tag, Arrival& arrival) {
  arrival.opened = Make(tag.key, *arrival.element);
  arrival.opened.name_space = tag.key == MakeTagKey("svg") ? Namespace::kSvg : Namespace::kMath;
  arrival.opened.bounds_scope = false;
  arrival.stays_open = !tag.self_closing;
}

// The modes before the body. True when the tag is dealt with.
bool OpenElements::StartBeforeBody(Arrival& arrival) {
  const StartRule rule = arrival.element->start;
  if (rule == StartRule::kHtml) return false;
  if (rule == StartRule::kHead) {
    arrival.ignored = true;
    if (phase_ == Phase::kBeforeHead) phase_ = Phase::kHead;
    return true;
  }
  if (rule == StartRule::kBody) {
    phase_ = Phase::kBody;
    return false;
  }
  if (rule == StartRule::kFrameset) return false;
  if (arrival.element->Is(kHeadContent)) {
    if (phase_ == Phase::kBeforeHead) phase_ = Phase::kHead;
    return false;
  }
  EnterBody();
  return false;
}

// The p that the next block would close.
std::size_t OpenElements::FindParagraph() const {
  if (paragraphs_ == 0) return kNotOpen;
  return FindOpen(
      [](const OpenElement& e) { return e.html() && e.element->end == EndRule::kParagraph; },
      [](const OpenElement& e) {
        return e.bounds_scope || (e.html() && e.element->start == StartRule::kButton);
      });
}

void OpenElements::CloseParagraph() {
  const std::size_t p = FindParagraph();
  if (p != kNotOpen) PopThrough(p, Closing::kImplied);
}

void OpenElements::StartListItem(const Element& element, TagKey key) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const OpenElement& open = stack_[i];
    const bool same = open.html() && open.element->start == element.start &&
                      (element.start == StartRule::kDefinition || open.key == key);
    if (same) {
      PopThrough(i, Closing::kImplied);
      break;
    }
    const bool passes = open.key == MakeTagKey("address") || open.key == MakeTagKey("div") ||
                        open.key == MakeTagKey("p");
    if (open.special() && !passes) break;
  }
  CloseParagraph();
}

// A <table> inside another's rows, outside its cells, ends that one.
void OpenElements::StartTable() {
  const std::size_t table =
      InTableText()
          ? FindTableAncestor([](const Element& e) { return e.start == StartRule::kTable; })
          : kNotOpen;
  if (table != kNotOpen) {
    PopThrough(table, Closing::kImplied);
  } else if (!quirks_) {
    CloseParagraph();
  }
}

// Rows, cells and the like close what stands between them and their place in the table, and open
// the parts left out.
void OpenElements::StartTablePart(const Element& element, Arrival& arrival) {
  const bool cell = element.start == StartRule::kTableCell;
  const bool row = element.start == StartRule::kTableRow;
  const std::size_t parent =
      cell  ? FindTableAncestor([](const Element& e) {
        return e.Is(kTableContext) || e.start == StartRule::kTemplate;
      })
      : row ? FindTableAncestor([](const Element& e) {
          return (e.Is(kTableContext) && e.start != StartRule::kTableRow) ||
                 e.start == StartRule::kTemplate;
        })
            : FindTableAncestor([](const Element& e) {
                return e.start == StartRule::kTable || e.start == StartRule::kTemplate;
              });
  if (parent == kNotOpen) {
    arrival.ignored = true;
    return;
  }
  PopAbove(parent);
  const StartRule within = top().element->start;
  if (within == StartRule::kTemplate) return;
  if ((cell || row) && within == StartRule::kTable) PushImplied("tbody");
  if (cell && within != StartRule::kTableRow) PushImplied("tr");
  if (element.start == StartRule::kTableColumn) PushImplied("colgroup");
}

void OpenElements::CloseSelect() {
  const std::size_t select = FindOpen(
      [](const OpenElement& e) { return e.html() && e.element->start == StartRule::kSelect; },
      [](const OpenElement& e) { return e.html() && e.element->start == StartRule::kTemplate; });
  if (select != kNotOpen) PopThrough(select, Closing::kImplied);
}

// Browsers of different years read these start tags inside <select>, and in a template after a
// column, in different ways; what follows would be text to one and markup to the other.
void OpenElements::ForbidAmbiguousText(Arrival& arrival) {
  const ContentModel content = arrival.element->content;
  if (content == ContentModel::kMarkup) return;
  if (selects_ > 0 && content != ContentModel::kScript) {
    stop_reason_ = "the page has an element inside <select> that browsers read in different ways";
  } else if (column_in_template_) {
    stop_reason_ =
        "the page has a table column in a <template> that browsers read in their own way";
  } else {
    return;
  }
  arrival.content = ContentModel::kStop;
}

void OpenElements::StartHtml(const Tag& tag, Arrival& arrival) {
  if (phase_ != Phase::kBody && templates_ == 0 && StartBeforeBody(arrival)) return;
  const Element& element = *arrival.element;
  const int paragraphs = paragraphs_;
  const std::uint32_t pops = pops_;
  bool opens = true;
  switch (element.start) {
    case StartRule::kOrdinary:
      if (tag.key == MakeTagKey("textarea")) CloseSelect();
      break;
    case StartRule::kVoid:
      opens = false;
      if (tag.key == MakeTagKey("input")) CloseSelect();
      break;
    case StartRule::kVoidBlock:
      opens = false;
      CloseParagraph();
      break;
    case StartRule::kBlock:
      CloseParagraph();
      break;
    case StartRule::kHeading:
      CloseParagraph();
      if (top().html() && top().element->start == StartRule::kHeading) Pop(Closing::kImplied);
      break;
    case StartRule::kListItem:
    case StartRule::kDefinition:
      StartListItem(element, tag.key);
      break;
    case StartRule::kButton: {
      const std::size_t button = FindInScope(tag.key);
      if (button != kNotOpen) PopThrough(button, Closing::kImplied);
      break;
    }
    case StartRule::kAnchor:
      EndFormatting(tag.key);
      break;
    case StartRule::kForm:
      if (templates_ == 0 && form_ != 0) {
        arrival.ignored = true;
        return;
      }
      if (InTableText()) {
        opens = false;
        if (templates_ == 0) form_ = serials_ + 1;
      } else {
        CloseParagraph();
        if (templates_ == 0) form_ = serials_ + 1;
      }
      break;
    case StartRule::kOption:
    case StartRule::kOptionGroup:
      if (top().element->start == StartRule::kOption) Pop(Closing::kImplied);
      if (element.start == StartRule::kOptionGroup && selects_ > 0 &&
          top().element->start == StartRule::kOptionGroup) {
        Pop(Closing::kImplied);
      }
      break;
    case StartRule::kRubyBase:
    case StartRule::kRubyText:
      if (FindInScope(MakeTagKey("ruby")) != kNotOpen) {
        PopImpliedEnds(element.start == StartRule::kRubyText ? MakeTagKey("rtc") : 0);
      }
      break;
    case StartRule::kSelect:
      arrival.ignored = selects_ > 0;  // a second one only ends the first
      CloseSelect();
      break;
    case StartRule::kTable:
      StartTable();
      break;
    case StartRule::kTableColumn:
      opens = false;
      if (top().element->start == StartRule::kTemplate) column_in_template_ = true;
      if (top().key == MakeTagKey("colgroup")) break;
      StartTablePart(element, arrival);
      break;
    case StartRule::kTableSection:
    case StartRule::kTableRow:
    case StartRule::kTableCell:
      StartTablePart(element, arrival);
      break;
    case StartRule::kForeignRoot:
      StartForeignRoot(tag, arrival);
      return;
    case StartRule::kTemplate:
      break;
    case StartRule::kHtml:
      arrival.ignored = templates_ > 0;
      arrival.is_root = true;
      return;
    case StartRule::kBody:
      if (templates_ > 0 || stack_.size() > 1) {
        arrival.ignored = true;
        return;
      }
      break;
    case StartRule::kFrameset:
      stop_reason_ = "the page is a frameset, which has no body";
      arrival.content = ContentModel::kStop;
      return;
    case StartRule::kHead:
    case StartRule::kFrame:
      arrival.ignored = true;
      return;
  }
  if (arrival.ignored) return;
  ForbidAmbiguousText(arrival);
  if (arrival.content == ContentModel::kStop) return;
  // p ends by itself before any block, inserted ones included: that does not count.
  arrival.closed_others |= pops_ - pops > static_cast<std::uint32_t>(paragraphs - paragraphs_);
  arrival.opened = Make(tag.key, element);
  arrival.stays_open = opens;
  arrival.content = element.content;
}

}  // namespace afterglow
