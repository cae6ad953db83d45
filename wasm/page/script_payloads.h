// Collects the order payloads that stand in <script> elements: JSON of the types that carry orders,
// and purchases that inline scripts hand to analytics (data_layer.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/page_scanner.h"
#include "page/tokenizer.h"

namespace afterglow {

class ScriptPayloads {
 public:
  // A <script> opened; its text follows.
  void Opened(const Tag& tag);
  void Text(std::string_view piece);
  void Closed(std::uint64_t end);  // just behind the end tag
  // A payload found elsewhere in the page.
  void Add(PayloadFound payload);
  // No payload is wanted any more.
  void Stop();
  bool wanted() const { return wanted_; }

  const std::vector<PayloadFound>& found() const { return found_; }
  const std::vector<PayloadSkipped>& skipped() const { return skipped_; }

 private:
  void Skip(PayloadSource source, std::uint64_t offset, std::string reason);
  void ReadPurchases(std::uint64_t end);

  bool wanted_ = true;
  std::optional<PayloadSource> open_;
  std::uint64_t offset_ = 0;
  std::string text_;
  bool too_long_ = false;
  std::vector<PayloadFound> found_;
  std::vector<PayloadSkipped> skipped_;
};

}  // namespace afterglow
