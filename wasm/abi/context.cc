#include "abi/context.h"

#include <limits>
#include <string>

#include "base/sentence.h"
#include "base/time.h"
#include "base/word_list.h"
#include "model/offer.h"
#include "order/json_tree.h"

namespace afterglow {
namespace {

constexpr JsonLimits kContextLimits = {16 * 1024, 4};
constexpr std::size_t kMostSlotRules = 16;
constexpr std::size_t kMostSeen = 200;
constexpr std::uint64_t kAnyNumber = std::numeric_limits<std::uint64_t>::max();

Error Refuse(JsonValue value, const char* expected) {
  return {ErrorCode::kBadArgument,
          Sentence() << "context." << value.key() << ": expected " << expected, value.offset()};
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

// Values of every kind are text here: a number as it is written, nothing for what has none.
bool ReadText(JsonValue value, std::string* out) {
  *out = value.text();
  return true;
}

// Everything but true is false.
bool ReadFlag(JsonValue value, bool* out) {
  *out = value.is_true();
  return true;
}

// Whether `text` is one of the words of `names`, which stand in the order of Choice.
template <typename Choice>
bool ReadChoice(std::string_view text, std::string_view names, Choice* out) {
  const std::size_t place = PlaceOfWord(names, text);
  if (place != kNoWord) *out = static_cast<Choice>(place);
  return place != kNoWord;
}

constexpr std::string_view kPositions = "before|prepend|append|after|replace";
constexpr std::string_view kParts = "html|text|json";
constexpr std::string_view kStyles = "inline|link|none";
constexpr std::string_view kConsents = "advertising|personalisation";

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
  *seen = std::vector<SeenOffer>(value.size());
  SeenOffer* read = seen->data();
  for (const JsonValue entry : value) {
    std::uint64_t count = 0;
    read->id_hash = NameHash(entry["offer_id"].text());
    if (!ReadNumber(entry["count"].text(), UINT32_MAX, &count) ||
        !ReadTime(entry["last"], &read->last)) {
      return false;
    }
    read->count = static_cast<std::uint32_t>(count);
    ++read;
  }
  return true;
}

bool ReadSlotRules(JsonValue value, std::vector<SlotRule>* rules) {
  if (!value.is_array() || value.size() > kMostSlotRules) return false;
  *rules = std::vector<SlotRule>(value.size());
  SlotRule* read = rules->data();
  for (const JsonValue rule : value) {
    read->selector = rule["selector"].text();
    const std::string_view position = rule["position"].text();
    if (read->selector.empty()) return false;
    if (!position.empty() && !ReadChoice(position, kPositions, &read->position)) return false;
    ++read;
  }
  return true;
}

// One key of the context. `read` is false when the value is not what was `expected`.
struct Member {
  const char* key;
  const char* expected;  // null: takes any value
  bool (*read)(JsonValue value, CallContext& context);
};

constexpr const char* kRules = "up to 16 of {selector, position}";

constexpr Member kMembers[] = {
    {"touchpoint", "a touchpoint such as \"confirmation\" or \"push\"",
     [](JsonValue value, CallContext& context) {
       const std::optional<Touchpoint> touchpoint = ParseTouchpoint(value.text());
       if (touchpoint) context.decision.touchpoint = *touchpoint;
       return touchpoint.has_value();
     }},
    {"now", "ISO 8601 or Unix seconds",
     [](JsonValue value, CallContext& context) { return ReadTime(value, &context.decision.now); }},
    {"seed", "an integer of 64 bits without sign",
     [](JsonValue value, CallContext& context) {
       return ReadNumber(value.text(), kAnyNumber, &context.decision.seed);
     }},
    {"unit", nullptr,
     [](JsonValue value, CallContext& context) { return ReadText(value, &context.decision.unit); }},
    {"locale", nullptr,
     [](JsonValue value, CallContext& context) {
       return ReadText(value, &context.decision.locale);
     }},
    {"explain", nullptr,
     [](JsonValue value, CallContext& context) {
       return ReadFlag(value, &context.decision.explain);
     }},
    {"places", "a number from 0 to 255",
     [](JsonValue value, CallContext& context) {
       std::uint64_t places = 0;
       const bool read = ReadNumber(value.text(), 255, &places);
       if (read) context.decision.places = static_cast<std::uint8_t>(places);
       return read;
     }},
    {"arm", "treatment or holdout",
     [](JsonValue value, CallContext& context) {
       context.decision.arm = value.text();
       return PlaceOfWord("treatment|holdout", value.text()) != kNoWord;
     }},
    {"consent", "a list of advertising and personalisation",
     [](JsonValue value, CallContext& context) {
       return ReadConsents(value, &context.decision.consents);
     }},
    {"seen", "up to 200 of {offer_id, count, last}",
     [](JsonValue value, CallContext& context) { return ReadSeen(value, &context.decision.seen); }},
    {"part", "html, text or json",
     [](JsonValue value, CallContext& context) {
       return ReadChoice(value.text(), kParts, &context.render.part);
     }},
    {"nonce", nullptr,
     [](JsonValue value, CallContext& context) { return ReadText(value, &context.render.nonce); }},
    {"style", "inline, link or none",
     [](JsonValue value, CallContext& context) {
       return ReadChoice(value.text(), kStyles, &context.render.style);
     }},
    {"stylesheet", nullptr,
     [](JsonValue value, CallContext& context) {
       return ReadText(value, &context.render.stylesheet);
     }},
    {"shadow", nullptr,
     [](JsonValue value, CallContext& context) { return ReadFlag(value, &context.render.shadow); }},
    {"slots", kRules,
     [](JsonValue value, CallContext& context) {
       return ReadSlotRules(value, &context.page.slots);
     }},
    {"fallbacks", kRules,
     [](JsonValue value, CallContext& context) {
       return ReadSlotRules(value, &context.page.fallbacks);
     }},
    {"survey", nullptr,
     [](JsonValue value, CallContext& context) { return ReadFlag(value, &context.survey); }},
    {"hold", "a number of bytes",
     [](JsonValue value, CallContext& context) {
       return ReadNumber(value.text(), kAnyNumber, &context.hold);
     }},
};

// Null when it was read, else what was expected.
const char* ReadMember(JsonValue value, CallContext& context) {
  for (const Member& member : kMembers) {
    if (value.key() == member.key) {
      return member.read(value, context) ? nullptr : member.expected;
    }
  }
  return "no such key; see abi/context.h";
}

std::vector<SlotRule> RulesFor(std::initializer_list<const char*> selectors) {
  std::vector<SlotRule> rules(selectors.size());
  SlotRule* rule = rules.data();
  for (const char* selector : selectors) (rule++)->selector = selector;
  return rules;
}

}  // namespace

PageOptions UsualPlaces() {
  return {RulesFor({"#afterglow", "[data-afterglow-slot]"}), RulesFor({"main", "body"})};
}

Status ReadContext(std::string_view json, CallContext& context) {
  if (json.empty()) return Nothing{};
  JsonTree tree;
  const Status parsed = tree.Parse(json, kContextLimits);
  if (!parsed.ok()) {
    return Error{ErrorCode::kBadArgument, Sentence() << "context: " << parsed.error().message,
                 parsed.error().offset};
  }
  const JsonValue root = tree.root();
  if (!root.is_object()) {
    return Error{ErrorCode::kBadArgument, "context: expected a JSON object", 0};
  }
  for (const JsonValue member : root) {
    const char* expected = ReadMember(member, context);
    if (expected != nullptr) return Refuse(member, expected);
  }
  return Nothing{};
}

}  // namespace afterglow
