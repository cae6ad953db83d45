#include "decide/ranking.h"

#include <utility>

namespace afterglow {

bool RanksBefore(const Candidate& a, const Candidate& b) {
  if (a.pinned != b.pinned) return a.pinned;
  const double a_value = a.expected_value * a.boost, b_value = b.expected_value * b.boost;
  if (a_value != b_value) return a_value > b_value;
  if (a.priority != b.priority) return a.priority > b.priority;
  if (a.score != b.score) return a.score > b.score;
  return a.offer != b.offer ? a.offer < b.offer : a.sku < b.sku;
}

Ranking::Ranking(const std::vector<Candidate>& candidates) : candidates_(candidates) {
  heap_.resize(candidates.size());
  for (std::size_t i = 0; i < heap_.size(); ++i) heap_[i] = static_cast<std::uint32_t>(i);
  for (std::size_t parent = heap_.size() / 2; parent-- > 0;) SiftDown(parent);
}

void Ranking::SiftDown(std::size_t parent) {
  for (;;) {
    std::size_t child = 2 * parent + 1;
    if (child >= heap_.size()) return;
    if (child + 1 < heap_.size() &&
        RanksBefore(candidates_[heap_[child + 1]], candidates_[heap_[child]])) {
      ++child;
    }
    if (!RanksBefore(candidates_[heap_[child]], candidates_[heap_[parent]])) return;
    std::swap(heap_[child], heap_[parent]);
    parent = child;
  }
}

std::uint32_t Ranking::at(std::size_t rank) {
  while (ranked_.size() <= rank) {
    ranked_.push_back(heap_.front());
    heap_.front() = heap_.back();
    heap_.pop_back();
    SiftDown(0);
  }
  return ranked_[rank];
}

}  // namespace afterglow
