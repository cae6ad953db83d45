// Everything about a model that is a choice, made on the validation contexts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "train/learn.h"
#include "train/local_ridge.h"
#include "train/neighbour_rows.h"
#include "train/validation.h"
#include "train/weight_parts.h"

namespace afterglow {

// What the SKUs' priors are made of.
enum class PriorKind : std::uint8_t { kPopularity = 0, kDiscovery = 1 };

struct Choice {
  Penalty together = {0.5};
  Penalty next = {10};
  // Together's weights against next's: rows are next + share × together; kTogetherAlone: no next.
  double together_share = 0.2;
  // Orders that what is bought with a SKU's category is worth to it: train/category_rows.h.
  // The least is for those that were never ordered, or once.
  double category_strength = 0.25;
  // A target's weights are divided by this power of how often it is ordered: regression gives the
  // popular more than ranks best.
  double target_power = 0;
  PriorKind prior = PriorKind::kPopularity;
  Scoring scoring = {0.25F, 1.0F, 0.05F};

  static constexpr double kTogetherAlone = -1;
};

struct Weights {
  WeightColumns together;
  WeightColumns next;  // empty where the choice does without
};

// Where there is nothing to validate on. Its jobs are those that most choices for the next order
// end with: they need not wait for it.
Choice DefaultChoice(Objective objective);

// What a choice's weights are solved by.
std::vector<WeightJob> JobsOf(const Choice& choice);
// `counts` are those the weights were solved from.
NeighbourRows BlendedRows(const Weights& weights, const Choice& choice, const LearnInput& input,
                          const Counts& counts);

// The largest is 1; all 0 where nothing was counted.
std::vector<float> PriorsOf(const Counts& counts, PriorKind kind);

struct Chosen {
  Choice choice;
  Weights weights;  // of input.fit
};

// Learns from input.fit. Precondition: input.validation is not empty.
Chosen Choose(const LearnInput& input, Progress progress);

}  // namespace afterglow
