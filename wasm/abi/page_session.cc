#include "abi/page_session.h"

#include <algorithm>
#include <utility>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "order/order_reader.h"
#include "render/render.h"

namespace afterglow {
namespace {

// A page that is nothing but payloads must not fill the memory.
constexpr std::size_t kMostOrdersOnPage = 32;

// What stands behind a splice is not scanned: a page is looked at in pieces of so many bytes.
constexpr std::size_t kScannedAtOnce = 2048;

constexpr int kHeaderRank = 0;
// Sources by preference, after the header.
int RankOf(PayloadSource source) { return 1 + static_cast<int>(source); }

// Text in another charset as UTF-8: what is not ASCII becomes U+FFFD. No SKU, number or date is
// lost in that, names are not needed. With `in_pairs` a byte from 0x81 takes its neighbour with it,
// as in Shift_JIS, GBK and Big5, where that neighbour may look like a backslash.
std::string AsUtf8(std::string_view text, bool in_pairs) {
  std::string out;
  while (!text.empty()) {
    const Utf8Character character = TakeUtf8(text);
    if (character.code_point < 0x80) {
      out += character.bytes;
      continue;
    }
    out += "\xef\xbf\xbd";
    const bool takes_next = in_pairs && character.bytes.size() % 2 != 0 && !text.empty() &&
                            static_cast<std::uint8_t>(text[0]) >= 0x40;
    if (takes_next) text.remove_prefix(1);
  }
  return out;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    if (!TakeUtf8(text).valid) return false;
  }
  return true;
}

// Reads a payload of a page that may be in any superset of ASCII.
Result<Order> ReadInAnyCharset(std::string_view payload) {
  Result<Order> order = ReadOrder(payload);
  if (order.ok() || IsUtf8(payload)) return order;
  for (const bool in_pairs : {false, true}) {
    Result<Order> again = ReadOrder(AsUtf8(payload, in_pairs));
    if (again.ok()) return again;
  }
  return order;
}

void WriteSkipped(JsonWriter& json, const std::vector<PayloadSkipped>& skipped) {
  json.Key("skipped").BeginArray();
  for (const PayloadSkipped& skip : skipped) {
    json.BeginObject();
    json.Key("source").Text(PayloadSourceText(skip.source));
    json.Key("offset").Unsigned(skip.offset);
    json.Key("problem").Text(skip.reason);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

Result<std::unique_ptr<PageSession>> PageSession::Create(std::optional<DecisionSources> sources,
                                                         CallContext context) {
  Result<PageScanner> scanner = PageScanner::Create(context.page);
  if (!scanner.ok()) return scanner.error();
  return std::unique_ptr<PageSession>(
      new PageSession(sources, std::move(context), std::move(scanner.value())));
}

PageSession::PageSession(std::optional<DecisionSources> sources, CallContext context,
                         PageScanner scanner)
    : sources_(sources), context_(std::move(context)), scanner_(std::move(scanner)) {}

Status PageSession::UseOrder(std::string_view payload) {
  Read("header", kHeaderRank, {PayloadSource::kDataScript, 0, 0, std::string(payload)});
  if (orders_.back().order) return Nothing{};
  return Error{ErrorCode::kBadOrder, std::string(orders_.back().problem), 0};
}

void PageSession::Read(std::string_view source, int rank, const PayloadFound& found) {
  Result<Order> order = ReadInAnyCharset(found.text);
  OrderFound read{std::string(source), rank, found.offset, found.end, found.text.size(), {}, {}};
  if (order.ok()) {
    read.order = std::move(order.value());
  } else {
    read.problem = order.error().message;
  }
  orders_.push_back(std::move(read));
}

void PageSession::ReadNewPayloads() {
  const std::vector<PayloadFound>& payloads = scanner_.payloads();
  for (; payloads_read_ < payloads.size(); ++payloads_read_) {
    if (orders_.size() == kMostOrdersOnPage) return;
    const PayloadFound& found = payloads[payloads_read_];
    Read(PayloadSourceText(found.source), RankOf(found.source), found);
  }
}

PageStep PageSession::Write(std::string_view chunk) {
  written_ += chunk.size();
  if (outcome_ != PageOutcome::kPending) return Finish(outcome_);
  for (;;) {
    const Status status = scanner_.Write(chunk.substr(0, kScannedAtOnce));
    if (!status.ok()) return Fail(status.error());
    ReadNewPayloads();
    const PageStep step = Step(false);
    chunk.remove_prefix(std::min(chunk.size(), kScannedAtOnce));
    if (step.done || chunk.empty()) return step;
  }
}

PageStep PageSession::End() {
  if (outcome_ != PageOutcome::kPending) return Finish(outcome_);
  const Status status = scanner_.End();
  if (!status.ok()) return Fail(status.error());
  ReadNewPayloads();
  PageStep step = Step(true);
  // A survey goes on to here once it has found its place.
  if (outcome_ == PageOutcome::kPending) step = Finish(PageOutcome::kPlaced);
  return step;
}

PageStep PageSession::Step(bool at_end) {
  if (spliced_slot_) return Hold(scanner_.safe_offset());
  const std::vector<SlotFound>& slots = scanner_.slots();
  for (; slots_passed_ < slots.size(); ++slots_passed_) {
    const SlotFound& slot = slots[slots_passed_];
    const std::uint64_t limit = slot.offset + context_.hold;
    const bool waited =
        is_fallback(slot) ? scanner_.safe_offset() > limit : scanner_.scanned() > limit;
    if (is_fallback(slot)) {
      const SlotFound* better = BetterThan(slots_passed_);
      if (better != nullptr) return Use(*better, *OrderFor(*better));
      if (!waited && !at_end) return Hold(slot.offset);
    }
    const OrderFound* found = OrderFor(slot);
    if (found != nullptr) return Use(slot, *found);
    if (!waited && !at_end) return Hold(slot.offset);
  }
  if (!at_end) return Hold(scanner_.safe_offset());
  const bool any_order = std::any_of(orders_.begin(), orders_.end(), [](const OrderFound& found) {
    return found.order.has_value();
  });
  return Finish(any_order ? PageOutcome::kNoSlot : PageOutcome::kNoOrder);
}

bool PageSession::is_fallback(const SlotFound& slot) const {
  return slot.rule >= context_.page.slots.size();
}

// The order to decide on for this slot, as promised in the header.
const PageSession::OrderFound* PageSession::OrderFor(const SlotFound& slot) const {
  const OrderFound* best = nullptr;
  for (const OrderFound& found : orders_) {
    if (!found.order) continue;
    if (found.end > slot.offset) {
      return best == nullptr && found.end <= slot.offset + context_.hold ? &found : best;
    }
    if (best == nullptr || found.rank < best->rank) best = &found;
  }
  return best;
}

// A slot close enough behind a fallback to be preferred, and with an order.
const SlotFound* PageSession::BetterThan(std::size_t fallback) const {
  const std::vector<SlotFound>& slots = scanner_.slots();
  const std::uint64_t limit = slots[fallback].offset + context_.hold;
  for (std::size_t i = fallback + 1; i < slots.size(); ++i) {
    if (is_fallback(slots[i]) || slots[i].offset > limit) continue;
    if (OrderFor(slots[i]) != nullptr) return &slots[i];
  }
  return nullptr;
}

PageStep PageSession::Hold(std::uint64_t from) {
  PageStep step;
  step.release = std::min(from, scanner_.safe_offset());
  return step;
}

PageStep PageSession::Use(const SlotFound& slot, const OrderFound& found) {
  if (!context_.survey) return Splice(slot, found);
  spliced_slot_ = slot;
  order_used_ = static_cast<std::size_t>(&found - orders_.data());
  return Hold(scanner_.safe_offset());
}

PageStep PageSession::Splice(const SlotFound& slot, const OrderFound& found) {
  DecisionContext context = context_.decision;
  if (context.locale.empty() && found.order->locale.empty()) context.locale = scanner_.language();
  decision_.emplace(Decide(*sources_, *found.order, context));
  RenderOptions options = context_.render;
  // A nonce from further down would be there or not depending on how the page was cut.
  if (options.nonce.empty() && scanner_.nonce_end() <= slot.offset)
    options.nonce = scanner_.nonce();
  Result<std::string> html = Render(sources_->model, *decision_, options);
  if (!html.ok()) return Fail(html.error());
  splice_ = std::move(html.value());
  if (splice_.empty()) {
    const bool held_out = decision_->arm == "holdout";
    return Finish(held_out ? PageOutcome::kHoldout : PageOutcome::kNothing);
  }
  spliced_slot_ = slot;
  PageStep step = Finish(PageOutcome::kSpliced);
  step.splice_at = slot.offset;
  step.splice_end = slot.end;
  step.splice = splice_;
  return step;
}

PageStep PageSession::Finish(PageOutcome outcome) {
  outcome_ = outcome;
  PageStep step;
  step.release = written_;
  step.done = true;
  return step;
}

PageStep PageSession::Fail(const Error& error) {
  error_ = error;
  return Finish(PageOutcome::kFailed);
}

std::string PageSession::Report() const {
  JsonWriter json;
  json.BeginObject();
  json.Key("outcome").Text(PageOutcomeText(outcome_));
  if (error_) json.Key("reason").Text(error_->message);
  json.Key("payloads").BeginArray();
  for (const OrderFound& found : orders_) {
    json.BeginObject();
    json.Key("source").Text(found.source);
    json.Key("offset").Unsigned(found.offset);
    json.Key("size").Unsigned(found.size);
    if (found.order) {
      json.Key("order").Raw(OrderToJson(*found.order));
    } else {
      json.Key("problem").Text(found.problem);
    }
    if (context_.survey) {
      json.Key("used").Boolean(spliced_slot_ && &found == &orders_[order_used_]);
    }
    json.EndObject();
  }
  json.EndArray();
  if (context_.survey) WriteSkipped(json, scanner_.skipped_payloads());
  json.Key("slots").BeginArray();
  for (const SlotFound& slot : scanner_.slots()) {
    const std::vector<SlotRule>& slots = context_.page.slots;
    const SlotRule& rule =
        is_fallback(slot) ? context_.page.fallbacks[slot.rule - slots.size()] : slots[slot.rule];
    json.BeginObject();
    json.Key("selector").Text(rule.selector);
    json.Key("fallback").Boolean(is_fallback(slot));
    json.Key("offset").Unsigned(slot.offset);
    json.Key("used").Boolean(spliced_slot_ && spliced_slot_->offset == slot.offset &&
                             spliced_slot_->rule == slot.rule);
    json.EndObject();
  }
  json.EndArray();
  if (decision_) json.Key("decision").Raw(DecisionToJson(*decision_));
  json.EndObject();
  return json.Take();
}

std::string_view PageOutcomeText(PageOutcome outcome) {
  switch (outcome) {
    case PageOutcome::kPending:
      return "pending";
    case PageOutcome::kSpliced:
      return "spliced";
    case PageOutcome::kPlaced:
      return "placed";
    case PageOutcome::kNothing:
      return "nothing";
    case PageOutcome::kHoldout:
      return "holdout";
    case PageOutcome::kNoOrder:
      return "no-order";
    case PageOutcome::kNoSlot:
      return "no-slot";
    case PageOutcome::kFailed:
      break;
  }
  return "failed";
}

}  // namespace afterglow
