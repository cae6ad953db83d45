// The merchant's offers and rules as plain data: what the offers file says, resolved for the model.
// Written into the section "OFFR" (WriteOffers), read online through model/offers.h.
//
// Money is minor units of OfferBook::currency, times are Unix seconds, names are compared by their
// XXH64, so that a SKU or category the model does not know works all the same.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "model/touchpoint.h"

namespace afterglow {

// What a condition looks at. The numbers are in files: append, never renumber.
enum class ConditionKind : std::uint8_t {
  // Sets: met when what the order or the caller says is one of `any_of`.
  kTouchpoint,    // a Touchpoint
  kCountry,       // PackedCode("DE")
  kCurrency,      // PackedCode("EUR")
  kOrderKind,     // an OrderKind
  kSubscribedTo,  // NameHash of a subscription; met when the customer has one of them
  kStockOf,       // NameHash of SKUs; met when none of them is sold out
  kConsent,       // a Consent; met when all of them are given
  // Ranges: met from `least` to `most`, both inclusive.
  kOrderTotal,      // minor units
  kCustomerOrders,  // how many the customer has placed, this one included
  kLoyaltyMember,   // 0 no, 1 yes
  kTime,            // Unix seconds
  kFrequency,       // met while seen fewer than `most` times in the last `least` days
  // Of a line; met when one line meets all of these together.
  kLineSku,        // set: NameHash
  kLineCategory,   // set: NameHash of the category's name
  kLineUnitPrice,  // range: minor units
  // Of the offer itself, for the targets of rules: sets.
  kOfferId,          // NameHash
  kOfferType,        // an OfferType
  kPartnerCategory,  // NameHash
  kPartnerBrand,     // NameHash
  kOfferSku,         // NameHash
  kOfferCategory,    // NameHash of the product's category
};
inline constexpr std::size_t kConditionKindCount = 21;
// "touchpoint", "country", "currency", "order_kind", "subscribed_to", "stock_of", "consent",
// "order_total", "customer_orders", "loyalty_member", "time", "frequency", "line_sku",
// "line_category", "line_unit_price", "offer_id", "offer_type", "partner_category",
// "partner_brand", "offer_sku", "offer_category".
std::string_view ConditionKindText(ConditionKind kind);
constexpr bool IsAboutLines(ConditionKind kind) {
  return kind >= ConditionKind::kLineSku && kind <= ConditionKind::kLineUnitPrice;
}

enum class Consent : std::uint8_t { kAdvertising, kPersonalisation };

// A country or currency code as a number: its bytes, the first highest.
constexpr std::uint64_t PackedCode(std::string_view code) {
  std::uint64_t packed = 0;
  for (const char c : code) packed = (packed << 8U) | static_cast<std::uint8_t>(c);
  return packed;
}
std::uint64_t NameHash(std::string_view name);

// A condition on something that is not known (an order without a country) is not met, negated or
// not; a missing list of subscriptions is an empty one.
struct Condition {
  ConditionKind kind = ConditionKind::kTouchpoint;
  bool negated = false;  // not one of them
  std::vector<std::uint64_t> any_of;
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

// Money that is fixed, or a share of other money; neither: not known.
struct Amount {
  std::int64_t fixed = -1;  // minor units; -1: a share
  float share = 0;          // 0 to 100
};

struct Creative {
  std::string locale;  // BCP 47
  std::string title, text, call_to_action, url, image;
};

struct AcceptanceException {
  static constexpr std::uint8_t kAny = 255;
  std::uint8_t touchpoint = kAny;  // a Touchpoint
  std::uint8_t segment = kAny;     // a Segment
  float mean = 0;
};

struct OfferSpec {
  std::string id;  // distinct
  OfferType type = OfferType::kProduct;
  std::int16_t priority = 0;  // between equal expected values the higher goes first
  std::string sku;            // products: which one
  Amount price;               // a share is of the unit price of the line it attaches to
  Amount value;               // earned when accepted; a share is of the price
  std::string partner_name, partner_category, partner_brand;
  // Attaches to a line: the most expensive that meets the conditions on lines. Without such a line
  // it is not eligible.
  bool attach = false;
  std::vector<Condition> conditions;  // all must be met
  std::vector<Creative> creatives;    // the first is for every other language; complete in itself
  float acceptance = 0;               // mean, 0 to 1
  // Instead, most specific first: touchpoint and segment, touchpoint, segment.
  std::vector<AcceptanceException> exceptions;
};

enum class RuleAction : std::uint8_t { kBlock, kBoost, kPin };

struct RuleSpec {
  RuleAction action = RuleAction::kBlock;
  float factor = 1;                   // boost: of the expected value in the ranking, 0 to 1000
  std::vector<Condition> targets;     // kinds from kOfferId on: any one suffices; none: every offer
  std::vector<Condition> conditions;  // when it applies: all must be met
};

struct OfferBook {
  static constexpr std::uint8_t kUsualPlaces = 255;
  static constexpr std::int64_t kUsualReserve = -1;

  Currency currency;  // of all money here
  std::string experiment_key = "afterglow";
  float partner_share = 1;                            // most partner offers: share × places, down
  std::array<std::uint8_t, kTouchpointCount> places;  // kUsualPlaces: as in settings
  std::array<std::array<std::int64_t, kOfferTypeCount>, kTouchpointCount> reserves;
  std::vector<OfferSpec> offers;
  std::vector<RuleSpec> rules;

  OfferBook() {
    places.fill(kUsualPlaces);
    for (auto& by_type : reserves) by_type.fill(kUsualReserve);
  }
};

// kBadOffers names the offer or rule and what was expected: ids distinct and not empty, numbers in
// the ranges above, a text for every offer that is not a product. Deterministic.
Result<std::vector<std::uint8_t>> WriteOffers(const OfferBook& book);

}  // namespace afterglow
