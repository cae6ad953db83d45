// What the CLI tells the trainer besides columns: JSON objects of numbers and texts. A key that is
// not known is a mistake of the caller: kBadArgument, naming the setting and what was expected.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "model/settings.h"
#include "train/learn.h"
#include "train/weight_parts.h"

namespace afterglow {

struct LearnOptions {
  Objective objective = Objective::kNext;
  std::uint32_t neighbours = 16;
};

// The options of ag_trainer_learn.
Result<LearnOptions> ReadLearnOptions(std::string_view text);

struct SolveOptions {
  WeightJob job;
  TargetRange range = {0, 0};
};

// The job of ag_trainer_solve.
Result<SolveOptions> ReadSolveOptions(std::string_view text, std::uint32_t sku_count);

struct WeightsOptions {
  WeightKind kind = WeightKind::kTogether;
  std::uint32_t targets = 0;
};

// The part of ag_trainer_weights.
Result<WeightsOptions> ReadWeightsOptions(std::string_view text, std::uint32_t sku_count);

// The settings of ag_trainer_pack.
Result<Settings> ReadSettings(std::string_view text);

}  // namespace afterglow
