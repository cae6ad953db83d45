// Attacks the page scanner: any bytes, cut anywhere. The answer must not depend on the cuts, slots
// must lie within the page and never before an offset that was called safe.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "../cpp/page_scan.h"
#include "page/page_scanner.h"

using afterglow::PageOptions;
using afterglow::SlotPosition;

namespace {

const PageOptions& Options() {
  static const PageOptions options = {
      {{"#slot", SlotPosition::kAppend},
       {".r", SlotPosition::kReplace},
       {"main .x", SlotPosition::kAfter},
       {"[data-y=\"a b\"]", SlotPosition::kBefore},
       {"ul li", SlotPosition::kPrepend}},
      {{"main", SlotPosition::kAppend}, {"body", SlotPosition::kAppend}}};
  return options;
}

void CheckBounds(std::string_view page) {
  afterglow::Result<afterglow::PageScanner> created = afterglow::PageScanner::Create(Options());
  if (!created.ok()) std::abort();
  afterglow::PageScanner& scanner = created.value();
  if (scanner.Write(page).ok()) (void)scanner.End().ok();
  for (const afterglow::SlotFound& slot : scanner.slots()) {
    if (slot.offset > slot.end || slot.end > page.size()) std::abort();
  }
  for (const afterglow::PayloadFound& payload : scanner.payloads()) {
    if (payload.offset > payload.end || payload.end > page.size()) std::abort();
  }
}

}  // namespace

// The first two bytes say how large the chunks are; the rest is the page.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t first = data[0] + 1U, then = data[1] + 1U;
  const std::string_view page(reinterpret_cast<const char*>(data) + 2, size - 2);
  CheckBounds(page);
  std::vector<std::string_view> chunks = {page.substr(0, first)};
  for (std::size_t at = first; at < page.size(); at += then)
    chunks.push_back(page.substr(at, then));
  if (afterglow::ScanChunks(Options(), chunks) != afterglow::ScanWhole(Options(), page)) {
    std::abort();
  }
  return 0;
}
