// One confirmation page on its way through: scanner, order readers, decision and renderer put
// together. Says what may go out and what to splice in where; never holds the page's bytes.
//
//   Result<PageSession> session = PageSession::Create(sources, context);
//   session.UseOrder(header);            // when the order is known before the page
//   PageStep step = session.Write(chunk) // … for every chunk
//   PageStep last = session.End();
//
// What is spliced does not depend on how the page was cut into chunks:
// - a slot is used with the best order that the page gave before it (header, data script, JSON-LD,
//   dataLayer, DOM tags), else with the first order found within context.hold bytes behind it;
//   bytes from the slot on are held back that long. Without an order by then the slot is given up.
// - a fallback is used in the same way, once no slot was found within context.hold bytes behind it.
// Any failure ends the session with the page as it is.
//
// A survey (context.survey) follows the same rules, but goes on to the page's end and decides
// nothing: its report says what an order would be taken from, and where its offer would go.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "abi/context.h"
#include "base/result.h"
#include "decide/decide.h"
#include "model/model.h"
#include "order/order.h"
#include "page/page_scanner.h"
#include "score/scorer.h"

namespace afterglow {

struct PageStep {
  std::uint64_t release = 0;    // bytes of the page, from its start, that may go out now
  std::uint64_t splice_at = 0;  // meaningful with a splice
  std::uint64_t splice_end = 0;
  std::string_view splice;  // empty: none in this step; valid until the next call
  bool done = false;        // nothing more will change
};

enum class PageOutcome : std::uint8_t {
  kPending,  // the page goes on
  kSpliced,  // an offer was put in
  kPlaced,   // a survey found an order and a place for its offer
  kNothing,  // the order was read; there is nothing to offer
  kHoldout,  // the unit is in the holdout arm
  kNoOrder,  // the page ended without an order that can be read
  kNoSlot,   // the page ended without a place
  kFailed,   // an error: see report
};

class PageSession {
 public:
  // Without sources only surveys can be made.
  static Result<std::unique_ptr<PageSession>> Create(std::optional<DecisionSources> sources,
                                                     CallContext context);
  PageSession(const PageSession&) = delete;
  PageSession& operator=(const PageSession&) = delete;

  Status UseOrder(std::string_view payload);
  PageStep Write(std::string_view chunk);
  PageStep End();

  PageOutcome outcome() const { return outcome_; }
  // What happened, as JSON; the shape is in scorer_abi.h.
  std::string Report() const;

 private:
  struct OrderFound {
    std::string source;
    int rank;                   // of the source; smaller is better
    std::uint64_t offset, end;  // in the page
    std::size_t size;           // of the payload
    std::optional<Order> order;
    std::string problem;  // why there is no order
  };

  PageSession(std::optional<DecisionSources> sources, CallContext context, PageScanner scanner);
  void Read(std::string_view source, int rank, const PayloadFound& found);
  void ReadNewPayloads();
  PageStep Step(bool at_end);
  PageStep Hold(std::uint64_t from);
  PageStep Use(const SlotFound& slot, const OrderFound& found);
  PageStep Splice(const SlotFound& slot, const OrderFound& found);
  PageStep Finish(PageOutcome outcome);
  PageStep Fail(const Error& error);

  const OrderFound* OrderFor(const SlotFound& slot) const;
  const SlotFound* BetterThan(std::size_t fallback) const;
  bool is_fallback(const SlotFound& slot) const;

  std::optional<DecisionSources> sources_;
  CallContext context_;
  PageScanner scanner_;
  std::uint64_t written_ = 0;
  PageOutcome outcome_ = PageOutcome::kPending;
  std::optional<Error> error_;
  std::vector<OrderFound> orders_;  // everything that looked like an order, in page order
  std::size_t payloads_read_ = 0;
  std::size_t slots_passed_ = 0;  // slots before this one were given up
  std::optional<Decision> decision_;
  std::optional<SlotFound> spliced_slot_;
  std::size_t order_used_ = 0;  // of a survey, in orders_; meaningful with spliced_slot_
  std::string splice_;
};

std::string_view PageOutcomeText(PageOutcome outcome);

}  // namespace afterglow
