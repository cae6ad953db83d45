#include "decide/selection.h"

#include <algorithm>

namespace afterglow {
namespace {

// The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014): every bit of the input reaches every bit of the output.
std::uint64_t Mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

bool Has(const std::vector<std::uint32_t>& list, std::uint32_t number) {
  return std::find(list.begin(), list.end(), number) != list.end();
}

}  // namespace

Selection::Selection(const SelectionRules& rules, std::vector<Candidate>& candidates)
    : rules_(rules), candidates_(candidates), ranking_(candidates) {
  DropPoor();
}

void Selection::DropPoor() {
  for (Candidate& candidate : candidates_) {
    if (!candidate.removal.stands() || candidate.pinned) continue;
    const auto reserve =
        static_cast<double>(rules_.reserves[static_cast<std::size_t>(candidate.type)]);
    if (candidate.probability <= 0) {
      candidate.removal.by = Removed::kUnlikely;
    } else if (candidate.expected_value < reserve) {
      candidate.removal.by = Removed::kBelowReserve;
    }
  }
}

Removed Selection::Refuses(const std::vector<std::uint32_t>& taken,
                           const Candidate& candidate) const {
  if (taken.size() >= rules_.places) return Removed::kNoPlace;
  const bool is_product = candidate.type == OfferType::kProduct;
  std::size_t of_type = 0, of_category = 0;
  for (const std::uint32_t number : taken) {
    const Candidate& other = candidates_[number];
    if (other.type != candidate.type) continue;
    ++of_type;
    of_category += other.category == candidate.category ? 1 : 0;
  }
  if (candidate.type == OfferType::kPartner && of_type >= rules_.most_partners) {
    return Removed::kPartnerShare;
  }
  if (rules_.places_per_category == 0) return Removed::kNot;
  if (is_product) {
    return candidate.category != 0 && of_category >= rules_.places_per_category
               ? Removed::kCategoryQuota
               : Removed::kNot;
  }
  return of_type >= rules_.places_per_category ? Removed::kTypeQuota : Removed::kNot;
}

std::vector<std::uint32_t> Selection::Fill(std::uint32_t leader) {
  std::vector<std::uint32_t> list;
  const auto take = [&](std::uint32_t number) {
    if (!Has(list, number) && Refuses(list, candidates_[number]) == Removed::kNot) {
      list.push_back(number);
    }
  };
  for (std::size_t rank = 0; rank < ranking_.size() && list.size() < rules_.places; ++rank) {
    const std::uint32_t number = ranking_.at(rank);
    const Candidate& candidate = candidates_[number];
    if (!candidate.removal.stands()) continue;
    if (!candidate.pinned && leader != kNobody) take(leader);
    take(number);
  }
  return list;
}

std::vector<std::uint32_t> Selection::Leaders() {
  std::vector<std::uint32_t> pinned, leaders;
  for (std::size_t rank = 0; rank < ranking_.size() && leaders.size() < kExplored; ++rank) {
    const std::uint32_t number = ranking_.at(rank);
    const Candidate& candidate = candidates_[number];
    if (!candidate.removal.stands() || Refuses(pinned, candidate) != Removed::kNot) continue;
    (candidate.pinned ? pinned : leaders).push_back(number);
  }
  return leaders;
}

std::vector<std::uint32_t> Selection::Choose() {
  std::vector<std::uint32_t> chosen = Fill(kNobody);
  for (const std::uint32_t number : chosen) candidates_[number].propensity = 1;
  // ε as the draw has it, so that the propensities are exact.
  const auto threshold = static_cast<std::uint64_t>(rules_.exploration_share * 0x1p32);
  if (threshold == 0) return chosen;
  const std::vector<std::uint32_t> leaders = Leaders();
  if (leaders.size() < 2) return chosen;

  const double share = static_cast<double>(threshold) * 0x1p-32;
  const auto count = static_cast<double>(leaders.size());
  const std::uint64_t random = Mix(rules_.random);
  const bool explores = (random >> 32U) < threshold;
  const auto drawn = static_cast<std::size_t>(((random & 0xffffffffU) * leaders.size()) >> 32U);
  for (Candidate& candidate : candidates_) candidate.propensity *= 1 - share;
  for (std::size_t i = 0; i < leaders.size(); ++i) {
    std::vector<std::uint32_t> list = Fill(leaders[i]);
    for (const std::uint32_t number : list) candidates_[number].propensity += share / count;
    if (explores && i == drawn) chosen = std::move(list);
  }
  return chosen;
}

void Selection::Explain(const std::vector<std::uint32_t>& chosen) {
  std::vector<std::uint32_t> taken;
  for (std::size_t rank = 0; rank < ranking_.size(); ++rank) {
    const std::uint32_t number = ranking_.at(rank);
    Candidate& candidate = candidates_[number];
    if (!candidate.removal.stands()) continue;
    if (Has(chosen, number)) {
      taken.push_back(number);
      continue;
    }
    const Removed why = Refuses(taken, candidate);
    // It would fit: exploration took its place.
    candidate.removal.by = why == Removed::kNot ? Removed::kNoPlace : why;
  }
}

}  // namespace afterglow
