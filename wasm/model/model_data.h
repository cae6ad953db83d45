// A model as plain data: what training produces and the writer packs. Nothing here is on the online
// path; the packed form is read through model/model.h.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/money.h"
#include "model/settings.h"

namespace afterglow {

// What a SKU is to a buyer. Empty text and absent values mean "not known".
struct CardData {
  std::string title;
  std::string url;
  std::string image;
  std::string category;
  std::int64_t price = -1;   // minor units of the shop's currency; -1 unknown
  std::int64_t margin = -1;  // minor units earned by selling one; -1: price × settings.margin_share
};

struct NeighbourData {
  std::uint32_t sku;  // position in ModelData::skus
  float weight;       // > 0
};

// The SKU's own statistics, learned from the orders.
struct SkuStatistics {
  float prior = 0;              // popularity with recency, ≥ 0, the largest is 1
  float repeat_propensity = 0;  // share of buyers who buy it again in the window, 0 to 1
  // Days between a customer's purchases of it: 25 %, 50 %, 75 % quantiles; 0 when unknown.
  std::array<std::uint16_t, 3> repurchase_days = {0, 0, 0};
};

// One knot of the isotonic calibration: scores up to and at `score` map, linearly between knots,
// to `probability` of purchase within the window. Strictly increasing scores, non-decreasing
// probabilities in [0, 1].
struct CalibrationKnot {
  float score;
  float probability;
};

// A section that model/ carries but does not interpret: offers, templates, words. `tag` is four
// characters; the folder that owns it documents its bytes.
struct OpaqueSection {
  std::array<char, 4> tag;
  std::vector<std::uint8_t> bytes;
};

struct ModelData {
  std::vector<std::string> skus;                       // unique, any order, 1 to 128 bytes each
  std::vector<std::vector<NeighbourData>> neighbours;  // [sku], by falling weight, no duplicates
  std::vector<CardData> cards;                         // [sku]
  std::vector<SkuStatistics> statistics;               // [sku]
  std::vector<CalibrationKnot> calibration;            // may be empty: probability 0 throughout
  Settings settings;
  std::vector<OpaqueSection> opaque;
};

}  // namespace afterglow
