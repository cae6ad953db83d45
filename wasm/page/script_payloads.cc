#include "page/script_payloads.h"

#include <utility>

#include "page/character_reference.h"

namespace afterglow {
namespace {

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsHtmlSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsHtmlSpace(text.back())) text.remove_suffix(1);
  return text;
}

bool DropPrefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}
bool DropSuffix(std::string_view& text, std::string_view suffix) {
  if (text.size() < suffix.size() || text.substr(text.size() - suffix.size()) != suffix) {
    return false;
  }
  text.remove_suffix(suffix.size());
  return true;
}

// JSON is often wrapped the way scripts were wrapped for old browsers and XHTML.
std::string_view Unwrapped(std::string_view text) {
  text = Trim(text);
  if (DropPrefix(text, "<!--")) {
    text = Trim(text);
    if (DropSuffix(text, "-->")) DropSuffix(text, "//");
    return Trim(text);
  }
  if (DropPrefix(text, "//<![CDATA[") || DropPrefix(text, "// <![CDATA[") ||
      DropPrefix(text, "/*<![CDATA[*/") || DropPrefix(text, "/* <![CDATA[ */") ||
      DropPrefix(text, "<![CDATA[")) {
    text = Trim(text);
    DropSuffix(text, "/*]]>*/") || DropSuffix(text, "/* ]]> */") || DropSuffix(text, "//]]>") ||
        DropSuffix(text, "// ]]>") || DropSuffix(text, "]]>");
    return Trim(text);
  }
  return text;
}

// "application/ld+json; charset=utf-8" is of type application/ld+json.
bool HasType(const Tag& tag, std::string_view type) {
  std::string_view value;
  if (!tag.Find("type", &value)) return false;
  const std::string resolved = ResolveReferences(value, true);
  std::string_view essence = resolved;
  return EqualsIgnoringCase(Trim(essence.substr(0, essence.find(';'))), type);
}

}  // namespace

void ScriptPayloads::Opened(const Tag& tag) {
  open_.reset();
  if (!wanted_) return;
  if (HasType(tag, "application/ld+json")) {
    open_ = PayloadSource::kJsonLd;
  } else if (HasType(tag, "application/json") && tag.Has("data-afterglow-order")) {
    open_ = PayloadSource::kDataScript;
  }
  offset_ = tag.end;
  text_.clear();
  too_long_ = false;
}

void ScriptPayloads::Text(std::string_view piece) {
  if (!open_) return;
  too_long_ |= text_.size() + piece.size() > kLargestPagePayload;
  if (!too_long_) text_ += piece;
}

void ScriptPayloads::Skip(std::string reason) {
  if (skipped_.size() < kMostPagePayloads) skipped_.push_back({*open_, offset_, std::move(reason)});
}

void ScriptPayloads::Closed(std::uint64_t end) {
  if (!open_) return;
  if (too_long_) {
    Skip("it is longer than 64 KiB");
  } else if (*open_ == PayloadSource::kJsonLd && text_.find("Order") == std::string::npos) {
    Skip("it describes no Order");
  } else if (found_.size() == kMostPagePayloads) {
    Skip("the page has more than 8 payloads before it");
  } else {
    found_.push_back({*open_, offset_, end, std::string(Unwrapped(text_))});
  }
  open_.reset();
  text_.clear();
}

void ScriptPayloads::Stop() {
  wanted_ = false;
  open_.reset();
  text_ = std::string();
}

}  // namespace afterglow
