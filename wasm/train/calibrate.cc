#include "train/calibrate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "model/calibration.h"

namespace afterglow {
namespace {

// Outcomes pooled to one probability; `score` is their mean score.
struct Block {
  double score_sum;
  double bought;
  double count;
  double probability() const { return bought / count; }
};

Block Merge(const Block& a, const Block& b) {
  return {a.score_sum + b.score_sum, a.bought + b.bought, a.count + b.count};
}

constexpr double kLeastShare = 0.02;

// Merges the lightest block with the lighter of its neighbours until `most` are left and none is
// lighter than `least`.
void Thin(std::vector<Block>& blocks, std::size_t most, double least) {
  while (blocks.size() > 1) {
    const auto lightest =
        std::min_element(blocks.begin(), blocks.end(),
                         [](const Block& a, const Block& b) { return a.count < b.count; });
    if (blocks.size() <= most && lightest->count >= least) return;
    const bool with_next =
        lightest == blocks.begin() ||
        (lightest + 1 != blocks.end() && (lightest + 1)->count < (lightest - 1)->count);
    const auto first = with_next ? lightest : lightest - 1;
    *first = Merge(*first, *(first + 1));
    blocks.erase(first + 1);
  }
}

constexpr std::uint32_t kFolds = 5;
constexpr double kDrawn[] = {0, 300, 1000, 3000, 10000, 30000};

void SortByScore(std::vector<ScoredOutcome>& outcomes) {
  std::sort(outcomes.begin(), outcomes.end(), [](const ScoredOutcome& a, const ScoredOutcome& b) {
    if (a.score != b.score) return a.score < b.score;
    if (a.bought != b.bought) return a.bought < b.bought;
    return a.weight != b.weight ? a.weight < b.weight : a.situation < b.situation;
  });
}

std::vector<Block> PoolAdjacentViolators(const std::vector<ScoredOutcome>& sorted,
                                         std::size_t most) {
  std::vector<Block> blocks;
  double all = 0;
  for (std::size_t k = 0; k < sorted.size();) {
    // Equal scores are one point: no order between them means anything.
    Block block{0, 0, 0};
    const float score = sorted[k].score;
    for (; k < sorted.size() && sorted[k].score == score; ++k) {
      const auto weight = static_cast<double>(sorted[k].weight);
      block = Merge(block,
                    {weight * static_cast<double>(score), sorted[k].bought ? weight : 0.0, weight});
    }
    all += block.count;
    blocks.push_back(block);
    while (blocks.size() > 1 &&
           blocks[blocks.size() - 2].probability() >= blocks.back().probability()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back() = Merge(blocks.back(), last);
    }
  }
  Thin(blocks, most, kLeastShare * all);
  return blocks;
}

// `line` is what the blocks are drawn towards: probability by score.
std::vector<CalibrationKnot> KnotsOf(const std::vector<Block>& blocks, double line, double drawn) {
  std::vector<CalibrationKnot> knots;
  float least = 0;  // on a line, blocks of few outcomes may change places by a hair
  for (const Block& block : blocks) {
    const double mean = block.score_sum / block.count;
    const double expected = std::clamp(line * mean, 0.0, 1.0);
    const auto score = static_cast<float>(mean);
    const auto probability =
        static_cast<float>((block.bought + drawn * expected) / (block.count + drawn));
    least = std::max(least, probability);
    if (!knots.empty() && score <= knots.back().score) {
      knots.back().probability = least;
      continue;
    }
    knots.push_back({score, least});
  }
  return knots;
}

double LogarithmicLoss(const std::vector<CalibrationKnot>& knots,
                       const std::vector<ScoredOutcome>& outcomes) {
  constexpr double kLeast = 1e-6;
  double loss = 0;
  for (const ScoredOutcome& outcome : outcomes) {
    const double said =
        std::clamp(static_cast<double>(Interpolate(knots, outcome.score)), kLeast, 1 - kLeast);
    loss -= static_cast<double>(outcome.weight) * std::log(outcome.bought ? said : 1 - said);
  }
  return loss;
}

}  // namespace

std::vector<CalibrationKnot> Calibrate(std::vector<ScoredOutcome> outcomes, std::size_t most,
                                       double drawn) {
  SortByScore(outcomes);
  return KnotsOf(PoolAdjacentViolators(outcomes, most), LinearScale(outcomes), drawn);
}

double ChooseDrawn(std::vector<ScoredOutcome> outcomes, std::size_t most) {
  SortByScore(outcomes);
  std::array<double, std::size(kDrawn)> losses = {};
  for (std::uint32_t fold = 0; fold < kFolds; ++fold) {
    std::vector<ScoredOutcome> own;
    std::vector<ScoredOutcome> others;
    for (const ScoredOutcome& outcome : outcomes) {
      (outcome.situation % kFolds == fold ? own : others).push_back(outcome);
    }
    if (own.empty() || others.empty()) continue;
    const std::vector<Block> blocks = PoolAdjacentViolators(others, most);
    const double line = LinearScale(others);
    for (std::size_t k = 0; k < losses.size(); ++k) {
      losses[k] += LogarithmicLoss(KnotsOf(blocks, line, kDrawn[k]), own);
    }
  }
  return kDrawn[std::min_element(losses.begin(), losses.end()) - losses.begin()];
}

double LinearScale(const std::vector<ScoredOutcome>& outcomes) {
  double scores = 0;
  double bought = 0;
  for (const ScoredOutcome& outcome : outcomes) {
    const auto weight = static_cast<double>(outcome.weight);
    scores += weight * static_cast<double>(outcome.score);
    if (outcome.bought) bought += weight;
  }
  return scores > 0 ? bought / scores : 0;
}

}  // namespace afterglow
