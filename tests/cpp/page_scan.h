// Runs the page scanner over a page cut into chunks, and writes down all it found as one text that
// tests compare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "page/page_scanner.h"

namespace afterglow {

inline std::string Describe(const PageScanner& scanner, const Status& status) {
  std::string text = status.ok() ? "ok" : "failed: " + status.error().message;
  for (const SlotFound& slot : scanner.slots()) {
    text += "\nslot " + std::to_string(slot.rule) + " " + std::to_string(slot.offset) + "-" +
            std::to_string(slot.end);
  }
  for (const PayloadFound& payload : scanner.payloads()) {
    text += "\npayload " + std::string(PayloadSourceText(payload.source)) + " " +
            std::to_string(payload.offset) + "-" + std::to_string(payload.end) + " " + payload.text;
  }
  for (const PayloadSkipped& payload : scanner.skipped_payloads()) {
    text += "\nskipped " + std::string(PayloadSourceText(payload.source)) + " " +
            std::to_string(payload.offset) + " " + payload.reason;
  }
  return text + "\nnonce " + scanner.nonce() + " " + std::to_string(scanner.nonce_end()) +
         "\nlanguage " + std::string(scanner.language());
}

// Fails the way the caller can see when a slot turns up before an offset that was called safe.
inline std::string ScanChunks(const PageOptions& options,
                              const std::vector<std::string_view>& chunks) {
  Result<PageScanner> created = PageScanner::Create(options);
  if (!created.ok()) return created.error().message;
  PageScanner scanner = std::move(created.value());
  std::uint64_t safe = 0;
  std::size_t known = 0;
  Status status = Nothing{};
  const auto check = [&] {
    for (; known < scanner.slots().size(); ++known) {
      if (scanner.slots()[known].offset < safe) return false;
    }
    const bool grows = scanner.safe_offset() >= safe;
    safe = scanner.safe_offset();
    return grows;
  };
  for (const std::string_view chunk : chunks) {
    status = scanner.Write(chunk);
    if (!status.ok()) break;
    if (!check()) return "a slot lies before an offset that was called safe";
  }
  if (status.ok()) status = scanner.End();
  if (!check()) return "a slot lies before an offset that was called safe";
  return Describe(scanner, status);
}

inline std::string ScanWhole(const PageOptions& options, std::string_view page) {
  return ScanChunks(options, {page});
}

// The page with "[]" at the one slot found (or around the bytes it replaces), or why there is none.
inline std::string Mark(std::string_view page, std::string selector, SlotPosition position) {
  Result<PageScanner> created = PageScanner::Create({{{std::move(selector), position}}, {}});
  if (!created.ok()) return created.error().message;
  PageScanner& scanner = created.value();
  Status status = scanner.Write(page);
  if (status.ok()) status = scanner.End();
  if (!status.ok()) return status.error().message;
  if (scanner.slots().empty()) return "none";
  const SlotFound slot = scanner.slots()[0];
  const auto begin = static_cast<std::size_t>(slot.offset),
             end = static_cast<std::size_t>(slot.end);
  return std::string(page.substr(0, begin)) + "[" + std::string(page.substr(begin, end - begin)) +
         "]" + std::string(page.substr(end));
}

}  // namespace afterglow
