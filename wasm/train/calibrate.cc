#include "train/calibrate.h"

#include <algorithm>

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

// Merges neighbouring blocks with the fewest outcomes until `most` are left.
void Thin(std::vector<Block>& blocks, std::size_t most) {
  while (blocks.size() > most) {
    std::size_t best = 0;
    double fewest = -1;
    for (std::size_t k = 0; k + 1 < blocks.size(); ++k) {
      const double count = blocks[k].count + blocks[k + 1].count;
      if (fewest < 0 || count < fewest) {
        fewest = count;
        best = k;
      }
    }
    blocks[best] = Merge(blocks[best], blocks[best + 1]);
    blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(best) + 1);
  }
}

}  // namespace

std::vector<CalibrationKnot> Calibrate(std::vector<ScoredOutcome> outcomes, std::size_t most) {
  std::sort(outcomes.begin(), outcomes.end(), [](const ScoredOutcome& a, const ScoredOutcome& b) {
    return a.score != b.score ? a.score < b.score : a.bought < b.bought;
  });
  std::vector<Block> blocks;
  for (std::size_t k = 0; k < outcomes.size();) {
    // Equal scores are one point: no order between them means anything.
    Block block{0, 0, 0};
    const float score = outcomes[k].score;
    for (; k < outcomes.size() && outcomes[k].score == score; ++k) {
      block = Merge(block, {static_cast<double>(score), outcomes[k].bought ? 1.0 : 0.0, 1});
    }
    blocks.push_back(block);
    while (blocks.size() > 1 &&
           blocks[blocks.size() - 2].probability() >= blocks.back().probability()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back() = Merge(blocks.back(), last);
    }
  }
  Thin(blocks, most);
  std::vector<CalibrationKnot> knots;
  for (const Block& block : blocks) {
    const auto score = static_cast<float>(block.score_sum / block.count);
    const auto probability = static_cast<float>(block.probability());
    if (!knots.empty() && score <= knots.back().score) {
      knots.back().probability = probability;
      continue;
    }
    knots.push_back({score, probability});
  }
  return knots;
}

}  // namespace afterglow
