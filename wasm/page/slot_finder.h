// Matches the slot rules against elements as they open and close, and keeps the places found.
//
// What is claimed, and what is not, is written out in docs/page.md: a place is claimed only when
// content put there becomes, in the browser's tree, what the rule says.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "page/open_elements.h"
#include "page/page_scanner.h"
#include "page/selector.h"

namespace afterglow {

// Where an element stands, as far as putting content there goes.
struct Standing {
  bool flow_before;  // content may stand right before its start tag
  bool flow_around;  // its parent takes flow content
  bool flow_inside;
  bool flow_at_start;  // right behind its start tag
  bool stays_open;
};

class SlotFinder {
 public:
  // Rules keep the order in which they are added. kBadArgument for a selector that cannot be read.
  Status Add(const SlotRule& rule);

  // What a start tag matches: a bit per rule that can use its element, and the selector steps that
  // its content is in, given those it is in itself.
  struct Match {
    std::uint64_t rules = 0;
    std::uint64_t steps = 0;
  };
  Match Find(const Tag& tag, std::uint64_t inherited) const;
  // Its element opened. When a rule needs its end, `element` becomes watched.
  void Opened(std::uint64_t rules, const Tag& tag, OpenElement& element, const Standing& standing);

  // A watched element closed. `begin` and `end` bound the tag that closed it, `flow_at_tag` says
  // whether content put before that tag stays there, `flow_after` whether content after it does.
  void Closed(const OpenElement& element, Closing how, std::uint64_t begin, std::uint64_t end,
              bool flow_at_tag, bool flow_after);
  // Elements that will not close by themselves end here.
  void AllEnd(std::uint64_t offset);

  const std::vector<SlotFound>& found() const { return found_; }
  // The least offset at which a slot may still be found; `next`, where the next tag may begin, at
  // most.
  std::uint64_t Earliest(std::uint64_t next) const;
  bool waiting() const { return waiting_ > 0; }  // for the end of an element
  bool complete() const { return open_rules_ == 0 && waiting_ == 0; }

 private:
  struct Step {
    Compound compound;
    std::uint64_t needs = 0;  // bit of the step outside it, 0 for the outermost
    std::uint64_t gives = 0;  // its own bit, 0 for the last
    std::size_t rule = 0;
  };
  struct Rule {
    SlotPosition position = SlotPosition::kAppend;
    std::uint32_t waits_for = 0;  // serial of the element whose end it needs
    std::uint64_t begin = 0;
  };

  void StopWaiting(std::size_t rule);
  void Found(std::size_t rule, std::uint64_t offset, std::uint64_t end);

  std::vector<Step> steps_;
  std::vector<Rule> rules_;
  std::vector<SlotFound> found_;
  std::uint64_t open_rules_ = 0;  // bits of the rules not found and not waiting
  int waiting_ = 0;
  unsigned bits_ = 0;
};

}  // namespace afterglow
