#include "train/choose.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "train/category_rows.h"

namespace afterglow {
namespace {

// For the next order the two parts steady each other: there only the share between them matters
// enough to choose. A basket's own weights stand alone.
constexpr Penalty kTogetherAlonePenalties[] = {{0.3}, {0.15}, {0.8}, {2}};
constexpr Penalty kTogetherPenalty = {0.5};
constexpr Penalty kNextPenalty = {10};
// Tried while they do better.
constexpr Penalty kStrongerPenalties[] = {{2}, {8}, {30}};
constexpr Penalty kProportionalPenalty = {30, true};

constexpr double kTogetherShares[] = {0.05, 0.1, 0.2, 0.4, 0.8, 1.6, Choice::kTogetherAlone};
constexpr double kCategoryStrengths[] = {1, 3, 10, 30};
constexpr double kTogetherAlonePowers[] = {0.05, 0.1};
constexpr float kHistoryWeights[] = {0, 0.1F, 0.25F, 0.5F, 1};
constexpr float kHistoryDecays[] = {0.99F, 0.97F, 0.9F};
// In units of the typical score. The least is not 0: the popular fill up what else stays empty.
constexpr double kPriorWeights[] = {0.001, 0.03, 0.1, 0.2, 0.4, 0.8, 1.6, 4, 10};
constexpr double kNearPriorWeights[] = {0.6, 1, 1.6};

std::vector<WeightColumns> SolveAllTargets(const Counts& counts, WeightKind kind,
                                           std::span<const Penalty> penalties) {
  return SolveWeights(counts, kind, penalties, {0, counts.sku_count});
}

// In units of the mean SKU, so that weights stay about as large as they are.
std::vector<float> TargetScales(const Counts& counts, double power) {
  std::vector<float> scales(counts.sku_count, 1);
  double all = 0;
  double ordered = 0;
  for (const std::uint32_t orders : counts.orders) {
    all += orders;
    ordered += orders > 0 ? 1 : 0;
  }
  if (power == 0 || ordered == 0) return scales;
  for (std::size_t k = 0; k < scales.size(); ++k) {
    const double orders = std::max(counts.orders[k], 1U);
    scales[k] = static_cast<float>(std::pow(orders * ordered / all, -power));
  }
  return scales;
}

class Chooser {
 public:
  Chooser(const LearnInput& input, Progress progress)
      : input_(input),
        progress_(progress),
        next_objective_(input.objective == Objective::kNext),
        // To complete a basket it must do without knowing the customer.
        validation_(input.validation, input.fit.sku_count, input.offered, next_objective_) {
    for (const PriorKind kind : {PriorKind::kPopularity, PriorKind::kDiscovery}) {
      priors_[static_cast<std::size_t>(kind)] = PriorsOf(input.fit, kind);
    }
  }

  Chosen Run() {
    const std::span<const Penalty> penalties =
        next_objective_ ? std::span(&kTogetherPenalty, 1)
                        : std::span<const Penalty>(kTogetherAlonePenalties);
    std::vector<WeightColumns> together =
        SolveAllTargets(input_.fit, WeightKind::kTogether, penalties);
    progress_(0.3);
    choice_.together = penalties[0];
    weights_.together = std::move(together[0]);
    if (next_objective_) {
      choice_.next = kNextPenalty;
      weights_.next =
          std::move(SolveAllTargets(input_.fit, WeightKind::kNext, std::span(&kNextPenalty, 1))[0]);
    } else {
      choice_.together_share = Choice::kTogetherAlone;
      choice_.target_power = kTogetherAlonePowers[0];
      choice_.scoring.history_weight = 0;
    }
    progress_(0.5);
    ChoosePrior();
    if (next_objective_) {
      ChooseShare();
    } else {
      for (std::size_t k = 1; k < penalties.size(); ++k) {
        TakeTogether(penalties[k], together[k], false);
      }
    }
    ChooseStrongerPenalty(penalties.back().lambda);
    if (!next_objective_) ChooseTargetPower();
    progress_(0.55);
    ChooseCategoryStrength();
    progress_(0.6);
    if (choice_.together_share == Choice::kTogetherAlone) weights_.next = {};
    ChooseHistory();
    return {choice_, std::move(weights_)};
  }

 private:
  std::span<const float> Priors(PriorKind kind) const {
    return priors_[static_cast<std::size_t>(kind)];
  }

  // Tries `scorings` on what the validation judges; true when one beats `best`, which it becomes.
  static bool Pick(Validation& validation, std::span<const Scoring> scorings, Scoring& best,
                   double& best_quality) {
    const std::vector<double> qualities = validation.Qualities(scorings);
    bool better = false;
    for (std::size_t k = 0; k < scorings.size(); ++k) {
      if (qualities[k] <= best_quality) continue;
      best_quality = qualities[k];
      best = scorings[k];
      better = true;
    }
    return better;
  }

  // Finds the scoring that suits `candidate`'s weights; takes both when they beat the best so far.
  // Anew, every weight of the prior and of the history is tried; else those near to the old one.
  bool Take(Choice candidate, bool anew) {
    const NeighbourRows rows = BlendedRows(weights_, candidate, input_, input_.fit);
    validation_.Judge(rows, Priors(candidate.prior));
    const double unit = std::max(validation_.TypicalScore(), 1e-6);
    double quality = -1;
    const auto try_priors = [&](std::span<const double> weights, double scale) {
      std::vector<Scoring> scorings(weights.size(), candidate.scoring);
      for (std::size_t k = 0; k < weights.size(); ++k) {
        scorings[k].prior_weight = static_cast<float>(weights[k] * scale);
      }
      return Pick(validation_, scorings, candidate.scoring, quality);
    };
    if (!anew) {
      try_priors(kNearPriorWeights, static_cast<double>(candidate.scoring.prior_weight));
    } else {
      try_priors(kPriorWeights, unit);
      if (next_objective_) {
        std::vector<Scoring> scorings(std::size(kHistoryWeights), candidate.scoring);
        for (std::size_t k = 0; k < scorings.size(); ++k) {
          scorings[k].history_weight = kHistoryWeights[k];
        }
        Pick(validation_, scorings, candidate.scoring, quality);
        try_priors(kNearPriorWeights, static_cast<double>(candidate.scoring.prior_weight));
      }
    }
    if (quality <= best_quality_) return false;
    best_quality_ = quality;
    choice_ = candidate;
    return true;
  }

  void ChoosePrior() {
    const Choice start = choice_;
    for (const PriorKind prior : {PriorKind::kPopularity, PriorKind::kDiscovery}) {
      Choice candidate = start;
      candidate.prior = prior;
      Take(candidate, true);
      if (!next_objective_) return;  // discovery says nothing about this basket
    }
  }

  // Climbs from the share that the prior was chosen with, both ways, while it gets better.
  void ChooseShare() {
    const auto start =
        std::find(std::begin(kTogetherShares), std::end(kTogetherShares), choice_.together_share) -
        std::begin(kTogetherShares);
    const auto better = [&](std::ptrdiff_t at) {
      Choice candidate = choice_;
      candidate.together_share = kTogetherShares[at];
      return Take(candidate, true);
    };
    for (auto at = start + 1; at < std::ssize(kTogetherShares) && better(at);) ++at;
    for (auto at = start - 1; at >= 0 && better(at);) --at;
  }

  // Takes other weights of the baskets, and leaves what does no better in `solved`.
  bool TakeTogether(Penalty penalty, WeightColumns& solved, bool anew) {
    std::swap(weights_.together, solved);
    Choice candidate = choice_;
    candidate.together = penalty;
    if (Take(candidate, anew)) return true;
    std::swap(weights_.together, solved);
    return false;
  }

  bool TryTogether(Penalty penalty) {
    std::vector<WeightColumns> solved =
        SolveAllTargets(input_.fit, WeightKind::kTogether, std::span(&penalty, 1));
    return TakeTogether(penalty, solved[0], true);
  }

  // Where baskets hold much that is chance. `strongest`: of the penalties tried before.
  void ChooseStrongerPenalty(double strongest) {
    if (choice_.together_share == Choice::kTogetherAlone && choice_.together.lambda == strongest) {
      for (const Penalty& penalty : kStrongerPenalties) {
        if (penalty.lambda > strongest && !TryTogether(penalty)) break;
      }
    }
    if (TryTogether(kProportionalPenalty) && next_objective_) ChooseShare();
  }

  void ChooseTargetPower() {
    for (const double power : std::span(kTogetherAlonePowers).subspan(1)) {
      Choice candidate = choice_;
      candidate.target_power = power;
      Take(candidate, false);
    }
  }

  // Climbs while it gets better. Where no SKU has a category there is nothing to choose.
  void ChooseCategoryStrength() {
    const auto& categories = input_.categories;
    if (std::all_of(categories.begin(), categories.end(), [](auto c) { return c == 0; })) return;
    for (const double strength : kCategoryStrengths) {
      Choice candidate = choice_;
      candidate.category_strength = strength;
      if (!Take(candidate, false)) return;
    }
  }

  // With the customer known: how much earlier orders say, and how fast that fades.
  void ChooseHistory() {
    const NeighbourRows rows = BlendedRows(weights_, choice_, input_, input_.fit);
    Validation known(input_.validation, input_.fit.sku_count, input_.offered, true);
    known.Judge(rows, Priors(choice_.prior));
    Scoring best = choice_.scoring;
    double quality = -1;
    Pick(known, std::span(&choice_.scoring, 1), best, quality);
    if (!next_objective_) {
      std::vector<Scoring> scorings(std::size(kHistoryWeights), best);
      for (std::size_t k = 0; k < scorings.size(); ++k) {
        scorings[k].history_weight = kHistoryWeights[k];
      }
      Pick(known, scorings, best, quality);
    }
    const float weight = best.history_weight;
    for (const float decay : kHistoryDecays) {
      Scoring scorings[3] = {best, best, best};
      for (std::size_t k = 0; k < 3; ++k) {
        scorings[k].history_decay = decay;
        scorings[k].history_weight = weight * static_cast<float>(k + 2) / 2;
      }
      Pick(known, scorings, best, quality);
    }
    choice_.scoring = best;
  }

  const LearnInput& input_;
  const Progress progress_;
  const bool next_objective_;
  Validation validation_;
  std::array<std::vector<float>, 2> priors_;
  Choice choice_;
  double best_quality_ = -1;
  Weights weights_;
};

}  // namespace

Choice DefaultChoice(Objective objective) {
  Choice choice;
  choice.together = kTogetherPenalty;
  choice.next = kNextPenalty;
  if (objective == Objective::kTogether) {
    choice.together_share = Choice::kTogetherAlone;
    choice.target_power = kTogetherAlonePowers[0];
  }
  return choice;
}

std::vector<WeightJob> JobsOf(const Choice& choice) {
  std::vector<WeightJob> jobs = {{WeightKind::kTogether, choice.together}};
  if (choice.together_share != Choice::kTogetherAlone) {
    jobs.push_back({WeightKind::kNext, choice.next});
  }
  return jobs;
}

NeighbourRows BlendedRows(const Weights& weights, const Choice& choice, const LearnInput& input,
                          const Counts& counts) {
  const bool alone = choice.together_share == Choice::kTogetherAlone;
  const WeightPart parts[] = {
      {&weights.together, alone ? 1 : static_cast<float>(choice.together_share)},
      {&weights.next, 1}};
  NeighbourRows rows =
      StrongestNeighbours(std::span(parts, alone ? 1 : 2), input.full.sku_count, input.neighbours,
                          input.offered, TargetScales(counts, choice.target_power));
  BackOffToCategories(rows, input.categories, counts.orders, choice.category_strength,
                      input.neighbours);
  return rows;
}

std::vector<float> PriorsOf(const Counts& counts, PriorKind kind) {
  const auto scaled = [](const std::vector<float>& values) {
    const float most = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    std::vector<float> shares(values.size(), 0);
    for (std::size_t k = 0; k < values.size() && most > 0; ++k) shares[k] = values[k] / most;
    return shares;
  };
  return scaled(kind == PriorKind::kPopularity ? counts.popularity : counts.discovery);
}

Chosen Choose(const LearnInput& input, Progress progress) { return Chooser(input, progress).Run(); }

}  // namespace afterglow
