// RP3β-style weights (Paudel et al. 2016: three-step random walks, popular targets discounted):
// W[i][j] = (together[i][j] / together[i][i] + share × next[i][j] / orders[i]) / orders[j]^β.
#include "train/learn.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "train/calibrate.h"

namespace afterglow {
namespace {

using Rows = std::vector<std::vector<NeighbourData>>;

struct Choice {
  double beta = 0.4;
  double next_share = 1;
  double history_weight = 0.5;
  double prior_weight = 0;
};

constexpr std::size_t kMostContexts = 2000;
constexpr std::size_t kListLength = 10;
constexpr std::size_t kMostKnots = 24;
constexpr float kHistoryDecay = 0.9F;

Status Check(const Counts& counts, const char* name) {
  const std::size_t n = counts.sku_count;
  if (counts.together.rows() != n || counts.next.rows() != n || counts.popularity.size() != n ||
      counts.orders.size() != n) {
    return Error{ErrorCode::kBadTrainingData,
                 std::string(name) + " counts: every part needs one row for each SKU", 0};
  }
  return Nothing{};
}

bool Falling(const NeighbourData& a, const NeighbourData& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.sku < b.sku;
}

Rows Weigh(const Counts& counts, const std::vector<std::uint8_t>& offered, const Choice& choice,
           std::size_t keep) {
  const std::size_t n = counts.sku_count;
  std::vector<double> discount(n);
  for (std::size_t j = 0; j < n; ++j) {
    discount[j] = 1 / std::pow(std::max<double>(counts.orders[j], 1), choice.beta);
  }
  Rows rows(n);
  std::vector<double> sum(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<std::uint32_t> touched;
    double diagonal = 0;
    const auto add = [&](std::uint32_t j, double value) {
      if (sum[j] == 0) touched.push_back(j);
      sum[j] += value;
    };
    const auto columns = counts.together.columns(i);
    const auto values = counts.together.values(i);
    for (std::size_t k = 0; k < columns.size(); ++k) {
      if (columns[k] == i) diagonal = static_cast<double>(values[k]);
    }
    for (std::size_t k = 0; k < columns.size(); ++k) {
      if (columns[k] != i && diagonal > 0) {
        add(columns[k], static_cast<double>(values[k]) / diagonal);
      }
    }
    const auto later = counts.next.columns(i);
    const auto later_values = counts.next.values(i);
    for (std::size_t k = 0; k < later.size(); ++k) {
      if (choice.next_share > 0 && counts.orders[i] > 0) {
        add(later[k], choice.next_share * static_cast<double>(later_values[k]) / counts.orders[i]);
      }
    }
    for (const std::uint32_t j : touched) {
      const auto weight = static_cast<float>(sum[j] * discount[j]);
      sum[j] = 0;
      if (weight > 0 && (offered.empty() || offered[j] != 0)) rows[i].push_back({j, weight});
    }
    const std::size_t kept = std::min(keep, rows[i].size());
    std::partial_sort(rows[i].begin(), rows[i].begin() + static_cast<std::ptrdiff_t>(kept),
                      rows[i].end(), Falling);
    rows[i].resize(kept);
    rows[i].shrink_to_fit();
  }
  return rows;
}

std::vector<float> Priors(const Counts& counts) {
  std::vector<float> priors = counts.popularity;
  const float most = priors.empty() ? 0 : *std::max_element(priors.begin(), priors.end());
  for (float& prior : priors) prior = most > 0 ? prior / most : 0;
  return priors;
}

// Scores contexts the way the online scorer does and hands each its best SKUs.
class Ranker {
 public:
  Ranker(const Rows& rows, const std::vector<float>& priors, const LearnInput& input)
      : rows_(rows), priors_(priors), input_(input), score_(priors.size()) {}

  std::span<const NeighbourData> Best(std::size_t context, const Choice& choice) {
    const Contexts& contexts = input_.validation;
    for (std::size_t j = 0; j < score_.size(); ++j) {
      score_[j] = static_cast<float>(choice.prior_weight) * priors_[j];
    }
    for (const std::uint32_t i : contexts.baskets[context]) Add(i, 1);
    auto weight = static_cast<float>(choice.history_weight);
    for (const std::uint32_t i : contexts.histories[context]) {
      if (weight < 1e-4F) break;
      Add(i, weight);
      weight *= kHistoryDecay;
    }
    for (const std::uint32_t i : contexts.baskets[context]) score_[i] = 0;
    for (const std::uint32_t i : contexts.histories[context]) score_[i] = 0;
    best_.clear();
    for (std::uint32_t j = 0; j < score_.size(); ++j) {
      if (score_[j] <= 0 || (!input_.offered.empty() && input_.offered[j] == 0)) continue;
      if (best_.size() == kListLength && score_[j] <= best_.back().weight) continue;
      if (best_.size() == kListLength) best_.pop_back();
      const NeighbourData entry{j, score_[j]};
      best_.insert(std::upper_bound(best_.begin(), best_.end(), entry, Falling), entry);
    }
    return best_;
  }

 private:
  void Add(std::uint32_t i, float weight) {
    for (const NeighbourData& neighbour : rows_[i]) {
      score_[neighbour.sku] += weight * neighbour.weight;
    }
  }
  const Rows& rows_;
  const std::vector<float>& priors_;
  const LearnInput& input_;
  std::vector<float> score_;
  std::vector<NeighbourData> best_;
};

bool IsTarget(const Contexts& contexts, std::size_t context, std::uint32_t sku) {
  for (const std::uint32_t target : contexts.targets[context]) {
    if (target == sku) return true;
  }
  return false;
}

// Every how manieth context is looked at while choosing.
std::size_t Stride(const Contexts& contexts) {
  return std::max<std::size_t>(1, contexts.size() / kMostContexts);
}

// Mean NDCG@10 of the SKUs new to the customer.
double Quality(Ranker& ranker, const Contexts& contexts, const Choice& choice) {
  double sum = 0;
  for (std::size_t c = 0; c < contexts.size(); c += Stride(contexts)) {
    if (contexts.targets[c].empty()) continue;
    const auto best = ranker.Best(c, choice);
    double gain = 0;
    double ideal = 0;
    for (std::size_t k = 0; k < kListLength; ++k) {
      const double discount = 1 / std::log2(static_cast<double>(k) + 2);
      if (k < best.size() && IsTarget(contexts, c, best[k].sku)) gain += discount;
      if (k < contexts.targets[c].size()) ideal += discount;
    }
    sum += gain / ideal;
  }
  return sum;
}

Choice Choose(const LearnInput& input, Progress progress) {
  Choice best;
  double best_quality = -1;
  const std::vector<float> priors = Priors(input.fit);
  const bool next = input.objective == Objective::kNext;
  int done = 0;
  for (const double beta : {0.2, 0.4, 0.6}) {
    for (const double share : {0.0, 1.0, 4.0}) {
      if (!next && share > 0) continue;
      Choice choice{beta, share, 0, 0};
      const Rows rows = Weigh(input.fit, input.offered, choice, input.neighbours);
      Ranker ranker(rows, priors, input);
      for (const double history : {0.0, 0.25, 0.5}) {
        for (const double prior : {0.0, 0.003, 0.03, 0.3}) {
          choice.history_weight = history;
          choice.prior_weight = prior;
          const double quality = Quality(ranker, input.validation, choice);
          if (quality > best_quality) {
            best_quality = quality;
            best = choice;
          }
        }
      }
      progress(0.8 * ++done / 9);
    }
  }
  return best;
}

std::vector<CalibrationKnot> CalibrateOn(const LearnInput& input, const Choice& choice) {
  const Rows rows = Weigh(input.fit, input.offered, choice, input.neighbours);
  const std::vector<float> priors = Priors(input.fit);
  Ranker ranker(rows, priors, input);
  std::vector<ScoredOutcome> outcomes;
  for (std::size_t c = 0; c < input.validation.size(); ++c) {
    for (const NeighbourData& entry : ranker.Best(c, choice)) {
      outcomes.push_back({entry.weight, IsTarget(input.validation, c, entry.sku)});
    }
  }
  return Calibrate(std::move(outcomes), kMostKnots);
}

}  // namespace

Result<Learned> Learn(LearnInput input, Progress progress) {
  if (Status s = Check(input.fit, "fit"); !s.ok()) return s.error();
  if (Status s = Check(input.full, "full"); !s.ok()) return s.error();
  Choice choice;
  Learned learned;
  if (input.validation.size() > 0) {
    choice = Choose(input, progress);
    learned.calibration = CalibrateOn(input, choice);
  }
  input.fit = {};
  learned.neighbours = Weigh(input.full, input.offered, choice, input.neighbours);
  learned.priors = Priors(input.full);
  learned.history_weight = static_cast<float>(choice.history_weight);
  learned.history_decay = kHistoryDecay;
  learned.prior_weight = static_cast<float>(choice.prior_weight);
  learned.chosen = {{"beta", choice.beta}, {"next_share", choice.next_share}};
  progress(1);
  return learned;
}

}  // namespace afterglow
