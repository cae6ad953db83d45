// The page scanner as a wasm module for the differential tests: every token it sees, and the slot
// it finds, as text.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "page/open_elements.h"
#include "page/page_scanner.h"
#include "page/tokenizer.h"

namespace afterglow {
namespace {

// Logs tokens the way the scanner reads them: tree construction tells the tokenizer what follows.
class Probe final : public TokenSink, public ElementWatcher {
 public:
  Probe() : elements_(*this) {}

  ContentModel StartTag(const Tag& tag) override {
    Log("start", tag.begin, tag.end);
    Arrival arrival;
    elements_.Start(tag, arrival);
    if (arrival.content == ContentModel::kStop) log_ += "stopped\n";
    if (arrival.stays_open) elements_.Push(arrival.opened);
    return arrival.content;
  }
  void EndTag(const Tag& tag) override {
    Log("end", tag.begin, tag.end);
    elements_.End(tag);
  }
  void Text(std::string_view piece, std::uint64_t) override {
    for (const char c : piece) {
      if (!IsHtmlSpace(c) && c != '\0') return elements_.Text();
    }
  }
  void RawText(std::string_view, std::uint64_t) override {}
  void Comment(std::uint64_t begin, std::uint64_t end) override { Log("comment", begin, end); }
  void Doctype(std::uint64_t begin, std::uint64_t end) override {
    Log("doctype", begin, end);
    elements_.Doctype();
  }
  bool AllowsCdata() override { return elements_.in_foreign_content(); }
  void BodyImplied() override {}
  void Closed(const OpenElement&, Closing) override {}
  void BodyEnding() override {}

  std::string TakeLog() { return std::move(log_); }

 private:
  void Log(const char* kind, std::uint64_t begin, std::uint64_t end) {
    log_ += kind;
    log_ += ' ' + std::to_string(begin) + ' ' + std::to_string(end) + '\n';
  }

  OpenElements elements_;
  std::string log_;
};

std::string answer;

}  // namespace
}  // namespace afterglow

extern "C" {

__attribute__((export_name("bytes_new"))) void* bytes_new(std::uint32_t size) {
  return std::malloc(size);
}
__attribute__((export_name("bytes_free"))) void bytes_free(void* bytes) { std::free(bytes); }
__attribute__((export_name("answer_size"))) std::uint32_t answer_size() {
  return static_cast<std::uint32_t>(afterglow::answer.size());
}

// Tokens of the page read in the middle of an element: `content` is a ContentModel, `element` its
// name; kMarkup for a whole page.
__attribute__((export_name("probe_tokens"))) const char* probe_tokens(const char* page,
                                                                      std::uint32_t size,
                                                                      std::uint32_t content,
                                                                      const char* element,
                                                                      std::uint32_t element_size) {
  afterglow::Probe probe;
  afterglow::Tokenizer tokenizer(probe);
  const auto model = static_cast<afterglow::ContentModel>(content);
  if (model != afterglow::ContentModel::kMarkup) {
    tokenizer.StartInside(model, afterglow::MakeTagKey({element, element_size}));
  }
  if (tokenizer.Write({page, size})) tokenizer.End();
  afterglow::answer = probe.TakeLog();
  return afterglow::answer.data();
}

// "OFFSET END", or empty without a slot. `position` is a SlotPosition.
__attribute__((export_name("probe_slot"))) const char* probe_slot(const char* page,
                                                                  std::uint32_t size,
                                                                  const char* selector,
                                                                  std::uint32_t selector_size,
                                                                  std::uint32_t position) {
  afterglow::answer.clear();
  auto created = afterglow::PageScanner::Create(
      {{{{selector, selector_size}, static_cast<afterglow::SlotPosition>(position)}}, {}});
  if (!created.ok()) return afterglow::answer.data();
  afterglow::PageScanner& scanner = created.value();
  const bool read = scanner.Write({page, size}).ok() && scanner.End().ok();
  if (read && !scanner.slots().empty()) {
    afterglow::answer =
        std::to_string(scanner.slots()[0].offset) + ' ' + std::to_string(scanner.slots()[0].end);
  }
  return afterglow::answer.data();
}
}
