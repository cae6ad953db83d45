// Reads a page as it streams by, and says where the order payloads are and where the slot is. It
// never returns the page's bytes: offsets only, so that the caller passes its own chunks through.
//
//   PageScanner scanner(options);
//   for each chunk: scanner.Write(chunk); take scanner.findings() that are new; stop when done()
//   scanner.End();
//
// Offsets count from the first byte of the page. The answer does not depend on how the page was cut
// into chunks. Memory is bounded: the payloads (kMostPagePayloads of kLargestPagePayload), one tag
// (kLargestTag of tokenizer.h), 512 open elements. Which places are claimed as slots, and which
// never, is in docs/page.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace afterglow {

inline constexpr std::size_t kLargestPagePayload = 64 * 1024;  // bytes; a longer one is skipped
inline constexpr std::size_t kMostPagePayloads = 8;            // later ones are skipped

enum class SlotPosition : std::uint8_t { kBefore, kPrepend, kAppend, kAfter, kReplace };

struct SlotRule {
  std::string selector;  // "#id", ".class", "tag", "[attr]", "[attr=value]", compounds, descendants
  SlotPosition position = SlotPosition::kAppend;
};

struct PageOptions {
  std::vector<SlotRule> slots;  // by preference; the first that matches in the page wins
  std::vector<SlotRule>
      fallbacks;  // used at the end when no slot matched: "main" append, "body" append
};

enum class PayloadSource : std::uint8_t { kDataScript, kJsonLd, kDataLayer, kDomTags };
std::string_view PayloadSourceText(PayloadSource source);

// A piece of the page that may hold an order. `text` is what an order reader takes: character
// references and script escapes are already resolved where the source needs it.
struct PayloadFound {
  PayloadSource source;
  std::uint64_t offset;
  std::uint64_t end;  // just behind what closes it, such as "</script>": where it becomes known
  std::string text;
};

// A piece of the page that looked like a payload, and why it is none.
struct PayloadSkipped {
  PayloadSource source;
  std::uint64_t offset;
  std::string reason;  // "it is longer than 64 KiB"
};

// Where the widget may go: insert at `offset`; for kReplace the bytes up to `end` are dropped. A
// kReplace is known only at its element's end: when bytes past `offset` are out by then, it is too
// late for it.
struct SlotFound {
  std::size_t rule;  // index into slots, or slots.size() + index into fallbacks
  std::uint64_t offset, end;
};

class PageScanner {
 public:
  // kBadArgument for a selector that cannot be read; the message names it.
  static Result<PageScanner> Create(PageOptions options);
  PageScanner(PageScanner&&) noexcept;
  PageScanner& operator=(PageScanner&&) noexcept;
  ~PageScanner();

  // kBadPage when the page cannot be scanned safely: UTF-16, a tag of over 256 KiB, elements nested
  // more than 512 deep, a frameset, markup that browsers read in different ways. After a failure
  // nothing more may be written; what was found before it holds.
  Status Write(std::string_view chunk);
  Status End();

  // An order is known: no payload is looked for from here on.
  void StopPayloads();

  // All found so far, in page order.
  const std::vector<PayloadFound>& payloads() const;
  const std::vector<PayloadSkipped>& skipped_payloads() const;
  // Slots and fallbacks found so far, in the order found, each rule's first place only.
  const std::vector<SlotFound>& slots() const;
  // The page's CSP nonce: the `nonce` attribute of a script or style seen so far.
  const std::string& nonce() const;
  std::uint64_t nonce_end() const;    // just behind the tag that carried it; 0 without one
  std::string_view language() const;  // <html lang>, empty when absent
  std::uint64_t scanned() const;      // bytes taken
  // Every slot or fallback that is still to be found will lie at or after this offset: bytes before
  // it may go out, as far as slots already found do not hold them back.
  std::uint64_t safe_offset() const;

 private:
  struct State;
  explicit PageScanner(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace afterglow
