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

struct Decision {
  std::string decision_id;  // 16 hexadecimal digits, from model, order, touchpoint, time and seed
  std::string model;        // checksum
  Touchpoint touchpoint = Touchpoint::kConfirmation;
  std::string unit;  // what is randomised: customer id, else order id
  Segment segment = Segment::kUnknown;
  std::string arm = "treatment";  // or "holdout": then `offers` is what would have been shown
  std::string locale;             // chosen among the model's
  std::vector<Offer> offers;      // best first
  // Candidates that are not offered, best first; `reason` is the rule that removed them, in a
  // merchant's words. Filled for --explain alone.
  std::vector<Offer> withheld;
  std::optional<UnixSeconds> next_contact_at;  // when this order's buyer is likely to need more
  std::vector<std::string> notes;
};

std::string DecisionToJson(const Decision& decision);

}  // namespace afterglow
