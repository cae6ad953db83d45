#include "abi/context.h"

#include <algorithm>
#include <limits>
#include <string>

#include "base/time.h"
#include "model/offer.h"
#include "order/json_tree.h"

namespace afterglow {
namespace {

constexpr JsonLimits kContextLimits = {16 * 1024, 4};
constexpr std::size_t kMostSlotRules = 16;
constexpr std::size_t kMostSeen = 200;
constexpr std::uint64_t kAnyNumber = std::numeric_limits<std::uint64_t>::max();

Error Refuse(JsonValue value, std::string_view expected) {
  return {ErrorCode::kBadArgument,
          "context." + std::string(value.key()) + ": expected " + std::string(expected),
          value.offset()};
}

// Decimal digits of a number up to `most`, and nothing else.
bool ReadNumber(std::string_view text, std::uint64_t most, std::uint64_t* out) {
  std::uint64_t number = 0;
  for (const char c : text) {
    const std::uint64_t digit = static_cast<std::uint64_t>(c) - '0';
    if (digit > 9 || number > most / 10 || number * 10 > most - digit) return false;
    number = number * 10 + digit;
  }
  *out = number;
  return !text.empty();
}

bool ReadTime(JsonValue value, UnixSeconds* out) {
  std::string_view text = value.text();
  if (value.kind() == JsonKind::kNumber) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::uint64_t seconds = 0;
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<UnixSeconds>::max());
    if (!ReadNumber(text, kMost + (negative ? 1 : 0), &seconds)) return false;
    *out = static_cast<UnixSeconds>(negative ? 0 - seconds : seconds);
    return true;
  }
  const std::optional<UnixSeconds> time = ParseIsoTime(text);
  if (time) *out = *time;
  return time.has_value();
}

// Whether `text` is one of `names`, which stand in the order of Choice.
template <typename Choice, std::size_t kCount>
bool ReadChoice(std::string_view text, const std::string_view (&names)[kCount], Choice* out) {
  const auto* found = std::find(std::begin(names), std::end(names), text);
  if (found == std::end(names)) return false;
  *out = static_cast<Choice>(found - std::begin(names));
  return true;
}

constexpr std::string_view kPositions[] = {"before", "prepend", "append", "after", "replace"};
constexpr std::string_view kParts[] = {"html", "text", "json"};
constexpr std::string_view kStyles[] = {"inline", "link", "none"};

constexpr std::string_view kArms[] = {"treatment", "holdout"};
constexpr std::string_view kConsents[] = {"advertising", "personalisation"};

bool ReadConsents(JsonValue value, std::uint8_t* consents) {
  for (const JsonValue entry : value) {
    Consent consent = Consent::kAdvertising;
    if (!ReadChoice(entry.text(), kConsents, &consent)) return false;
    *consents = static_cast<std::uint8_t>(*consents | 1U << static_cast<unsigned>(consent));
  }
  return value.is_array();
}

bool ReadSeen(JsonValue value, std::vector<SeenOffer>* seen) {
  if (!value.is_array() || value.size() > kMostSeen) return false;
  for (const JsonValue entry : value) {
    std::uint64_t count = 0;
    SeenOffer read = {NameHash(entry["offer_id"].text()), 0, 0};
    if (!ReadNumber(entry["count"].text(), UINT32_MAX, &count) ||
        !ReadTime(entry["last"], &read.last)) {
      return false;
    }
    read.count = static_cast<std::uint32_t>(count);
    seen->push_back(read);
  }
  return true;
}

bool ReadSlotRules(JsonValue value, std::vector<SlotRule>* rules) {
  if (!value.is_array() || value.size() > kMostSlotRules) return false;
  rules->clear();
  for (const JsonValue rule : value) {
    SlotRule read;
    read.selector = rule["selector"].text();
    const std::string_view position = rule["position"].text();
    if (read.selector.empty()) return false;
    if (!position.empty() && !ReadChoice(position, kPositions, &read.position)) return false;
    rules->push_back(std::move(read));
  }
  return true;
}

// Null when it was read, else what was expected.
const char* ReadMember(JsonValue value, CallContext& context) {
  const std::string_view key = value.key();
  if (key == "touchpoint") {
    const std::optional<Touchpoint> touchpoint = ParseTouchpoint(value.text());
    if (!touchpoint) return "a touchpoint such as \"confirmation\" or \"push\"";
    context.decision.touchpoint = *touchpoint;
  } else if (key == "now") {
    if (!ReadTime(value, &context.decision.now)) return "ISO 8601 or Unix seconds";
  } else if (key == "seed") {
    if (!ReadNumber(value.text(), kAnyNumber, &context.decision.seed)) {
      return "an integer of 64 bits without sign";
    }
  } else if (key == "unit") {
    context.decision.unit = value.text();
  } else if (key == "locale") {
    context.decision.locale = value.text();
  } else if (key == "explain") {
    context.decision.explain = value.is_true();
  } else if (key == "places") {
    std::uint64_t places = 0;
    if (!ReadNumber(value.text(), 255, &places)) return "a number from 0 to 255";
    context.decision.places = static_cast<std::uint8_t>(places);
  } else if (key == "arm") {
    std::size_t arm = 0;
    if (!ReadChoice(value.text(), kArms, &arm)) return "treatment or holdout";
    context.decision.arm = kArms[arm];
  } else if (key == "consent") {
    if (!ReadConsents(value, &context.decision.consents)) {
      return "a list of advertising and personalisation";
    }
  } else if (key == "seen") {
    if (!ReadSeen(value, &context.decision.seen)) return "up to 200 of {offer_id, count, last}";
  } else if (key == "part") {
    if (!ReadChoice(value.text(), kParts, &context.render.part)) return "html, text or json";
  } else if (key == "nonce") {
    context.render.nonce = value.text();
  } else if (key == "style") {
    if (!ReadChoice(value.text(), kStyles, &context.render.style)) return "inline, link or none";
  } else if (key == "stylesheet") {
    context.render.stylesheet = value.text();
  } else if (key == "shadow") {
    context.render.shadow = value.is_true();
  } else if (key == "slots") {
    if (!ReadSlotRules(value, &context.page.slots)) {
      return "up to 16 of {selector, position}";
    }
  } else if (key == "fallbacks") {
    if (!ReadSlotRules(value, &context.page.fallbacks)) {
      return "up to 16 of {selector, position}";
    }
  } else if (key == "survey") {
    context.survey = value.is_true();
  } else if (key == "hold") {
    if (!ReadNumber(value.text(), kAnyNumber, &context.hold)) return "a number of bytes";
  } else {
    return "no such key; see abi/context.h";
  }
  return nullptr;
}

CallContext Defaults() {
  CallContext context;
  for (const char* slot : {"#afterglow", "[data-afterglow-slot]"}) {
    context.page.slots.push_back({slot, SlotPosition::kAppend});
  }
  for (const char* element : {"main", "body"}) {
    context.page.fallbacks.push_back({element, SlotPosition::kAppend});
  }
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
    const char* expected = ReadMember(member, context);
    if (expected != nullptr) return Refuse(member, expected);
  }
  return context;
}

}  // namespace afterglow
