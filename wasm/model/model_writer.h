// Packs ModelData into the bytes of a model file. Deterministic: same data, same bytes.
// The layout is in docs/model-format.md.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "model/model_data.h"

namespace afterglow {

// kBadTrainingData when `data` breaks a rule stated in model_data.h; the message names the SKU.
Result<std::vector<std::uint8_t>> WriteModel(const ModelData& data);

}  // namespace afterglow
