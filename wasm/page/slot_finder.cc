#include "page/slot_finder.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace afterglow {
namespace {

constexpr std::uint64_t Bit(std::size_t rule) { return std::uint64_t{1} << rule; }

}  // namespace

Status SlotFinder::Add(const SlotRule& rule) {
  Result<Selector> selector = ParseSelector(rule.selector);
  if (!selector.ok()) return selector.error();
  if (rules_.size() == 64) {
    return Error{ErrorCode::kBadArgument, "there are more than 64 slot rules", 0};
  }
  std::uint64_t outer = 0;
  for (std::size_t i = 0; i < selector.value().size(); ++i) {
    const bool last = i + 1 == selector.value().size();
    if (!last && bits_ == 64) {
      return Error{ErrorCode::kBadArgument, "the slot selectors have more than 64 outer steps", 0};
    }
    const std::uint64_t gives = last ? 0 : std::uint64_t{1} << bits_++;
    steps_.push_back({std::move(selector.value()[i]), outer, gives, rules_.size()});
    outer = gives;
  }
  Rule added;
  added.position = rule.position;
  rules_.push_back(added);
  open_rules_ |= Bit(rules_.size() - 1);
  return Nothing{};
}

SlotFinder::Match SlotFinder::Find(const Tag& tag, std::uint64_t inherited) const {
  Match match{0, inherited};
  if (complete()) return match;
  for (const Step& step : steps_) {
    if ((step.needs & ~inherited) != 0 || !step.compound.Matches(tag)) continue;
    match.steps |= step.gives;
    if (step.gives == 0) match.rules |= Bit(step.rule) & open_rules_;
  }
  return match;
}

void SlotFinder::Opened(std::uint64_t rules, const Tag& tag, OpenElement& element,
                        const Standing& standing) {
  for (; rules != 0; rules &= rules - 1) {
    const auto index = static_cast<std::size_t>(std::countr_zero(rules));
    Rule& rule = rules_[index];
    bool waits = false;
    switch (rule.position) {
      case SlotPosition::kBefore:
        if (standing.flow_before) Found(index, tag.begin, tag.begin);
        break;
      case SlotPosition::kPrepend:
        if (standing.flow_at_start) Found(index, tag.end, tag.end);
        break;
      case SlotPosition::kAppend:
        waits = standing.flow_inside;
        break;
      case SlotPosition::kAfter:
        waits = standing.flow_around && standing.stays_open;
        if (standing.flow_around && !standing.stays_open) Found(index, tag.end, tag.end);
        break;
      case SlotPosition::kReplace:
        waits = standing.flow_before && standing.stays_open;
        if (standing.flow_before && !standing.stays_open) Found(index, tag.begin, tag.end);
        break;
    }
    if (!waits) continue;
    rule.waits_for = element.serial;
    rule.begin = tag.begin;
    open_rules_ &= ~Bit(index);
    ++waiting_;
    element.watched = true;
  }
}

void SlotFinder::Closed(const OpenElement& element, Closing how, std::uint64_t begin,
                        std::uint64_t end, bool flow_at_tag, bool flow_after) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    Rule& rule = rules_[i];
    if (rule.waits_for != element.serial) continue;
    StopWaiting(i);
    if (how == Closing::kMoved) continue;
    const bool own_tag = how == Closing::kEndTag;
    if (rule.position == SlotPosition::kAppend && flow_at_tag) Found(i, begin, begin);
    if (rule.position == SlotPosition::kAfter && own_tag && flow_after) Found(i, end, end);
    if (rule.position == SlotPosition::kReplace) Found(i, rule.begin, own_tag ? end : begin);
  }
}

void SlotFinder::AllEnd(std::uint64_t offset) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].waits_for == 0 || rules_[i].position != SlotPosition::kAppend) continue;
    StopWaiting(i);
    Found(i, offset, offset);
  }
}

void SlotFinder::StopWaiting(std::size_t rule) {
  rules_[rule].waits_for = 0;
  open_rules_ |= Bit(rule);
  --waiting_;
}

void SlotFinder::Found(std::size_t rule, std::uint64_t offset, std::uint64_t end) {
  open_rules_ &= ~Bit(rule);
  found_.push_back({rule, offset, end});
}

std::uint64_t SlotFinder::Earliest(std::uint64_t next) const {
  for (const Rule& rule : rules_) {
    if (rule.waits_for != 0 && rule.position == SlotPosition::kReplace) {
      next = std::min(next, rule.begin);
    }
  }
  return next;
}

}  // namespace afterglow
