// Counts -> weights, chosen and calibrated on the validation contexts.
//
// Everything that is a choice (regularisation, blend, history weight, prior weight) is made by
// learning from `fit` and scoring `validation`; with what was chosen the weights are learned again
// from `full`. Deterministic.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/model_data.h"
#include "train/counts.h"

namespace afterglow {

enum class Objective : std::uint8_t { kNext = 0, kTogether = 1 };

struct LearnInput {
  Counts fit;           // before the validation split
  Counts full;          // everything, same SKU numbers
  Contexts validation;  // after the split; may be empty: then defaults are used, uncalibrated
  // Share of situations after which there was an outcome within the window at all: validation holds
  // only those, so that probabilities are this much smaller.
  double returning_share = 1;
  Objective objective = Objective::kNext;
  std::vector<std::uint32_t>
      categories;  // [sku], 0 none, equal numbers, equal categories; or empty
  // [sku], 0: learned from but never recommended, because the shop no longer sells it; or empty:
  // all.
  std::vector<std::uint8_t> offered;
  std::uint32_t neighbours = 16;  // most kept per SKU, 1 to kMostNeighbours
};

// One choice made on validation, for the build's report: {"blend", 0.4}.
struct ChosenSetting {
  std::string name;
  double value;
};

struct Learned {
  std::vector<std::vector<NeighbourData>> neighbours;  // [sku], by falling weight
  std::vector<float> priors;                           // [sku], ≥ 0, the largest is 1
  std::vector<CalibrationKnot> calibration;            // empty: no validation contexts
  float history_weight = 0;                            // as in model/settings.h
  float history_decay = 1;
  float prior_weight = 0;
  std::vector<ChosenSetting> chosen;
};

// Told how far learning is, 0 to 1, never falling. A plain function so that it costs no code.
struct Progress {
  void (*tell)(void* who, double share) = nullptr;
  void* who = nullptr;
  void operator()(double share) const {
    if (tell != nullptr) tell(who, share);
  }
};

// Takes its input, to free what it no longer needs. kBadTrainingData when counts disagree with
// themselves: the message names the array.
Result<Learned> Learn(LearnInput input, Progress progress);

}  // namespace afterglow
