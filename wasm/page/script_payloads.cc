#include "page/script_payloads.h"

#include <utility>

#include "page/character_reference.h"
#include "page/data_layer.h"

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

// Whether the browser would run the script: a type that names JavaScript, or none.
bool Runs(const Tag& tag) {
  std::string_view type;
  if (tag.Has("src")) return false;
  return !tag.Find("type", &type) || Trim(type).empty() || EqualsIgnoringCase(type, "module") ||
         HasType(tag, "text/javascript") || HasType(tag, "application/javascript");
}

}  // namespace

void ScriptPayloads::Opened(const Tag& tag) {
  open_.reset();
  if (!wanted_) return;
  if (HasType(tag, "application/ld+json")) {
    open_ = PayloadSource::kJsonLd;
  } else if (HasType(tag, "application/json")) {
    if (tag.Has("data-afterglow-order")) open_ = PayloadSource::kDataScript;
  } else if (Runs(tag)) {
    open_ = PayloadSource::kDataLayer;
  }
  offset_ = tag.end;
  text_.clear();
  too_long_ = false;
}

void ScriptPayloads::Text(std::string_view piece) {
  if (!open_) return;
  const std::size_t room = kLargestPagePayload - text_.size();
  too_long_ |= piece.size() > room;
  text_ += piece.substr(0, room);
}

void ScriptPayloads::Skip(PayloadSource source, std::uint64_t offset, std::string reason) {
  if (skipped_.size() < kMostPagePayloads) skipped_.push_back({source, offset, std::move(reason)});
}

void ScriptPayloads::Add(PayloadFound payload) {
  if (!wanted_) return;
  if (found_.size() == kMostPagePayloads) {
    Skip(payload.source, payload.offset, "the page has more than 8 payloads before it");
  } else {
    found_.push_back(std::move(payload));
  }
}

void ScriptPayloads::Closed(std::uint64_t end) {
  if (!open_) return;
  const PayloadSource source = *open_;
  open_.reset();
  if (source == PayloadSource::kDataLayer) {
    ReadPurchases(end);
  } else if (too_long_) {
    Skip(source, offset_, "it is longer than 64 KiB");
  } else if (source == PayloadSource::kJsonLd && text_.find("Order") == std::string::npos) {
    Skip(source, offset_, "it describes no Order");
  } else {
    Add({source, offset_, end, std::string(Unwrapped(text_))});
  }
}

// Of a script longer than a payload, the beginning is read.
void ScriptPayloads::ReadPurchases(std::uint64_t end) {
  for (DataLayerFinding& finding : FindPurchases(text_)) {
    const std::uint64_t offset = offset_ + finding.offset;
    if (finding.json.empty()) {
      Skip(PayloadSource::kDataLayer, offset,
           too_long_ ? "the script is longer than 64 KiB" : finding.problem);
    } else if (finding.json.size() > kLargestPagePayload) {
      Skip(PayloadSource::kDataLayer, offset, "it is longer than 64 KiB");
    } else {
      Add({PayloadSource::kDataLayer, offset, end, std::move(finding.json)});
    }
  }
}

void ScriptPayloads::Stop() {
  wanted_ = false;
  open_.reset();
  text_ = std::string();
}

}  // namespace afterglow
