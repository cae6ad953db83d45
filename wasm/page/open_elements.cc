#include "page/open_elements.h"

namespace afterglow {

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

}  // namespace afterglow
