// The section "OFFR", read in place.
//
//   Offers offers = Offers::Open(model.Opaque("OFFR"));   // O(1); `section` must outlive it
//   for (std::uint32_t i = 0; i < offers.count(); ++i)
//     if (const auto offer = offers.Offer(i)) … offers.Text(offer->id) …
//
// Hostile bytes: a section that does not hold together opens as no offers at all; a record that
// reaches outside or holds a number out of its range reads as nothing. Nothing is allocated.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "model/offers_section.h"

namespace afterglow {

class Offers {
 public:
  static Offers Open(Bytes section);

  std::uint32_t count() const { return header_.offers; }
  std::uint32_t rule_count() const { return header_.rules; }
  Currency currency() const { return currency_; }
  std::string_view experiment_key() const;
  float partner_share() const { return header_.partner_share; }
  bool reads_skus() const { return header_.reads_skus != 0; }
  // OfferBook::kUsualPlaces, OfferBook::kUsualReserve where the shop's settings hold.
  std::uint8_t places(Touchpoint touchpoint) const {
    return header_.places[static_cast<std::size_t>(touchpoint)];
  }
  std::int64_t reserve(Touchpoint touchpoint, OfferType type) const {
    return header_.reserves[static_cast<std::size_t>(touchpoint)][static_cast<std::size_t>(type)];
  }

  std::optional<OfferRecord> Offer(std::uint32_t index) const;
  std::optional<RuleRecord> Rule(std::uint32_t index) const;
  // The records of an offer or a rule, from its `first_…`.
  std::optional<ConditionRecord> Condition(std::uint64_t index) const;
  // `count` condition records from `first` on, one after the other; empty when they reach outside.
  Bytes Conditions(std::uint64_t first, std::uint64_t count) const {
    return Slice(conditions_, first * sizeof(ConditionRecord), count * sizeof(ConditionRecord))
        .value_or(Bytes());
  }
  std::optional<ExceptionRecord> Exception(std::uint64_t index) const;
  std::optional<CreativeRecord> Creative(std::uint64_t index) const;
  // Value `i` of a condition's set, which rises; 0 past its end.
  std::uint64_t SetValue(const ConditionRecord& condition, std::uint32_t i) const;
  bool SetHas(const ConditionRecord& condition, std::uint64_t value) const;
  // Empty for one that is longer than any that is written.
  std::string_view Text(TextRecord text) const {
    if (text.length > kLongestOfferText) return {};
    return AsText(Slice(texts_, text.offset, text.length).value_or(Bytes()));
  }

 private:
  void BecomeNone();

  OffersHeader header_ = {};
  Currency currency_;
  Bytes offers_, rules_, conditions_, sets_, exceptions_, creatives_, texts_;
};

}  // namespace afterglow
