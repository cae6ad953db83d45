#include "decide/selection.h"

#include <algorithm>

#include "base/sort_few.h"

namespace afterglow {
namespace {

bool RanksBefore(const Candidate& a, const Candidate& b) {
  if (a.expected_value != b.expected_value) return a.expected_value > b.expected_value;
  if (a.score != b.score) return a.score > b.score;
  return a.offer_id < b.offer_id;
}

std::size_t StandingInCategory(const std::vector<Candidate>& candidates, std::size_t before,
                               std::uint32_t category) {
  return static_cast<std::size_t>(std::count_if(
      candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(before),
      [&](const Candidate& c) { return c.removed_by.empty() && c.category == category; }));
}

}  // namespace

void Select(const SelectionRules& rules, std::vector<Candidate>& candidates) {
  SortFew(std::span<Candidate>(candidates), candidates.size(), RanksBefore);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Candidate& candidate = candidates[i];
    if (!candidate.removed_by.empty()) continue;
    if (candidate.probability <= 0) {
      candidate.removed_by = "nothing suggests that this buyer wants it";
    } else if (candidate.expected_value < rules.reserve) {
      candidate.removed_by = "expected value below the reserve";
    } else if (taken >= rules.places) {
      candidate.removed_by = "other offers are worth more";
    } else if (candidate.category != 0 && rules.places_per_category != 0 &&
               StandingInCategory(candidates, i, candidate.category) >= rules.places_per_category) {
      candidate.removed_by = "enough offers of this category";
    } else {
      ++taken;
    }
  }
}

}  // namespace afterglow
