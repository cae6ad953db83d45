// Whether the conditions of an offer or a rule are met by an order, its buyer and the moment.
#pragma once

#include <array>
#include <cstdint>

#include "decide/decision_work.h"
#include "decide/order_facts.h"
#include "decide/removal.h"
#include "model/offers.h"
#include "model/overlay.h"

namespace afterglow {

class Eligibility {
 public:
  // `overlay`: null when there is none, or none that holds. All must outlive the object.
  Eligibility(const Offers& offers, const OrderFacts& facts, const Overlay* overlay,
              DecisionWork& work)
      : offers_(offers), facts_(facts), overlay_(overlay), work_(work) {}

  struct Answer {
    Removal removal;
    const OrderFacts::Line* line = nullptr;  // the dearest that meets all conditions on lines
  };
  // `id_hash` is the offer's, for its frequency cap; `attach` asks for a line also without
  // conditions on lines. Not met when `work` is used up.
  Answer Check(const ConditionLists& lists, std::uint64_t id_hash, bool attach);

 private:
  // What holds for every offer with the same conditions on the order.
  struct Known {
    std::uint32_t first = 0, count = 0;
    Removal removal;
  };
  Removal OrderMeets(const ConditionLists& lists, std::uint64_t id_hash);
  // `personal`: set when the answer hangs on the offer itself.
  Removal Examine(const ConditionLists& lists, std::uint64_t id_hash, bool& personal) const;
  // Null: no line meets all of the conditions on lines.
  const OrderFacts::Line* FindLine(const ConditionLists& lists) const;
  enum class Met : std::uint8_t { kYes, kNo, kUnknown };
  Met Meets(const ConditionRecord& condition, std::uint64_t id_hash) const;
  bool LineMeets(const ConditionRecord& condition, const OrderFacts::Line& line) const;
  bool IsSubscribed(const ConditionRecord& condition) const;
  bool InStock(const ConditionRecord& condition) const;
  bool Consented(const ConditionRecord& condition) const;
  std::uint32_t TimesSeen(std::uint64_t id_hash, std::int64_t days) const;

  const Offers& offers_;
  const OrderFacts& facts_;
  const Overlay* overlay_;
  DecisionWork& work_;
  std::array<Known, 16> known_;  // at the first condition's number modulo its size
};

}  // namespace afterglow
