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

OpenElements::OpenElements(ElementWatcher& watcher) : watcher_(&watcher) {
  stack_.reserve(64);
  PushImplied("html");
}

OpenElement OpenElements::Make(TagKey key, const Element& element) {
  OpenElement made;
  made.key = key;
  made.element = &element;
  made.serial = ++serials_;
  made.bounds_scope = element.Is(kScope);
  return made;
}

void OpenElements::PushImplied(std::string_view name) {
  const TagKey key = MakeTagKey(name);
  OpenElement implied = Make(key, FindElement(key));
  if (!stack_.empty()) implied.matched = stack_.back().matched;
  Push(implied);
}

void OpenElements::Push(const OpenElement& element) {
  stack_.push_back(element);
  Count(element, 1);
  in_raw_text_ = element.html() && element.element->content != ContentModel::kMarkup;
}

void OpenElements::Count(const OpenElement& element, int change) {
  if (!element.html()) return;
  if (element.element->end == EndRule::kParagraph) paragraphs_ += change;
  if (element.element->start == StartRule::kSelect) selects_ += change;
  if (element.element->start == StartRule::kTemplate) {
    templates_ += change;
    if (templates_ == 0) column_in_template_ = false;
  }
}

void OpenElements::Pop(Closing how) {
  const OpenElement closed = stack_.back();
  stack_.pop_back();
  ++pops_;
  Count(closed, -1);
  if (closed.watched) watcher_->Closed(closed, how);
}

void OpenElements::PopAbove(std::size_t index) {
  while (stack_.size() > index + 1) Pop(Closing::kImplied);
}

void OpenElements::PopThrough(std::size_t index, Closing how) {
  PopAbove(index);
  Pop(how);
}

void OpenElements::Remove(std::size_t index) {
  const OpenElement removed = stack_[index];
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
  Count(removed, -1);
  if (removed.watched) watcher_->Closed(removed, Closing::kMoved);
}

void OpenElements::PopImpliedEnds(TagKey except) {
  while (top().html() && top().element->Is(kImpliedEnd) && top().key != except) {
    Pop(Closing::kImplied);
  }
}

// The index of the newest open element for which `wanted` holds, unless one for which `bound` holds
// is met first.
template <typename Wanted, typename Bound>
std::size_t OpenElements::FindOpen(Wanted wanted, Bound bound) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (wanted(stack_[i])) return i;
    if (bound(stack_[i])) return kNotOpen;
  }
  return kNotOpen;
}

std::size_t OpenElements::FindInScope(TagKey key) const {
  return FindOpen([&](const OpenElement& e) { return e.html() && e.key == key; },
                  [](const OpenElement& e) { return e.bounds_scope; });
}

// The newest open table part that is wanted, never looking past a template.
std::size_t OpenElements::FindTableAncestor(bool (*wanted)(const Element&)) const {
  return FindOpen(
      [&](const OpenElement& e) { return e.html() && wanted(*e.element); },
      [](const OpenElement& e) { return e.html() && e.element->start == StartRule::kTemplate; });
}

// Whether the parser stands between a table's rows and cells, where content is foster-parented.
bool OpenElements::InTableText() const {
  return FindOpen([](const OpenElement& e) { return e.html() && e.element->Is(kTableContext); },
                  [](const OpenElement& e) {
                    return e.html() && (e.element->start == StartRule::kTableCell ||
                                        e.element->start == StartRule::kTemplate ||
                                        e.key == MakeTagKey("caption"));
                  }) != kNotOpen;
}

bool OpenElements::TakesFlowHere() const {
  const OpenElement& parent = stack_.back();
  return phase_ == Phase::kBody && templates_ == 0 && selects_ == 0 && !in_raw_text_ &&
         parent.html() && !parent.element->Is(kNoFlowInside);
}

void OpenElements::EnterBody() {
  phase_ = Phase::kBody;
  PushImplied("body");
  watcher_->BodyImplied();
}

void OpenElements::Text() {
  if (phase_ != Phase::kBody && templates_ == 0) EnterBody();
}

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

void OpenElements::End(const Tag& tag) {
  if (in_raw_text_) {
    in_raw_text_ = false;
    Pop(Closing::kEndTag);
    return;
  }
  if (in_foreign_content() && EndForeign(tag.key)) return;
  EndHtml(tag);
}

// False when the tag is to be handled as HTML after all.
bool OpenElements::EndForeign(TagKey key) {
  if (key == MakeTagKey("br") || key == MakeTagKey("p")) {
    LeaveForeignContent();
    return false;
  }
  const std::size_t open = FindOpen([&](const OpenElement& e) { return !e.html() && e.key == key; },
                                    [](const OpenElement& e) { return e.html(); });
  if (open == kNotOpen) return false;
  PopThrough(open, Closing::kEndTag);
  return true;
}

void OpenElements::EndOther(TagKey key) {
  const std::size_t open = FindOpen([&](const OpenElement& e) { return e.html() && e.key == key; },
                                    [](const OpenElement& e) { return e.special(); });
  if (open != kNotOpen) PopThrough(open, Closing::kEndTag);
}

// The adoption agency, as far as the stack can tell: a formatting element that ends inside a block
// leaves the stack from under it.
void OpenElements::EndFormatting(TagKey key) {
  const std::size_t formatting =
      FindOpen([&](const OpenElement& e) { return e.html() && e.key == key; },
               [](const OpenElement& e) { return e.bounds_scope; });
  if (formatting == kNotOpen) return;
  std::size_t block = stack_.size() - 1;
  while (block > formatting && !stack_[block].special()) --block;
  if (block == formatting) {
    PopThrough(formatting, Closing::kEndTag);
    return;
  }
  while (stack_.size() > block + 1) Pop(Closing::kMoved);
  for (std::size_t i = block; i-- > formatting;) {
    const OpenElement& open = stack_[i];
    const bool reopened = open.html() && open.element->end == EndRule::kFormatting;
    if (i == formatting || (!open.special() && !reopened)) Remove(i);
  }
}

void OpenElements::EndHtml(const Tag& tag) {
  const Element& element = FindElement(tag.key);
  if (phase_ != Phase::kBody && templates_ == 0) {
    if (element.end == EndRule::kHead) phase_ = Phase::kAfterHead;
    if (element.end != EndRule::kBody && tag.key != MakeTagKey("br")) return;
    EnterBody();
  }
  std::size_t open = kNotOpen;
  switch (element.end) {
    case EndRule::kOther:
      EndOther(tag.key);
      return;
    case EndRule::kNone:
    case EndRule::kHead:
      return;
    case EndRule::kScoped:
      open = FindInScope(tag.key);
      break;
    case EndRule::kParagraph:
      open = FindParagraph();
      break;
    case EndRule::kListItem:
      open =
          FindOpen([&](const OpenElement& e) { return e.html() && e.key == tag.key; },
                   [](const OpenElement& e) {
                     return e.bounds_scope ||
                            (e.html() && (e.key == MakeTagKey("ol") || e.key == MakeTagKey("ul")));
                   });
      break;
    case EndRule::kHeading:
      open = FindOpen(
          [](const OpenElement& e) { return e.html() && e.element->end == EndRule::kHeading; },
          [](const OpenElement& e) { return e.bounds_scope; });
      break;
    case EndRule::kFormatting:
      EndFormatting(tag.key);
      return;
    case EndRule::kForm:
      if (templates_ == 0) {
        const std::uint32_t form = form_;
        form_ = 0;
        open = FindOpen([&](const OpenElement& e) { return e.serial == form; },
                        [](const OpenElement& e) { return e.bounds_scope; });
        if (open == kNotOpen) return;
        PopImpliedEnds(0);
        if (open >= stack_.size()) return;
        if (open + 1 < stack_.size()) {
          Remove(open);
          return;
        }
      } else {
        open = FindInScope(tag.key);
      }
      break;
    case EndRule::kTablePart:
      open = FindOpen([&](const OpenElement& e) { return e.html() && e.key == tag.key; },
                      [](const OpenElement& e) {
                        return e.html() && (e.element->start == StartRule::kTable ||
                                            e.element->start == StartRule::kTemplate);
                      });
      break;
    case EndRule::kTemplate:
      if (templates_ == 0) return;
      open = FindOpen(
          [](const OpenElement& e) { return e.html() && e.element->start == StartRule::kTemplate; },
          [](const OpenElement&) { return false; });
      break;
    case EndRule::kBody:
      if (templates_ == 0) watcher_->BodyEnding();
      return;
  }
  if (open != kNotOpen) PopThrough(open, Closing::kEndTag);
}

}  // namespace afterglow
