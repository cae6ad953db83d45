// What was decided for one order at one touchpoint: the object every renderer works from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/touchpoint.h"

namespace afterglow {

struct Offer {
  std::string offer_id;  // "product:BAG-40" or the id in the offers file
  OfferType type = OfferType::kProduct;
  std::string sku;  // products; of other offers the line they attach to
  std::string title, text, call_to_action, url, image;
  std::string disclosure;  // "Advertisement" on partner offers; empty elsewhere
  std::optional<Money> price;
  std::string price_text;            // the price in the buyer's locale
  double probability = 0;            // of acceptance, 0 to 1
  std::int64_t value = 0;            // minor units earned when accepted
  double expected_value = 0;         // probability × value
  double propensity = 1;             // exact chance that this decision shows this offer
  std::vector<std::string> because;  // SKUs of the order that led here, strongest first
  std::string reason;                // the same in words, in the buyer's language
};

// A candidate that is not offered, for those who ask why.
struct Withheld {
  std::string offer_id;
  OfferType type = OfferType::kProduct;
  std::string reason;  // the rule that removed it, in a merchant's words
  double probability = 0;
  std::int64_t value = 0;
  double expected_value = 0;
  double propensity = 0;             // of being shown all the same, by exploration
  std::vector<std::string> because;  // SKUs of the order that led here
};

struct Decision {
  std::string decision_id;  // 16 hexadecimal digits, from model, order, touchpoint, time and seed
  std::string model;        // checksum
  Touchpoint touchpoint = Touchpoint::kConfirmation;
  std::string unit;                // what is randomised: customer id, else order id
  std::string arm = "treatment";   // or "holdout": then `offers` is what would have been shown
  std::string locale;              // chosen among the model's
  std::vector<Offer> offers;       // best first
  std::vector<Withheld> withheld;  // best first; filled for --explain alone
  std::optional<UnixSeconds> next_contact_at;  // when this order's buyer is likely to need more
  std::vector<std::string> notes;
};

std::string DecisionToJson(const Decision& decision);

}  // namespace afterglow
