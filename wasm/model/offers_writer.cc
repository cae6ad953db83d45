#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "model/offers.h"

namespace afterglow {
namespace {

// In the order of their enumeration.
constexpr std::array<std::string_view, kConditionKindCount> kKinds = {
    "touchpoint",    "country",    "currency",         "order_kind",      "subscribed_to",
    "stock_of",      "consent",    "order_total",      "customer_orders", "loyalty_member",
    "time",          "frequency",  "line_sku",         "line_category",   "line_unit_price",
    "offer_id",      "offer_type", "partner_category", "partner_brand",   "offer_sku",
    "offer_category"};

constexpr std::size_t kMostRecords = 65535;  // of one kind in one offer, rule or set

Error Refuse(std::string why) { return {ErrorCode::kBadOffers, std::move(why), 0}; }

bool Within(float value, float least, float most) { return value >= least && value <= most; }

class OffersWriter {
 public:
  explicit OffersWriter(const OfferBook& book) : book_(book) {}

  Result<std::vector<std::uint8_t>> Write() {
    if (book_.offers.size() > kMostOffers || book_.rules.size() > kMostOffers) {
      return Refuse("the offers file has more than " + std::to_string(kMostOffers) +
                    " offers or rules");
    }
    if (!Within(book_.partner_share, 0, 1)) return Refuse("partner_share: expected 0 to 1");
    for (const OfferSpec& offer : book_.offers) {
      if (Status s = Check(offer); !s.ok()) return s.error();
      Append(offers_, Record(offer));
    }
    for (std::size_t i = 0; i < book_.rules.size(); ++i) {
      const RuleSpec& rule = book_.rules[i];
      const std::string name = "rule " + std::to_string(i) + ": ";
      if (!Within(rule.factor, 0, 1000)) return Refuse(name + "expected a factor from 0 to 1000");
      if (std::max(rule.targets.size(), rule.conditions.size()) > kMostRecords) {
        return Refuse(name + "it has too many targets or conditions");
      }
      Append(rules_, Record(rule));
    }
    return Assemble();
  }

 private:
  Status Check(const OfferSpec& offer) {
    const std::string name = "offer \"" + offer.id + "\": ";
    if (offer.id.empty()) return Refuse("an offer has no id");
    if (!ids_.insert(offer.id).second) return Refuse(name + "the id is there twice");
    if (!Within(offer.acceptance, 0, 1)) return Refuse(name + "expected an acceptance of 0 to 1");
    for (const AcceptanceException& exception : offer.exceptions) {
      if (!Within(exception.mean, 0, 1)) return Refuse(name + "expected an acceptance of 0 to 1");
    }
    for (const Amount& amount : {offer.price, offer.value}) {
      if (amount.fixed < -1 || amount.fixed >= (std::int64_t{1} << 53) ||
          !Within(amount.share, 0, 100)) {
        return Refuse(name + "expected an amount of 0 to 2^53 minor units or a share of 0 to 100");
      }
    }
    if (offer.type == OfferType::kProduct ? offer.sku.empty() : offer.creatives.empty()) {
      return Refuse(name + (offer.type == OfferType::kProduct ? "expected the product's SKU"
                                                              : "expected at least one creative"));
    }
    for (const Creative& creative : offer.creatives) {
      for (const std::string* text : {&creative.locale, &creative.title, &creative.text,
                                      &creative.call_to_action, &creative.url, &creative.image}) {
        if (text->size() > kLongestOfferText) {
          return Refuse(name + "a text is longer than 8192 bytes");
        }
      }
    }
    if (std::max({offer.conditions.size(), offer.exceptions.size(), offer.creatives.size()}) >
        kMostRecords) {
      return Refuse(name + "it has too many conditions or creatives");
    }
    return Nothing{};
  }

  TextRecord Text(const std::string& text) {
    const auto [at, is_new] = places_.try_emplace(text, texts_.size());
    if (is_new) AppendText(texts_, text);
    return {static_cast<std::uint32_t>(at->second), static_cast<std::uint32_t>(text.size())};
  }

  ConditionLists Lists(const std::vector<Condition>& conditions) {
    std::vector<Condition> of_order, of_lines;
    for (const Condition& condition : conditions) {
      (IsAboutLines(condition.kind) ? of_lines : of_order).push_back(condition);
    }
    return {Conditions(of_order), Conditions(of_lines), static_cast<std::uint16_t>(of_order.size()),
            static_cast<std::uint16_t>(of_lines.size())};
  }

  // The number of the first. Equal conditions stand in the file once, and are checked once for all
  // offers that have them.
  std::uint32_t Conditions(const std::vector<Condition>& conditions) {
    std::vector<std::uint8_t> run;
    for (const Condition& condition : conditions) {
      const std::set<std::uint64_t> values(condition.any_of.begin(), condition.any_of.end());
      Append(run, ConditionRecord{condition.least, condition.most, Set(values),
                                  static_cast<std::uint16_t>(std::min(values.size(), kMostRecords)),
                                  condition.kind, static_cast<std::uint8_t>(condition.negated)});
    }
    const auto [at, is_new] = runs_.try_emplace(run, condition_count_);
    if (is_new) {
      conditions_.insert(conditions_.end(), run.begin(), run.end());
      condition_count_ += static_cast<std::uint32_t>(conditions.size());
    }
    return at->second;
  }

  std::uint32_t Set(const std::set<std::uint64_t>& values) {
    const auto [at, is_new] = value_sets_.try_emplace(values, set_values_);
    if (is_new) {
      for (const std::uint64_t value : values) Append(sets_, value);
      set_values_ += static_cast<std::uint32_t>(values.size());
    }
    return at->second;
  }

  OfferRecord Record(const OfferSpec& offer) {
    OfferRecord record = {};
    record.id_hash = NameHash(offer.id);
    record.sku_hash = offer.sku.empty() ? 0 : NameHash(offer.sku);
    record.partner_category = NameHash(offer.partner_category);
    record.partner_brand = NameHash(offer.partner_brand);
    record.price = offer.price.fixed;
    record.value = offer.value.fixed;
    record.price_share = offer.price.share;
    record.value_share = offer.value.share;
    record.acceptance = offer.acceptance;
    record.conditions = Lists(offer.conditions);
    record.first_exception = exception_count_;
    record.first_creative = creative_count_;
    record.id = Text(offer.id);
    record.sku = Text(offer.sku);
    record.partner_name = Text(offer.partner_name);
    record.exceptions = static_cast<std::uint16_t>(offer.exceptions.size());
    record.creatives = static_cast<std::uint16_t>(offer.creatives.size());
    record.priority = offer.priority;
    record.type = static_cast<std::uint8_t>(offer.type);
    record.attach = offer.attach ? 1 : 0;
    for (const AcceptanceException& exception : offer.exceptions) {
      Append(exceptions_,
             ExceptionRecord{exception.touchpoint, exception.segment, 0, exception.mean});
    }
    for (const Creative& creative : offer.creatives) {
      Append(creatives_, CreativeRecord{Text(creative.locale), Text(creative.title),
                                        Text(creative.text), Text(creative.call_to_action),
                                        Text(creative.url), Text(creative.image)});
    }
    exception_count_ += record.exceptions;
    creative_count_ += record.creatives;
    return record;
  }

  RuleRecord Record(const RuleSpec& rule) {
    RuleRecord record = {};
    record.factor = rule.factor;
    record.first_target = Conditions(rule.targets);
    record.conditions = Lists(rule.conditions);
    record.targets = static_cast<std::uint16_t>(rule.targets.size());
    record.action = static_cast<std::uint8_t>(rule.action);
    for (const Condition& target : rule.targets) {
      reads_skus_ |=
          target.kind == ConditionKind::kOfferSku || target.kind == ConditionKind::kOfferCategory;
    }
    return record;
  }

  std::vector<std::uint8_t> Assemble() {
    OffersHeader header = {};
    for (std::size_t t = 0; t < kTouchpointCount; ++t) {
      std::copy(book_.reserves[t].begin(), book_.reserves[t].end(), header.reserves[t]);
      header.places[t] = book_.places[t];
    }
    header.version = kOffersVersion;
    header.offers = static_cast<std::uint16_t>(book_.offers.size());
    header.rules = static_cast<std::uint16_t>(book_.rules.size());
    std::copy_n(book_.currency.code, 3, header.currency);
    header.conditions = condition_count_;
    header.set_values = set_values_;
    header.exceptions = exception_count_;
    header.creatives = creative_count_;
    header.partner_share = book_.partner_share;
    header.experiment_key = Text(book_.experiment_key);
    header.reads_skus = reads_skus_ ? 1 : 0;
    std::vector<std::uint8_t> section;
    Append(section, header);
    for (const auto* table :
         {&offers_, &rules_, &conditions_, &sets_, &exceptions_, &creatives_, &texts_}) {
      section.insert(section.end(), table->begin(), table->end());
    }
    return section;
  }

  const OfferBook& book_;
  std::set<std::string> ids_;
  std::map<std::string, std::size_t> places_;                // of texts
  std::map<std::vector<std::uint8_t>, std::uint32_t> runs_;  // of conditions, as bytes
  std::map<std::set<std::uint64_t>, std::uint32_t> value_sets_;
  std::vector<std::uint8_t> offers_, rules_, conditions_, sets_, exceptions_, creatives_, texts_;
  std::uint32_t condition_count_ = 0, set_values_ = 0, exception_count_ = 0, creative_count_ = 0;
  bool reads_skus_ = false;
};

}  // namespace

std::string_view ConditionKindText(ConditionKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

Result<std::vector<std::uint8_t>> WriteOffers(const OfferBook& book) {
  return OffersWriter(book).Write();
}

}  // namespace afterglow
