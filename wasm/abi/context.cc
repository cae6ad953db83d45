#include "abi/context.h"

#include <charconv>
#include <string>

#include "base/time.h"
#include "order/json_tree.h"

namespace afterglow {
namespace {

constexpr JsonLimits kContextLimits = {16 * 1024, 4};
constexpr std::size_t kMostSlotRules = 16;

Error Refuse(JsonValue value, std::string_view expected) {
  return {ErrorCode::kBadArgument,
          "context." + std::string(value.key()) + ": expected " + std::string(expected),
          value.offset()};
}

template <typename Number>
bool ReadNumber(JsonValue value, Number* out) {
  const std::string_view text = value.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

bool ReadTime(JsonValue value, UnixSeconds* out) {
  if (value.kind() == JsonKind::kNumber) return ReadNumber(value, out);
  const std::optional<UnixSeconds> time = ParseIsoTime(value.text());
  if (time) *out = *time;
  return time.has_value();
}

std::optional<SlotPosition> ParsePosition(std::string_view text) {
  if (text == "before") return SlotPosition::kBefore;
  if (text == "prepend") return SlotPosition::kPrepend;
  if (text == "append" || text.empty()) return SlotPosition::kAppend;
  if (text == "after") return SlotPosition::kAfter;
  if (text == "replace") return SlotPosition::kReplace;
  return std::nullopt;
}

bool ReadSlotRules(JsonValue value, std::vector<SlotRule>* rules) {
  if (!value.is_array() || value.size() > kMostSlotRules) return false;
  rules->clear();
  for (const JsonValue rule : value) {
    const std::optional<SlotPosition> position = ParsePosition(rule["position"].text());
    if (!position || rule["selector"].text().empty()) return false;
    rules->push_back({std::string(rule["selector"].text()), *position});
  }
  return true;
}

bool ReadPart(JsonValue value, Part* part) {
  if (value.text() == "html") {
    *part = Part::kHtml;
  } else if (value.text() == "text") {
    *part = Part::kText;
  } else if (value.text() == "json") {
    *part = Part::kJson;
  } else {
    return false;
  }
  return true;
}

bool ReadStyle(JsonValue value, WidgetStyle* style) {
  if (value.text() == "inline") {
    *style = WidgetStyle::kInline;
  } else if (value.text() == "link") {
    *style = WidgetStyle::kLink;
  } else if (value.text() == "none") {
    *style = WidgetStyle::kNone;
  } else {
    return false;
  }
  return true;
}

Status ReadMember(JsonValue value, CallContext& context) {
  const std::string_view key = value.key();
  if (key == "touchpoint") {
    const std::optional<Touchpoint> touchpoint = ParseTouchpoint(value.text());
    if (!touchpoint) return Refuse(value, "a touchpoint such as \"confirmation\" or \"push\"");
    context.decision.touchpoint = *touchpoint;
  } else if (key == "now") {
    if (!ReadTime(value, &context.decision.now)) return Refuse(value, "ISO 8601 or Unix seconds");
  } else if (key == "seed") {
    if (!ReadNumber(value, &context.decision.seed)) {
      return Refuse(value, "an integer of 64 bits without sign");
    }
  } else if (key == "unit") {
    context.decision.unit = std::string(value.text());
  } else if (key == "locale") {
    context.decision.locale = std::string(value.text());
  } else if (key == "explain") {
    context.decision.explain = value.is_true();
  } else if (key == "places") {
    std::uint8_t places = 0;
    if (!ReadNumber(value, &places)) return Refuse(value, "a number from 0 to 255");
    context.decision.places = places;
  } else if (key == "part") {
    if (!ReadPart(value, &context.render.part)) return Refuse(value, "html, text or json");
  } else if (key == "nonce") {
    context.render.nonce = std::string(value.text());
  } else if (key == "style") {
    if (!ReadStyle(value, &context.render.style)) return Refuse(value, "inline, link or none");
  } else if (key == "stylesheet") {
    context.render.stylesheet = std::string(value.text());
  } else if (key == "shadow") {
    context.render.shadow = value.is_true();
  } else if (key == "slots") {
    if (!ReadSlotRules(value, &context.page.slots)) {
      return Refuse(value, "up to 16 of {selector, position}");
    }
  } else if (key == "fallbacks") {
    if (!ReadSlotRules(value, &context.page.fallbacks)) {
      return Refuse(value, "up to 16 of {selector, position}");
    }
  } else if (key == "hold") {
    if (!ReadNumber(value, &context.hold)) return Refuse(value, "a number of bytes");
  } else {
    return Refuse(value, "no such key; see abi/context.h");
  }
  return Nothing{};
}

CallContext Defaults() {
  CallContext context;
  context.page.slots = {{"#afterglow", SlotPosition::kAppend},
                        {"[data-afterglow-slot]", SlotPosition::kAppend}};
  context.page.fallbacks = {{"main", SlotPosition::kAppend}, {"body", SlotPosition::kAppend}};
  return context;
}

}  // namespace

Result<CallContext> ReadContext(std::string_view json) {
  CallContext context = Defaults();
  if (json.empty()) return context;
  Result<JsonTree> tree = JsonTree::Parse(json, kContextLimits);
  if (!tree.ok())
    return Error{ErrorCode::kBadArgument, "context: " + tree.error().message, tree.error().offset};
  const JsonValue root = tree.value().root();
  if (!root.is_object()) {
    return Error{ErrorCode::kBadArgument, "context: expected a JSON object", 0};
  }
  for (const JsonValue member : root) {
    const Status status = ReadMember(member, context);
    if (!status.ok()) return status.error();
  }
  return context;
}

}  // namespace afterglow
