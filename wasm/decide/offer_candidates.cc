#include "decide/offer_candidates.h"

#include <algorithm>

#include "decide/product_candidates.h"
#include "decide/replenishment.h"

namespace afterglow {
namespace {

// The offer's own acceptance, the most specific there is.
double AcceptanceOf(const Offers& offers, const OfferRecord& offer, Touchpoint touchpoint,
                    Segment segment, DecisionWork& work) {
  float mean = offer.acceptance;
  int best = 0;
  if (!work.Take(offer.exceptions)) return 0;
  for (std::uint32_t i = 0; i < offer.exceptions; ++i) {
    const auto exception = offers.Exception(std::uint64_t{offer.first_exception} + i);
    if (!exception) continue;
    const bool any_touchpoint = exception->touchpoint == AcceptanceException::kAny;
    const bool any_segment = exception->segment == AcceptanceException::kAny;
    if (!any_touchpoint && exception->touchpoint != static_cast<std::uint8_t>(touchpoint)) continue;
    if (!any_segment && exception->segment != static_cast<std::uint8_t>(segment)) continue;
    const int specific = (any_touchpoint ? 0 : 2) + (any_segment ? 0 : 1);
    if (specific <= best) continue;
    best = specific;
    mean = exception->mean;
  }
  return static_cast<double>(mean);
}

// A share of money, rounded to the minor unit; nothing of what is not known.
std::int64_t ShareOf(std::int64_t base, float share) {
  if (base < 0) return -1;
  return static_cast<std::int64_t>(static_cast<double>(base) * static_cast<double>(share) + 0.5);
}

class OfferSource {
 public:
  OfferSource(const Shop& shop, Eligibility& eligibility) : shop_(shop), eligibility_(eligibility) {
    const Currency ours = shop.offers.currency(), theirs = shop.facts.order().currency;
    other_currency_ = ours.known() && theirs.known() && ours != theirs;
  }

  void Append(std::uint32_t number, const OfferRecord& offer,
              std::vector<Candidate>& candidates) const {
    // What is not eligible needs no candidate, unless somebody asks why.
    const bool explain = shop_.facts.context().explain;
    const Removed refusal = Refusal(offer);
    if (refusal != Removed::kNot && !explain) return;
    const Eligibility::Answer answer =
        eligibility_.Check(offer.conditions, offer.id_hash, offer.attach != 0);
    if (!answer.removal.stands() && !explain) return;
    Candidate& candidate = candidates.emplace_back();
    candidate.offer = number;
    candidate.type = static_cast<OfferType>(offer.type);
    candidate.priority = offer.priority;
    candidate.removal = refusal == Removed::kNot ? answer.removal : Removal{refusal};
    if (answer.line != nullptr) candidate.line = answer.line->number;
    Value(offer, answer.line, candidate);
    if (!candidate.removal.stands() && !explain) candidates.pop_back();
  }

 private:
  // Whatever the conditions say.
  Removed Refusal(const OfferRecord& offer) const {
    const DecisionContext& context = shop_.facts.context();
    if (static_cast<OfferType>(offer.type) == OfferType::kReview &&
        !AfterDelivery(context.touchpoint) && shop_.facts.order().kind == OrderKind::kPurchase) {
      return Removed::kTooEarly;
    }
    if (other_currency_) return Removed::kOtherCurrency;
    const bool on =
        shop_.overlay == nullptr || shop_.overlay->OfferSwitchByHash(offer.id_hash).value_or(true);
    return on ? Removed::kNot : Removed::kSwitchedOff;
  }

  // `line`: the one it attaches to, or null.
  void Value(const OfferRecord& offer, const OrderFacts::Line* line, Candidate& candidate) const {
    candidate.probability = AcceptanceOf(shop_.offers, offer, shop_.facts.context().touchpoint,
                                         shop_.facts.segment(), shop_.work);
    if (candidate.type == OfferType::kProduct) AsProduct(offer, candidate);
    if (offer.price >= 0) {
      candidate.price = offer.price;
    } else if (offer.price_share > 0 && line != nullptr) {
      candidate.price = ShareOf(line->unit_price, offer.price_share);
    }
    if (offer.value >= 0) {
      candidate.value = offer.value;
    } else if (offer.value_share > 0) {
      candidate.value = std::max<std::int64_t>(0, ShareOf(candidate.price, offer.value_share));
    }
    candidate.expected_value = candidate.probability * static_cast<double>(candidate.value);
  }

  // What the catalogue, the order and the score say of the offer's product.
  void AsProduct(const OfferRecord& offer, Candidate& candidate) const {
    const Model& model = shop_.sources.model;
    const std::string_view sku = shop_.offers.Text(offer.sku);
    candidate.sku = model.Find(sku).value_or(kNoSku);
    Facts facts = model.facts(candidate.sku);
    if (shop_.overlay != nullptr) {
      ApplyToday(shop_.overlay->FindByHash(offer.sku_hash), facts, candidate.removal);
    }
    candidate.category = facts.category;
    const Removal repeated = Repeated(sku, offer.sku_hash, candidate);
    if (candidate.removal.stands()) candidate.removal = repeated;
    const std::optional<float> score = shop_.sources.scorer.ScoreOf(candidate.sku);
    if (!candidate.due && score) {
      candidate.score = *score;
      candidate.probability = static_cast<double>(model.Probability(*score));
    }
    // A price of the offer's own moves a known margin by as much.
    ApplyPrice(offer.price, facts);
    candidate.price = facts.price;
    candidate.value = MarginOf(facts, model.settings().margin_share);
  }

  // What is in the order already, or was bought before, is offered only where repeats are, and from
  // the order only what is due.
  Removal Repeated(std::string_view sku, std::uint64_t sku_hash, Candidate& candidate) const {
    for (const OrderFacts::Line& line : shop_.facts.lines()) {
      if (line.sku_hash != sku_hash) continue;
      candidate.due = IsDue(shop_.sources.model, shop_.facts, line);
      if (!candidate.due) return {Removed::kInOrder};
      candidate.line = line.number;
      candidate.probability =
          static_cast<double>(shop_.sources.model.repurchase(line.sku).propensity);
      return {};
    }
    if (AfterDelivery(shop_.facts.context().touchpoint)) return {};
    for (const std::string& prior : shop_.facts.order().customer.prior_skus) {
      if (prior == sku) return {Removed::kBoughtBefore};
    }
    return {};
  }

  const Shop& shop_;
  Eligibility& eligibility_;
  bool other_currency_ = false;
};

}  // namespace

void AppendOfferCandidates(const Shop& shop, Eligibility& eligibility,
                           std::vector<Candidate>& candidates) {
  const OfferSource source(shop, eligibility);
  for (std::uint32_t i = 0; i < shop.offers.count(); ++i) {
    const std::optional<OfferRecord> offer = shop.offers.Offer(i);
    if (offer) source.Append(i, *offer, candidates);
  }
}

}  // namespace afterglow
