// The stack of open elements, as the HTML standard's tree construction keeps it: which elements a
// tag opens and closes, implied ones included. From it follow how an element's content is
// tokenized, what stands inside what, and where an element truly ends.
// https://html.spec.whatwg.org/multipage/parsing.html#tree-construction
//
// Scripting counts as enabled, as in every browser that matters here: <noscript> holds text.
// Formatting elements are not re-opened after the block that cut them short; only their own
// nesting shows the difference.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "page/element.h"
#include "page/tokenizer.h"

namespace afterglow {

enum class Namespace : std::uint8_t { kHtml, kSvg, kMath };

struct OpenElement {
  TagKey key = 0;
  const Element* element = nullptr;  // the rules of its name, of use in HTML only
  std::uint64_t matched = 0;         // selector steps matched by it or an ancestor
  std::uint32_t serial = 0;          // counts elements from 1
  Namespace name_space = Namespace::kHtml;
  bool takes_html = false;       // an HTML integration point
  bool takes_html_text = false;  // a MathML text integration point
  bool bounds_scope = false;
  bool watched = false;  // somebody waits for its end

  bool html() const { return name_space == Namespace::kHtml; }
  bool special() const { return html() ? element->Is(kSpecial) : bounds_scope; }
};

enum class Closing : std::uint8_t {
  kEndTag,   // by its own end tag
  kImplied,  // by another tag: it ends where that tag begins
  kMoved,    // by mis-nesting: the browser moves its content around
};

class ElementWatcher {
 public:
  virtual void BodyImplied() = 0;  // content began without a <body> tag
  virtual void Closed(const OpenElement& element, Closing how) = 0;
  virtual void BodyEnding() = 0;  // </body> or </html>: open elements stay open, but it is over

 protected:
  ~ElementWatcher() = default;
};

// What becomes of a start tag.
struct Arrival {
  bool ignored = false;        // no element: the standard drops it
  bool is_root = false;        // <html>: open from the start, the tag only adds attributes
  bool stays_open = false;     // it goes on the stack, once Push is called
  bool closed_others = false;  // it closed elements other than p, which ends before any block
  const Element* element = nullptr;
  OpenElement opened;
  ContentModel content = ContentModel::kMarkup;
};

class OpenElements {
 public:
  explicit OpenElements(ElementWatcher& watcher);

  // Closes what the start tag closes. kStop as content when the page must not be scanned further;
  // stop_reason() says why. Push its element before the next call when it stays open.
  void Start(const Tag& tag, Arrival& arrival);
  void Push(const OpenElement& element);
  void End(const Tag& tag);
  void Text();  // text other than space, outside raw text
  void Doctype() { quirks_ = false; }

  OpenElement& top() { return stack_.back(); }
  OpenElement& root() { return stack_.front(); }
  bool in_foreign_content() const { return !stack_.back().html(); }
  bool in_template() const { return templates_ > 0; }
  bool in_body() const { return phase_ == Phase::kBody; }
  // Whether flow content may be put where the parser stands: inside the body, not in a template,
  // a select, between table rows, in raw text or in SVG or MathML.
  bool TakesFlowHere() const;
  // The same for a block, which would close a p that is open here and change what follows it.
  bool TakesBlockHere() const { return TakesFlowHere() && FindParagraph() == kNotOpen; }
  const char* stop_reason() const { return stop_reason_; }

 private:
  enum class Phase : std::uint8_t { kBeforeHead, kHead, kAfterHead, kBody };
  static constexpr std::size_t kNotOpen = SIZE_MAX;

  OpenElement Make(TagKey key, const Element& element);
  void PushImplied(std::string_view name);
  void Count(const OpenElement& element, int change);
  void Pop(Closing how);
  // Pops down to and including stack_[index], which closes by `how`; what stands on it is implied.
  void PopThrough(std::size_t index, Closing how);
  void PopAbove(std::size_t index);
  void Remove(std::size_t index);
  void PopImpliedEnds(TagKey except);

  template <typename Wanted, typename Bound>
  std::size_t FindOpen(Wanted wanted, Bound bound) const;
  std::size_t FindInScope(TagKey key) const;
  std::size_t FindTableAncestor(bool (*wanted)(const Element&)) const;
  bool InTableText() const;

  void EnterBody();
  bool StartBeforeBody(Arrival& arrival);
  void StartHtml(const Tag& tag, Arrival& arrival);
  bool StartForeign(const Tag& tag, Arrival& arrival);
  void StartTablePart(const Element& element, Arrival& arrival);
  void StartTable();
  void CloseSelect();
  void StartListItem(const Element& element, TagKey key);
  void StartForeignRoot(const Tag& tag, Arrival& arrival);
  void ForbidAmbiguousText(Arrival& arrival);
  std::size_t FindParagraph() const;
  void CloseParagraph();
  void EndHtml(const Tag& tag);
  bool EndForeign(TagKey key);
  void EndFormatting(TagKey key);
  void EndOther(TagKey key);
  void LeaveForeignContent();

  ElementWatcher* watcher_;
  std::vector<OpenElement> stack_;
  Phase phase_ = Phase::kBeforeHead;
  bool quirks_ = true;  // until a doctype
  bool in_raw_text_ = false;
  bool column_in_template_ = false;
  int templates_ = 0, selects_ = 0, paragraphs_ = 0;
  std::uint32_t serials_ = 0;
  std::uint32_t pops_ = 0;
  std::uint32_t form_ = 0;  // serial of the form element pointer
  const char* stop_reason_ = "";
};

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

}  // namespace afterglow
