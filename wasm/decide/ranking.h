// The candidates from the best down, put in order only as far as somebody looks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "decide/candidate.h"

namespace afterglow {

// Pinned before the rest; by falling expected value × boost; ties: the higher priority, then the
// higher score, then the offers file before the catalogue, each in its own order.
bool RanksBefore(const Candidate& a, const Candidate& b);

class Ranking {
 public:
  // `candidates` must outlive the ranking and stay as they are where RanksBefore looks.
  explicit Ranking(const std::vector<Candidate>& candidates);

  std::size_t size() const { return candidates_.size(); }
  // The number of the candidate that stands at `rank`, 0 the best. Precondition: rank < size().
  std::uint32_t at(std::size_t rank);

 private:
  // What decides nearly always, side by side in memory.
  struct Entry {
    double worth;
    std::uint32_t number;
    bool pinned;
  };
  bool Before(const Entry& a, const Entry& b) const;
  void SiftDown(std::size_t parent);

  const std::vector<Candidate>& candidates_;
  std::vector<std::uint32_t> ranked_;  // best first, as far as looked at
  std::vector<Entry> heap_;            // the rest: a heap with the best on top
};

}  // namespace afterglow
