#include "page/page_scanner.h"

#include <algorithm>
#include <utility>

#include "page/character_reference.h"
#include "page/nosto_tags.h"
#include "page/open_elements.h"
#include "page/script_payloads.h"
#include "page/slot_finder.h"
#include "page/tokenizer.h"

namespace afterglow {
namespace {

constexpr TagKey kScript = MakeTagKey("script");
constexpr TagKey kStyle = MakeTagKey("style");
constexpr TagKey kPre = MakeTagKey("pre");
constexpr TagKey kListing = MakeTagKey("listing");
constexpr TagKey kMeta = MakeTagKey("meta");
constexpr TagKey kBodyKey = MakeTagKey("body");
constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";
constexpr std::size_t kLongestNonce = 256, kLongestLanguage = 64;

// Whether a meta tag names a charset in which "<" may be half of a letter: the ISO-2022 family and
// HZ shift between one and two bytes per character.
bool NamesShiftingCharset(const Tag& tag) {
  for (const char* name : {"charset", "content"}) {
    std::string_view value;
    if (!tag.Find(name, &value)) continue;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (EqualsIgnoringCase(value.substr(i, 8), "iso-2022") ||
          EqualsIgnoringCase(value.substr(i, 5), "hz-gb")) {
        return true;
      }
    }
  }
  return false;
}

std::string Attribute(const Tag& tag, std::string_view name, std::size_t longest) {
  std::string_view value;
  if (!tag.Find(name, &value) || value.size() > longest) return {};
  return ResolveReferences(value, true);
}

}  // namespace

std::string_view PayloadSourceText(PayloadSource source) {
  switch (source) {
    case PayloadSource::kDataScript:
      return "data-script";
    case PayloadSource::kJsonLd:
      return "json-ld";
    case PayloadSource::kDataLayer:
      return "data-layer";
    case PayloadSource::kDomTags:
      return "dom-tags";
  }
  return "";
}

// Puts the parts together: the tokenizer's tokens go to the open elements, whose openings and
// closings go to the slot finder; scripts go to the payloads.
struct PageScanner::State final : TokenSink, ElementWatcher {
  State() : tokenizer(*this), elements(*this) {}

  ContentModel StartTag(const Tag& tag) override {
    BeginToken(tag.begin, tag.end);
    Arrival arrival;
    elements.Start(tag, arrival);
    if (arrival.content == ContentModel::kStop || arrival.ignored) return arrival.content;
    if (arrival.is_root) {
      if (language.empty()) language = Attribute(tag, "lang", kLongestLanguage);
      elements.root().matched = slots.Find(tag, elements.root().matched).steps;
      return arrival.content;
    }
    const SlotFinder::Match match = slots.Find(tag, elements.top().matched);
    arrival.opened.matched = match.steps;
    const bool flow_around = match.rules != 0 && elements.TakesBlockHere();
    if (arrival.stays_open) elements.Push(arrival.opened);
    if (match.rules != 0) {
      OpenElement& element = arrival.stays_open ? elements.top() : arrival.opened;
      const bool flow_inside = arrival.stays_open && elements.TakesBlockHere();
      // Of a pre the browser drops a newline at the very start.
      const bool flow_at_start = flow_inside && tag.key != kPre && tag.key != kListing;
      slots.Opened(match.rules, tag, element,
                   {flow_around && !arrival.closed_others, flow_around, flow_inside, flow_at_start,
                    arrival.stays_open});
    }
    if (arrival.stays_open && payloads.wanted() && !elements.in_template()) {
      nosto.Opened(tag, elements.top());
      if (nosto.wants_text()) tokenizer.WantText(true);
    }
    if (tag.key == kMeta && !elements.in_template() && NamesShiftingCharset(tag)) {
      shifting_charset = true;
      return ContentModel::kStop;
    }
    if ((tag.key == kScript || tag.key == kStyle) && arrival.content != ContentModel::kMarkup) {
      StartScriptOrStyle(tag);
    }
    return arrival.content;
  }

  void StartScriptOrStyle(const Tag& tag) {
    if (elements.in_template()) return;
    if (nonce.empty()) {
      nonce = Attribute(tag, "nonce", kLongestNonce);
      if (!nonce.empty()) nonce_end = tag.end;
    }
    in_script = tag.key == kScript;
    if (in_script) payloads.Opened(tag);
  }

  void EndTag(const Tag& tag) override {
    BeginToken(tag.begin, tag.end);
    if (in_script) {
      payloads.Closed(tag.end);
      in_script = false;
    }
    elements.End(tag);
  }

  void Text(std::string_view piece, std::uint64_t offset) override {
    for (std::size_t i = 0; i < piece.size() && !elements.in_body(); ++i) {
      const std::uint64_t at = offset + i;
      if (IsHtmlSpace(piece[i]) || piece[i] == '\0') continue;
      if (at < kUtf8Mark.size() && piece[i] == kUtf8Mark[static_cast<std::size_t>(at)]) continue;
      BeginToken(at, at);
      elements.Text();
      break;
    }
    nosto.Text(piece);
    if (elements.in_body() && !nosto.wants_text()) tokenizer.WantText(false);
  }

  void RawText(std::string_view piece, std::uint64_t) override {
    if (in_script) payloads.Text(piece);
  }
  void Comment(std::uint64_t, std::uint64_t) override {}
  void Doctype(std::uint64_t, std::uint64_t) override { elements.Doctype(); }
  bool AllowsCdata() override { return elements.in_foreign_content(); }

  void BodyImplied() override {
    Tag body;
    body.key = kBodyKey;
    body.begin = body.end = token_begin;
    OpenElement& element = elements.top();
    const SlotFinder::Match match = slots.Find(body, element.matched);
    element.matched = match.steps;
    slots.Opened(match.rules, body, element, {false, false, true, true, true});
    flow_at_token = true;
  }
  void Closed(const OpenElement& element, Closing how) override {
    if (nosto.Closed(element, token_end)) payloads.Add(nosto.Take());
    slots.Closed(element, how, token_begin, token_end, flow_at_token, elements.TakesBlockHere());
  }
  void BodyEnding() override {
    if (flow_at_token) slots.AllEnd(token_begin);
  }

  void BeginToken(std::uint64_t begin, std::uint64_t end) {
    token_begin = begin;
    token_end = end;
    flow_at_token = slots.waiting() && elements.TakesFlowHere();
  }

  // The first bytes tell UTF-16 and UTF-32 apart from everything that is a superset of ASCII.
  Status CheckFirstBytes(std::string_view chunk) {
    for (std::size_t i = 0; i < chunk.size() && first_bytes < 2; ++i, ++first_bytes) {
      const auto byte = static_cast<std::uint8_t>(chunk[i]);
      if (first_bytes == 0) first_byte = byte;
      const bool mark = first_bytes == 1 && ((first_byte == 0xfe && byte == 0xff) ||
                                             (first_byte == 0xff && byte == 0xfe));
      if (mark || byte == 0) {
        return Error{ErrorCode::kBadPage,
                     "the page is UTF-16 or UTF-32; expected UTF-8 or another superset of ASCII",
                     0};
      }
    }
    return Nothing{};
  }

  Status Failure() const {
    if (tokenizer.error().code != ErrorCode::kOk) return tokenizer.error();
    if (shifting_charset) {
      return Error{ErrorCode::kBadPage,
                   "the page is in a charset that shifts between alphabets, such as ISO-2022-JP; "
                   "expected a superset of ASCII",
                   token_begin};
    }
    return Error{ErrorCode::kBadPage, elements.stop_reason(), token_begin};
  }

  Tokenizer tokenizer;
  OpenElements elements;
  SlotFinder slots;
  ScriptPayloads payloads;
  NostoTags nosto;
  std::string nonce, language;
  std::uint64_t nonce_end = 0;
  std::uint64_t token_begin = 0, token_end = 0;
  std::size_t first_bytes = 0;
  std::uint8_t first_byte = 0;
  bool flow_at_token = false;
  bool in_script = false;
  bool shifting_charset = false;
};

Result<PageScanner> PageScanner::Create(PageOptions options) {
  auto state = std::make_unique<State>();
  for (const std::vector<SlotRule>* rules : {&options.slots, &options.fallbacks}) {
    for (const SlotRule& rule : *rules) {
      const Status added = state->slots.Add(rule);
      if (!added.ok()) return added.error();
    }
  }
  return PageScanner(std::move(state));
}

PageScanner::PageScanner(std::unique_ptr<State> state) : state_(std::move(state)) {}
PageScanner::PageScanner(PageScanner&&) noexcept = default;
PageScanner& PageScanner::operator=(PageScanner&&) noexcept = default;
PageScanner::~PageScanner() = default;

Status PageScanner::Write(std::string_view chunk) {
  if (state_->first_bytes < 2) {
    Status readable = state_->CheckFirstBytes(chunk);
    if (!readable.ok()) return readable;
  }
  if (!state_->tokenizer.Write(chunk)) return state_->Failure();
  return Nothing{};
}

Status PageScanner::End() {
  const bool in_text = state_->tokenizer.in_markup_text();
  if (!state_->tokenizer.End()) return state_->Failure();
  if (in_text && state_->elements.TakesFlowHere()) {
    state_->slots.AllEnd(scanned());
  }
  return Nothing{};
}

void PageScanner::StopPayloads() { state_->payloads.Stop(); }
const std::vector<PayloadFound>& PageScanner::payloads() const { return state_->payloads.found(); }
const std::vector<PayloadSkipped>& PageScanner::skipped_payloads() const {
  return state_->payloads.skipped();
}
const std::vector<SlotFound>& PageScanner::slots() const { return state_->slots.found(); }
const std::string& PageScanner::nonce() const { return state_->nonce; }
std::uint64_t PageScanner::nonce_end() const { return state_->nonce_end; }
std::string_view PageScanner::language() const { return state_->language; }
std::uint64_t PageScanner::scanned() const { return state_->tokenizer.scanned(); }
std::uint64_t PageScanner::safe_offset() const {
  if (state_->slots.complete()) return scanned();
  return state_->slots.Earliest(state_->tokenizer.open_token());
}

}  // namespace afterglow
