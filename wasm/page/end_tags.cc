// What an end tag does to the stack of open elements.
#include "page/open_elements.h"

namespace afterglow {

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
