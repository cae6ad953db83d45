#include "train/validation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace afterglow {
namespace {

constexpr std::size_t kListLength = 10;
constexpr std::size_t kMostAnswered = 10000;  // more make choosing slower, not better
constexpr std::size_t kMostJudged = 20000;
constexpr std::size_t kTypical = 1000;  // contexts that show what a typical score is

double Discount(std::size_t place) { return 1 / std::log2(static_cast<double>(place) + 2); }

bool Contains(std::span<const std::uint32_t> list, std::uint32_t sku) {
  return std::find(list.begin(), list.end(), sku) != list.end();
}

bool Better(const NeighbourData& a, const NeighbourData& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.sku < b.sku;
}

}  // namespace

Validation::Validation(const Contexts& contexts, std::uint32_t sku_count,
                       std::span<const std::uint8_t> offered, bool use_history)
    : contexts_(contexts),
      offered_(offered),
      use_history_(use_history),
      cells_(sku_count),
      excluded_(sku_count, 0) {
  for (std::size_t k = 0; k < kListLength; ++k) discount_.push_back(Discount(k));
  for (std::size_t c = 0; c < contexts.size(); ++c) {
    std::size_t fresh = 0;
    for (const std::uint32_t target : contexts.targets[c]) {
      const bool known = Contains(contexts.baskets[c], target) ||
                         (use_history && Contains(contexts.histories[c], target));
      if (!known) ++fresh;
    }
    if (fresh == 0) continue;
    answered_.push_back(c);
    double ideal = 0;
    for (std::size_t k = 0; k < std::min(fresh, kListLength); ++k) ideal += Discount(k);
    ideal_.push_back(ideal);
  }
  // Contexts are in no order of importance: every n-th stands for all.
  const std::size_t stride = answered_.size() / kMostAnswered + 1;
  std::size_t kept = 0;
  for (std::size_t k = 0; k < answered_.size(); k += stride, ++kept) {
    answered_[kept] = answered_[k];
    ideal_[kept] = ideal_[k];
  }
  answered_.resize(kept);
  ideal_.resize(kept);
}

void Validation::Judge(const NeighbourRows& rows, std::span<const float> priors) {
  rows_ = &rows;
  priors_ = priors;
  popular_.clear();
  for (std::uint32_t sku = 0; sku < priors.size(); ++sku) {
    if (offered_.empty() || offered_[sku] != 0) popular_.push_back(sku);
  }
  std::sort(popular_.begin(), popular_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return priors[a] != priors[b] ? priors[a] > priors[b] : a < b;
  });
}

void Validation::Touch(std::uint32_t sku) {
  if (cells_[sku].stamp == stamp_) return;
  cells_[sku] = {0, 0, stamp_};
  touched_.push_back(sku);
}

void Validation::Accumulate(std::size_t context, float history_decay) {
  ++stamp_;
  touched_.clear();
  for (const std::uint32_t i : contexts_.baskets[context]) {
    excluded_[i] = stamp_;
    for (const NeighbourData& neighbour : (*rows_)[i]) {
      Touch(neighbour.sku);
      cells_[neighbour.sku].basket += neighbour.weight;
    }
  }
  if (use_history_) {
    float weight = 1;
    const auto basket = contexts_.baskets[context];
    for (const std::uint32_t i : contexts_.histories[context]) {
      const float this_weight = weight;
      weight *= history_decay;
      // Baskets rise by SKU.
      if (std::binary_search(basket.begin(), basket.end(), i)) continue;
      excluded_[i] = stamp_;
      for (const NeighbourData& neighbour : (*rows_)[i]) {
        Touch(neighbour.sku);
        cells_[neighbour.sku].history += this_weight * neighbour.weight;
      }
    }
  }
  KeepCandidates();
}

void Validation::Candidates::Clear() {
  sku.clear();
  basket.clear();
  history.clear();
  prior.clear();
}

void Validation::Candidates::Add(std::uint32_t which, float from_basket, float from_history,
                                 float own_prior) {
  sku.push_back(which);
  basket.push_back(from_basket);
  history.push_back(from_history);
  prior.push_back(own_prior);
}

// What neighbours point to, and of the rest the most popular.
void Validation::KeepCandidates() {
  candidates_.Clear();
  for (const std::uint32_t sku : touched_) {
    if (Excluded(sku)) continue;
    candidates_.Add(sku, cells_[sku].basket, cells_[sku].history, priors_[sku]);
  }
  std::size_t added = 0;
  for (const std::uint32_t sku : popular_) {
    if (added == kListLength) break;
    if (Excluded(sku) || cells_[sku].stamp == stamp_) continue;
    candidates_.Add(sku, 0, 0, priors_[sku]);
    ++added;
  }
}

void Validation::Rank(const Scoring& scoring) {
  Candidates& all = candidates_;
  const std::size_t count = all.sku.size();
  all.score.resize(count);
  for (std::size_t k = 0; k < count; ++k) {
    all.score[k] = all.basket[k] + scoring.history_weight * all.history[k] +
                   scoring.prior_weight * all.prior[k];
  }
  best_.clear();
  float least = 0;  // of a full list
  for (std::size_t k = 0; k < count; ++k) {
    const NeighbourData entry{all.sku[k], all.score[k]};
    if (best_.size() == kListLength) {
      if (entry.weight < least || !Better(entry, best_.back())) continue;
      best_.pop_back();
    }
    best_.insert(std::upper_bound(best_.begin(), best_.end(), entry, Better), entry);
    least = best_.back().weight;
  }
}

bool Validation::IsTarget(std::size_t context, std::uint32_t sku) const {
  return Contains(contexts_.targets[context], sku);
}

std::vector<double> Validation::Qualities(std::span<const Scoring> scorings) {
  std::vector<double> sums(scorings.size(), 0);
  if (answered_.empty() || scorings.empty()) return sums;
  for (std::size_t k = 0; k < answered_.size(); ++k) {
    Accumulate(answered_[k], scorings[0].history_decay);
    for (std::size_t s = 0; s < scorings.size(); ++s) {
      Rank(scorings[s]);
      double gain = 0;
      for (std::size_t place = 0; place < best_.size(); ++place) {
        if (IsTarget(answered_[k], best_[place].sku)) gain += discount_[place];
      }
      sums[s] += gain / ideal_[k] + (gain > 0 ? 0.2 : 0);
    }
  }
  for (double& sum : sums) sum /= static_cast<double>(answered_.size());
  return sums;
}

double Validation::TypicalScore() {
  std::vector<float> firsts;
  const std::size_t stride = answered_.size() / kTypical + 1;
  for (std::size_t k = 0; k < answered_.size(); k += stride) {
    Accumulate(answered_[k], 1);
    const std::vector<float>& said = candidates_.basket;
    firsts.push_back(said.empty() ? 0 : *std::max_element(said.begin(), said.end()));
  }
  if (firsts.empty()) return 0;
  const auto middle = firsts.begin() + static_cast<std::ptrdiff_t>(firsts.size() / 2);
  std::nth_element(firsts.begin(), middle, firsts.end());
  return static_cast<double>(*middle);
}

std::vector<ScoredOutcome> Validation::Outcomes(const Scoring& scoring) {
  std::vector<ScoredOutcome> outcomes;
  const std::size_t stride = contexts_.size() / kMostJudged + 1;
  for (std::size_t c = 0; c < contexts_.size(); c += stride) {
    const float weight = contexts_.weights.empty() ? 1 : contexts_.weights[c];
    if (!(weight > 0)) continue;
    Accumulate(c, scoring.history_decay);
    Rank(scoring);
    for (const NeighbourData& entry : best_) {
      outcomes.push_back(
          {entry.weight, IsTarget(c, entry.sku), weight, static_cast<std::uint32_t>(c)});
    }
  }
  return outcomes;
}

}  // namespace afterglow
