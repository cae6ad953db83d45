// Packs ModelData into the bytes of a model file. Deterministic: same data, same bytes, on every
// platform. The layout is in docs/model-format.md.
//
// SKUs get new positions (SkuId is not the position in ModelData). Texts, prices and margins,
// settings and calibration come back exactly. Neighbours come back as the same set; weights keep
// about 4 bits, priors and propensities about 8, repurchase days are rounded above 60.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "model/model_data.h"
#include "model/ordered_model.h"

namespace afterglow {

// kBadTrainingData when `data` breaks a rule stated in model_data.h; the message names the SKU.
Result<std::vector<std::uint8_t>> WriteModel(const ModelData& data);

// The same where OrderModel(data) is at hand.
Result<std::vector<std::uint8_t>> WriteModel(const OrderedModel& ordered, const ModelData& data);

}  // namespace afterglow
