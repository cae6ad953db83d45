// The records of the section "OFFR", as they stand in the file. docs/model-format.md explains them;
// what they mean is in model/offer.h.
#pragma once

#include <cstdint>

#include "model/offer.h"

namespace afterglow {

inline constexpr std::uint16_t kOffersVersion = 2;
// More would not fit the counts below, or a decision's time.
inline constexpr std::size_t kMostOffers = 4096;

// Bytes of any text of an offer: a URL of 2,000 characters is the longest that the offers file
// takes.
inline constexpr std::size_t kLongestOfferText = 8192;

struct TextRecord {
  std::uint32_t offset, length;  // in the texts
};

// Then, without gaps: the offers, the rules, the conditions, the sets (u64), the exceptions, the
// creatives, and the texts to the end.
struct OffersHeader {
  std::int64_t reserves[kTouchpointCount][kOfferTypeCount];
  std::uint16_t version, offers, rules;
  std::uint16_t reads_skus;  // 1: some rule's target is a SKU or a category
  char currency[3];
  std::uint8_t zero;
  std::uint8_t places[kTouchpointCount];
  std::uint32_t conditions, set_values, exceptions, creatives;
  float partner_share;
  TextRecord experiment_key;
};
static_assert(sizeof(OffersHeader) == 384 + 48);

// Conditions on the order and its buyer, and conditions on its lines: numbers of the first record,
// and how many. Apart, since many offers differ in their lines alone.
struct ConditionLists {
  std::uint32_t first_of_order, first_of_lines;
  std::uint16_t of_order, of_lines;
};

struct OfferRecord {
  std::uint64_t id_hash, sku_hash;  // sku_hash: 0 without a SKU
  std::uint64_t partner_category, partner_brand;
  std::int64_t price, value;
  float price_share, value_share;
  float acceptance;
  ConditionLists conditions;
  std::uint32_t first_exception, first_creative;
  TextRecord id, sku, partner_name;
  std::uint16_t exceptions, creatives;
  std::int16_t priority;
  std::uint8_t type, attach;
};
static_assert(sizeof(OfferRecord) == 112);

struct RuleRecord {
  float factor;
  std::uint32_t first_target;
  ConditionLists conditions;
  std::uint16_t targets;
  std::uint8_t action, zero;
};
static_assert(sizeof(RuleRecord) == 24);

struct ConditionRecord {
  std::int64_t least, most;
  std::uint32_t first_value;
  std::uint16_t values;
  ConditionKind kind;
  std::uint8_t negated;
};
static_assert(sizeof(ConditionRecord) == 24);

struct ExceptionRecord {
  std::uint8_t touchpoint, segment;
  std::uint16_t zero;
  float mean;
};
static_assert(sizeof(ExceptionRecord) == 8);

struct CreativeRecord {
  TextRecord locale, title, text, call_to_action, url, image;
};
static_assert(sizeof(CreativeRecord) == 48);

}  // namespace afterglow
