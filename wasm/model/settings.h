// What the build chose or was told, carried in the model and used online.
#pragma once

#include <cstdint>

#include "base/money.h"
#include "base/time.h"

namespace afterglow {

// Up to the currency in the order of the section "SETT", and without padding: the section is a
// copy.
struct Settings {
  std::int64_t reserve = 0;       // least expected value shown, minor units of `currency`
  UnixSeconds trained_until = 0;  // time of the last order seen; 0 unknown

  // Scoring. score(j) = Σ over basket lines W[i][j]
  //                   + history_weight × Σ over earlier SKUs, most recent first, history_decay^rank
  //                   W[i][j]
  //                   + prior_weight × prior[j].
  float history_weight = 0;
  float history_decay = 1;  // per position in the history, (0, 1]
  float prior_weight = 0;

  // Deciding.
  float margin_share = 0.3F;       // margin of a product without its own, as a share of its price
  float exploration_share = 0;     // ε: share of decisions drawn at random, 0 to 1
  float holdout_share = 0;         // share of units in the holdout arm, 0 to 1
  std::uint16_t window_days = 30;  // "probability" is of a purchase within this many days
  std::uint8_t places = 4;  // offers a web touchpoint shows at the most: one hero, the rest a row
  std::uint8_t places_per_category = 2;
  std::uint8_t objective = 0;  // 0 next, 1 together
  Currency currency;           // of all prices in the model
};

}  // namespace afterglow
