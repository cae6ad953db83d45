// The page scanner alone as a wasm module, so that the benchmark times scanning and nothing else.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "page/page_scanner.h"

using afterglow::PageScanner;

extern "C" {

__attribute__((export_name("bytes_new"))) void* bytes_new(std::uint32_t size) {
  return std::malloc(size);
}

// A scanner for one "append" slot; null when the selector cannot be read.
__attribute__((export_name("scan_new"))) PageScanner* scan_new(const char* selector,
                                                               std::uint32_t size) {
  auto created = PageScanner::Create({{{{selector, size}, afterglow::SlotPosition::kAppend}}, {}});
  return created.ok() ? new PageScanner(std::move(created.value())) : nullptr;
}

__attribute__((export_name("scan_write"))) std::uint32_t scan_write(PageScanner* scanner,
                                                                    const char* chunk,
                                                                    std::uint32_t size) {
  return scanner->Write({chunk, size}).ok() ? 1 : 0;
}

// Where the slot is, or -1 as long as it is not found.
__attribute__((export_name("scan_slot"))) double scan_slot(PageScanner* scanner) {
  return scanner->slots().empty() ? -1 : static_cast<double>(scanner->slots()[0].offset);
}

__attribute__((export_name("scan_free"))) void scan_free(PageScanner* scanner) { delete scanner; }
}
