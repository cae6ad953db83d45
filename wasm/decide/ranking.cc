#include "decide/ranking.h"

#include <utility>

namespace afterglow {

namespace {

double WorthOf(const Candidate& candidate) { return candidate.expected_value * candidate.boost; }

}  // namespace

bool RanksBefore(const Candidate& a, const Candidate& b) {
  if (a.pinned != b.pinned) return a.pinned;
  const double a_worth = WorthOf(a), b_worth = WorthOf(b);
  if (a_worth != b_worth) return a_worth > b_worth;
  if (a.priority != b.priority) return a.priority > b.priority;
  if (a.score != b.score) return a.score > b.score;
  return a.offer != b.offer ? a.offer < b.offer : a.sku < b.sku;
}

Ranking::Ranking(const std::vector<Candidate>& candidates)
    : candidates_(candidates), heap_(candidates.size()) {
  for (std::uint32_t number = 0; number < heap_.size(); ++number) {
    heap_[number] = {WorthOf(candidates[number]), number, candidates[number].pinned};
  }
  for (std::size_t parent = heap_.size() / 2; parent-- > 0;) SiftDown(parent);
}

bool Ranking::Before(const Entry& a, const Entry& b) const {
  if (a.pinned == b.pinned && a.worth != b.worth) return a.worth > b.worth;
  return RanksBefore(candidates_[a.number], candidates_[b.number]);
}

void Ranking::SiftDown(std::size_t parent) {
  for (;;) {
    std::size_t child = 2 * parent + 1;
    if (child >= heap_.size()) return;
    if (child + 1 < heap_.size() && Before(heap_[child + 1], heap_[child])) ++child;
    if (!Before(heap_[child], heap_[parent])) return;
    std::swap(heap_[child], heap_[parent]);
    parent = child;
  }
}

std::uint32_t Ranking::at(std::size_t rank) {
  while (ranked_.size() <= rank) {
    ranked_.push_back(heap_.front().number);
    heap_.front() = heap_.back();
    heap_.pop_back();
    SiftDown(0);
  }
  return ranked_[rank];
}

}  // namespace afterglow
