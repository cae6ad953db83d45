#include "decide/decide.h"

#include <algorithm>
#include <bitset>
#include <vector>

#include "base/sentence.h"
#include "decide/bucketing.h"
#include "decide/candidate.h"
#include "decide/decision_id.h"
#include "decide/merchant_rules.h"
#include "decide/offer_candidates.h"
#include "decide/presentation.h"
#include "decide/product_candidates.h"
#include "decide/replenishment.h"
#include "decide/selection.h"

namespace afterglow {
namespace {

const std::string& UnitOf(const Order& order, const DecisionContext& context) {
  if (!context.unit.empty()) return context.unit;
  return order.customer.id.empty() ? order.order_id : order.customer.id;
}

// The caller's, the offers file's, one on a small screen, else the settings'.
std::size_t PlacesOf(const Shop& shop) {
  const DecisionContext& context = shop.facts.context();
  const std::uint8_t places = shop.offers.places(context.touchpoint);
  if (context.places) return *context.places;
  if (places != OfferBook::kUsualPlaces) return places;
  return context.touchpoint == Touchpoint::kPush ? 1 : shop.sources.model.settings().places;
}

SelectionRules RulesFor(const Shop& shop, std::uint64_t random) {
  const Settings& settings = shop.sources.model.settings();
  SelectionRules rules;
  for (std::size_t type = 0; type < kOfferTypeCount; ++type) {
    const std::int64_t reserve =
        shop.offers.reserve(shop.facts.context().touchpoint, static_cast<OfferType>(type));
    rules.reserves[type] = reserve == OfferBook::kUsualReserve ? settings.reserve : reserve;
  }
  rules.places = PlacesOf(shop);
  rules.places_per_category = settings.places_per_category;
  // A hair more, so that a quarter of four is one.
  rules.most_partners = static_cast<std::size_t>(
      static_cast<double>(shop.offers.partner_share()) * static_cast<double>(rules.places) + 1e-6);
  rules.exploration_share = static_cast<double>(settings.exploration_share);
  rules.random = random;
  return rules;
}

// The merchant's own offer of a product stands for the model's candidate of the same product.
void DropReplaced(std::size_t offers, std::vector<Candidate>& candidates) {
  std::vector<std::uint32_t> own;
  std::bitset<512> marks;  // most candidates are none of them, and need no look at the list
  for (std::size_t i = 0; i < offers; ++i) {
    if (candidates[i].sku == kNoSku || !candidates[i].removal.stands()) continue;
    own.push_back(candidates[i].sku);
    marks.set(candidates[i].sku % marks.size());
  }
  for (std::size_t i = offers; i < candidates.size(); ++i) {
    const std::uint32_t sku = candidates[i].sku;
    if (!marks.test(sku % marks.size())) continue;
    if (std::find(own.begin(), own.end(), sku) != own.end()) {
      candidates[i].removal.by = Removed::kReplaced;
    }
  }
}

std::vector<Candidate> Gather(const Shop& shop) {
  const std::span<const Scored> scored = ScoreProducts(shop);
  Eligibility eligibility(shop.offers, shop.facts, shop.overlay, shop.work);
  std::vector<Candidate> candidates;
  candidates.reserve(scored.size() + shop.offers.count());
  AppendOfferCandidates(shop, eligibility, candidates);
  const std::size_t offers = candidates.size();
  AppendDueCandidates(shop, candidates);
  AppendProductCandidates(shop, scored, candidates);
  DropReplaced(offers, candidates);
  const MerchantRules rules(shop.sources.model, shop.offers, eligibility, shop.work);
  for (Candidate& candidate : candidates) rules.Apply(candidate);
  if (shop.work.used_up()) candidates.clear();
  return candidates;
}

std::vector<Offer> Presented(const Presenter& presenter, const std::vector<Candidate>& candidates,
                             const std::vector<std::uint32_t>& numbers) {
  std::vector<Offer> offers(numbers.size());
  for (std::size_t i = 0; i < offers.size(); ++i) {
    presenter.Present(candidates[numbers[i]], offers[i]);
  }
  return offers;
}

// An order that contradicts itself, or the shop, is decided on as far as it goes; the log says so.
void NoteContradictions(const Order& order, Currency shop, std::vector<std::string>& notes) {
  const std::int64_t sum = OrderFacts::SumOfLines(order);
  const int exponent = order.currency.exponent();
  if (order.total && *order.total < sum) {
    notes.push_back(Sentence() << "the order's total of " << FormatDecimal(*order.total, exponent)
                               << " is below its lines' sum of " << FormatDecimal(sum, exponent));
  }
  if (!shop.known() || order.currency == shop) return;
  notes.push_back(Sentence() << "the shop's prices are in " << shop.text()
                             << (order.currency.known() ? ", the order is in "
                                                        : " and the order names no currency")
                             << order.currency.text());
}

}  // namespace

Decision Decide(const DecisionSources& sources, const Order& order,
                const DecisionContext& context) {
  const Model& model = sources.model;
  const bool overlay_holds = sources.overlay != nullptr && sources.overlay->ValidAt(context.now);
  const Offers offers = Offers::Open(model.Opaque("OFFR"));
  const OrderFacts facts(model, offers, order, context);
  DecisionWork work;
  const Shop shop = {sources, overlay_holds ? sources.overlay : nullptr, offers, facts, work};

  Decision decision;
  decision.model = model.checksum_text();
  decision.touchpoint = context.touchpoint;
  decision.unit = UnitOf(order, context);
  decision.segment = facts.segment();
  decision.arm = context.arm;
  if (decision.arm.empty()) {
    decision.arm = ArmOf(offers.experiment_key(), decision.unit, model.settings().holdout_share);
  }
  const std::uint64_t name = DecisionNumber(decision, order, context);
  decision.decision_id = DecisionName(name);
  decision.next_contact_at = NextContact(shop);

  std::vector<Candidate> candidates = Gather(shop);
  const SelectionRules rules = RulesFor(shop, name);
  Selection selection(rules, candidates);
  const std::vector<std::uint32_t> chosen = selection.Choose();

  const LocaleData words = LocaleData::Open(model.Opaque("WORD"),
                                            context.locale.empty() ? order.locale : context.locale);
  decision.locale = words.locale();
  const Presenter presenter(shop, words);
  decision.offers = Presented(presenter, candidates, chosen);
  if (context.explain || chosen.empty()) selection.Explain(chosen);
  if (context.explain) {
    std::vector<std::uint32_t> withheld;
    for (std::size_t rank = 0; rank < candidates.size(); ++rank) {
      const std::uint32_t number = selection.ranking().at(rank);
      if (!candidates[number].removal.stands()) withheld.push_back(number);
    }
    decision.withheld = Presented(presenter, candidates, withheld);
  }

  NoteContradictions(order, model.settings().currency, decision.notes);
  if (sources.overlay != nullptr && !overlay_holds) {
    decision.notes.push_back("the overlay is not valid at this time and was not used");
  }
  if (work.used_up()) {
    decision.notes.push_back(
        "no offer: the offers file asks more of this order than a decision may take");
  } else if (candidates.empty()) {
    decision.notes.push_back("there is nothing to offer for this order");
  } else if (chosen.empty()) {
    const Candidate& best = candidates[selection.ranking().at(0)];
    decision.notes.push_back(RemovalText(best.removal, offers, facts).insert(0, "no offer: "));
  }
  return decision;
}

}  // namespace afterglow
