// From the ranking to what is shown: the cuts of reserve, variety and places, and exploration.
//
// Exploration with exact propensities. The usual list is filled from the best down. In a share ε of
// decisions one of the n best candidates that could lead (the usual leader among them) is drawn
// with equal chance and stands first; the rest is filled as ever. Each of the n + 1 lists is worked
// out, so the chance that a candidate is shown is known exactly:
//   propensity = (1 − ε)·[in the usual list] + ε/n · (lists that hold it, of the n led by a drawn
//   one)
// Over all candidates propensities add up to the expected number of offers shown. What the merchant
// pinned stays in front and is not drawn for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "decide/candidate.h"
#include "decide/ranking.h"

namespace afterglow {

// How many candidates exploration draws from.
inline constexpr std::size_t kExplored = 8;

struct SelectionRules {
  std::array<std::int64_t, kOfferTypeCount> reserves = {};  // least expected value shown, per type
  std::size_t places = 4;
  std::size_t places_per_category = 2;  // products of a category, or others of a type; 0: no quota
  std::size_t most_partners = 4;
  double exploration_share = 0;  // ε
  std::uint64_t random = 0;      // any number: the same one draws the same
};

class Selection {
 public:
  // Removes from `candidates` what is unlikely or below the reserve. They must outlive it.
  Selection(const SelectionRules& rules, std::vector<Candidate>& candidates);

  // The numbers of those to be shown, best first; sets the propensities of all.
  std::vector<std::uint32_t> Choose();
  // Gives every other candidate the reason why it is not in `chosen`.
  void Explain(const std::vector<std::uint32_t>& chosen);
  Ranking& ranking() { return ranking_; }

 private:
  static constexpr std::uint32_t kNobody = 0xffffffffU;

  void DropPoor();
  std::vector<std::uint32_t> Fill(std::uint32_t leader);
  std::vector<std::uint32_t> Leaders();
  // Whether one more fits beside those taken; if not, why.
  Removed Refuses(const std::vector<std::uint32_t>& taken, const Candidate& candidate) const;

  const SelectionRules& rules_;
  std::vector<Candidate>& candidates_;
  Ranking ranking_;
};

}  // namespace afterglow
