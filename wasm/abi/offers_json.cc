#include "abi/offers_json.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace afterglow {
namespace {

using nlohmann::json;

using Kind = ConditionKind;
constexpr double kMostMoney = 9007199254740991.0;

// Reads JSON into structs; the first thing that is wrong is remembered, with its path.
class OffersReader {
 public:
  Result<OfferBook> Read(const json& root) {
    OfferBook book;
    Object(
        root, "",
        {"currency", "experiment_key", "partner_share", "places", "reserves", "offers", "rules"});
    const std::string currency = Text(root, "", "currency");
    if (const auto code = Currency::Parse(currency)) {
      book.currency = *code;
    } else if (!currency.empty()) {
      Complain("currency", "three letters by ISO 4217");
    }
    if (root.is_object() && root.contains("experiment_key")) {
      book.experiment_key = Text(root, "", "experiment_key");
    }
    book.partner_share = static_cast<float>(Number(root, "", "partner_share", 1, 0, 1));
    ReadPlaces(Member(root, "places"), book);
    ReadReserves(Member(root, "reserves"), book);
    ForEach(Member(root, "offers"), "offers", [&](const json& offer, const std::string& path) {
      book.offers.push_back(ReadOffer(offer, path));
    });
    ForEach(Member(root, "rules"), "rules", [&](const json& rule, const std::string& path) {
      book.rules.push_back(ReadRule(rule, path));
    });
    if (error_.code != ErrorCode::kOk) return error_;
    return book;
  }

 private:
  void Complain(const std::string& path, const std::string& expected) {
    if (error_.code != ErrorCode::kOk) return;
    error_ = {ErrorCode::kBadOffers, "offers JSON, " + path + ": expected " + expected, 0};
  }

  static std::string Below(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : path + "." + std::string(key);
  }

  static const json& Member(const json& object, const char* key) {
    static const json absent;
    if (!object.is_object()) return absent;
    const auto at = object.find(key);
    return at == object.end() ? absent : *at;
  }

  bool Object(const json& value, const std::string& path,
              std::initializer_list<std::string_view> keys) {
    if (!value.is_object()) {
      Complain(path.empty() ? "the text" : path, "an object");
      return false;
    }
    for (const auto& [key, member] : value.items()) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        Complain(Below(path, key), "no such key");
      }
    }
    return true;
  }

  std::string Text(const json& object, const std::string& path, const char* key) {
    const json& value = Member(object, key);
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_null()) Complain(Below(path, key), "a text");
    return {};
  }

  double Number(const json& object, const std::string& path, const char* key, double usual,
                double least, double most) {
    const json& value = Member(object, key);
    if (value.is_null()) return usual;
    const double number = value.is_number() ? value.get<double>() : usual;
    if (!value.is_number() || !(number >= least && number <= most)) {
      Complain(Below(path, key),
               "a number from " + json(least).dump() + " to " + json(most).dump());
      return usual;
    }
    return number;
  }

  std::int64_t Whole(const json& object, const std::string& path, const char* key,
                     std::int64_t usual, double least, double most) {
    const json& value = Member(object, key);
    if (value.is_null()) return usual;
    if (!value.is_number_integer()) {
      Complain(Below(path, key), "a whole number");
      return usual;
    }
    return static_cast<std::int64_t>(Number(object, path, key, 0, least, most));
  }

  template <typename Take>
  void ForEach(const json& list, const std::string& path, Take take) {
    if (list.is_null()) return;
    if (!list.is_array()) return Complain(path, "a list");
    for (std::size_t i = 0; i < list.size(); ++i) take(list[i], path + "." + std::to_string(i));
  }

  std::size_t TouchpointAt(const std::string& name, const std::string& path) {
    const std::optional<Touchpoint> touchpoint = ParseTouchpoint(name);
    if (!touchpoint) Complain(path, "a touchpoint such as \"confirmation\"");
    return static_cast<std::size_t>(touchpoint.value_or(Touchpoint::kConfirmation));
  }
  std::size_t TypeAt(const std::string& name, const std::string& path) {
    const std::optional<OfferType> type = ParseOfferType(name);
    if (!type) Complain(path, "an offer type such as \"loyalty\"");
    return static_cast<std::size_t>(type.value_or(OfferType::kProduct));
  }

  void ReadPlaces(const json& places, OfferBook& book) {
    if (places.is_null()) return;
    if (!places.is_object()) return Complain("places", "an object");
    for (const auto& [name, count] : places.items()) {
      book.places[TouchpointAt(name, "places." + name)] =
          static_cast<std::uint8_t>(Whole(places, "places", name.c_str(), 0, 0, 100));
    }
  }

  void ReadReserves(const json& reserves, OfferBook& book) {
    if (reserves.is_null()) return;
    if (!reserves.is_object()) return Complain("reserves", "an object");
    for (const auto& [name, by_type] : reserves.items()) {
      const std::string path = "reserves." + name;
      auto& row = book.reserves[TouchpointAt(name, path)];
      if (!by_type.is_object()) return Complain(path, "an object");
      for (const auto& [type, amount] : by_type.items()) {
        row[TypeAt(type, Below(path, type))] = Whole(by_type, path, type.c_str(), 0, 0, kMostMoney);
      }
    }
  }

  Amount ReadAmount(const json& value, const std::string& path) {
    Amount amount;
    if (value.is_null() || !Object(value, path, {"fixed", "share"})) return amount;
    if (value.size() != 1) Complain(path, "either fixed or share");
    amount.fixed = Whole(value, path, "fixed", -1, 0, kMostMoney);
    amount.share = static_cast<float>(Number(value, path, "share", 0, 0, 100));
    return amount;
  }

  OfferSpec ReadOffer(const json& value, const std::string& path) {
    OfferSpec offer;
    if (!Object(value, path,
                {"id", "type", "priority", "sku", "price", "value", "partner", "attach",
                 "conditions", "creatives", "acceptance"})) {
      return offer;
    }
    offer.id = Text(value, path, "id");
    offer.type = static_cast<OfferType>(TypeAt(Text(value, path, "type"), Below(path, "type")));
    offer.priority =
        static_cast<std::int16_t>(Whole(value, path, "priority", 0, INT16_MIN, INT16_MAX));
    offer.sku = Text(value, path, "sku");
    offer.price = ReadAmount(Member(value, "price"), Below(path, "price"));
    offer.value = ReadAmount(Member(value, "value"), Below(path, "value"));
    const json& partner = Member(value, "partner");
    const std::string partner_path = Below(path, "partner");
    if (!partner.is_null() && Object(partner, partner_path, {"name", "category", "brand"})) {
      offer.partner_name = Text(partner, partner_path, "name");
      offer.partner_category = Text(partner, partner_path, "category");
      offer.partner_brand = Text(partner, partner_path, "brand");
    }
    const json& attach = Member(value, "attach");
    if (!attach.is_null() && !attach.is_boolean()) Complain(Below(path, "attach"), "true or false");
    offer.attach = attach.is_boolean() && attach.get<bool>();
    offer.conditions = ReadConditions(value, path, "conditions");
    ForEach(Member(value, "creatives"), Below(path, "creatives"),
            [&](const json& creative, const std::string& at) {
              offer.creatives.push_back(ReadCreative(creative, at));
            });
    ReadAcceptance(Member(value, "acceptance"), Below(path, "acceptance"), offer);
    return offer;
  }

  Creative ReadCreative(const json& value, const std::string& path) {
    if (!Object(value, path, {"locale", "title", "text", "call_to_action", "url", "image"})) {
      return {};
    }
    return {Text(value, path, "locale"), Text(value, path, "title"),
            Text(value, path, "text"),   Text(value, path, "call_to_action"),
            Text(value, path, "url"),    Text(value, path, "image")};
  }

  void ReadAcceptance(const json& value, const std::string& path, OfferSpec& offer) {
    if (value.is_null() || !Object(value, path, {"mean", "exceptions"})) return;
    offer.acceptance = static_cast<float>(Number(value, path, "mean", 0, 0, 1));
    ForEach(Member(value, "exceptions"), Below(path, "exceptions"),
            [&](const json& entry, const std::string& at) {
              if (!Object(entry, at, {"touchpoint", "segment", "mean"})) return;
              AcceptanceException exception;
              exception.mean = static_cast<float>(Number(entry, at, "mean", 0, 0, 1));
              if (entry.contains("touchpoint")) {
                exception.touchpoint = static_cast<std::uint8_t>(
                    TouchpointAt(Text(entry, at, "touchpoint"), Below(at, "touchpoint")));
              }
              if (entry.contains("segment")) {
                exception.segment = static_cast<std::uint8_t>(
                    Choice(Text(entry, at, "segment"), {"first_order", "returning", "unknown"},
                           Below(at, "segment")));
              }
              offer.exceptions.push_back(exception);
            });
  }

  RuleSpec ReadRule(const json& value, const std::string& path) {
    RuleSpec rule;
    if (!Object(value, path, {"action", "factor", "targets", "conditions"})) return rule;
    rule.action = static_cast<RuleAction>(
        Choice(Text(value, path, "action"), {"block", "boost", "pin"}, Below(path, "action")));
    rule.factor = static_cast<float>(Number(value, path, "factor", 1, 0, 1000));
    rule.targets = ReadConditions(value, path, "targets");
    rule.conditions = ReadConditions(value, path, "conditions");
    for (const Condition& target : rule.targets) {
      if (target.kind < Kind::kOfferId) Complain(Below(path, "targets"), "kinds of the offer");
    }
    return rule;
  }

  std::size_t Choice(const std::string& text, std::initializer_list<std::string_view> names,
                     const std::string& path) {
    const auto* const found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    std::string expected = "one of";
    for (const std::string_view name : names) (expected += ' ') += name;
    Complain(path, expected);
    return 0;
  }

  std::vector<Condition> ReadConditions(const json& owner, const std::string& path,
                                        const char* key) {
    std::vector<Condition> conditions;
    ForEach(Member(owner, key), Below(path, key), [&](const json& value, const std::string& at) {
      conditions.push_back(ReadCondition(value, at));
    });
    return conditions;
  }

  Condition ReadCondition(const json& value, const std::string& path) {
    Condition condition;
    if (!Object(value, path, {"kind", "not", "any_of", "least", "most"})) return condition;
    const std::string name = Text(value, path, "kind");
    std::size_t kind = 0;
    while (kind < kConditionKindCount && ConditionKindText(static_cast<Kind>(kind)) != name) ++kind;
    if (kind == kConditionKindCount) {
      Complain(Below(path, "kind"), "a kind of condition");
      return condition;
    }
    condition.kind = static_cast<Kind>(kind);
    const json& negated = Member(value, "not");
    if (!negated.is_null() && !negated.is_boolean()) Complain(Below(path, "not"), "true or false");
    condition.negated = negated.is_boolean() && negated.get<bool>();
    condition.least = Whole(value, path, "least", condition.least, -kMostMoney, kMostMoney);
    condition.most = Whole(value, path, "most", condition.most, -kMostMoney, kMostMoney);
    const bool is_range = condition.kind == Kind::kLineUnitPrice ||
                          (condition.kind >= Kind::kOrderTotal && condition.kind < Kind::kLineSku);
    if (is_range == value.contains("any_of")) {
      Complain(path, is_range ? "least or most" : "any_of");
    }
    ForEach(Member(value, "any_of"), Below(path, "any_of"),
            [&](const json& entry, const std::string& at) {
              if (!entry.is_string()) return Complain(at, "a text");
              condition.any_of.push_back(SetValue(condition.kind, entry.get<std::string>(), at));
            });
    return condition;
  }

  std::uint64_t SetValue(Kind kind, const std::string& text, const std::string& path) {
    switch (kind) {
      case Kind::kTouchpoint:
        return TouchpointAt(text, path);
      case Kind::kOfferType:
        return TypeAt(text, path);
      case Kind::kOrderKind:
        return Choice(text, {"purchase", "subscription", "payment", "activation"}, path);
      case Kind::kConsent:
        return Choice(text, {"advertising", "personalisation"}, path);
      case Kind::kCountry:
      case Kind::kCurrency:
        if (text.size() != (kind == Kind::kCountry ? 2U : 3U)) {
          Complain(path, kind == Kind::kCountry ? "two letters by ISO 3166"
                                                : "three letters by ISO 4217");
        }
        return PackedCode(text);
      default:
        return NameHash(text);
    }
  }

  Error error_;
};

}  // namespace

Result<OfferBook> ReadOffersJson(std::string_view text) {
  return OffersReader().Read(json::parse(text.begin(), text.end(), nullptr, false));
}

}  // namespace afterglow
