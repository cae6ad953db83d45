#include "decide/decide.h"

#include <vector>

#include "decide/candidate.h"
#include "decide/decision_id.h"
#include "decide/presentation.h"
#include "decide/product_candidates.h"
#include "decide/selection.h"

namespace afterglow {
namespace {

SelectionRules RulesFor(const Settings& settings, const DecisionContext& context) {
  SelectionRules rules;
  rules.reserve = static_cast<double>(settings.reserve);
  rules.places = context.places.value_or(settings.places);
  rules.places_per_category = settings.places_per_category;
  return rules;
}

std::string UnitOf(const Order& order, const DecisionContext& context) {
  if (!context.unit.empty()) return context.unit;
  return order.customer.id.empty() ? order.order_id : order.customer.id;
}

}  // namespace

Decision Decide(const DecisionSources& sources, const Order& order,
                const DecisionContext& context) {
  const Model& model = sources.model;
  const bool overlay_holds = sources.overlay != nullptr && sources.overlay->ValidAt(context.now);
  Decision decision;
  decision.model = model.checksum_text();
  decision.touchpoint = context.touchpoint;
  decision.unit = UnitOf(order, context);
  decision.decision_id = NameDecision(decision, order, context);

  std::vector<Candidate> candidates;
  AppendProductCandidates(sources, overlay_holds, order, candidates);
  Select(RulesFor(model.settings(), context), candidates);
  FindCauses(sources.scorer, candidates);

  const LocaleData words = LocaleData::Open(model.Opaque("WORD"));
  decision.locale = words.Negotiate(context.locale.empty() ? order.locale : context.locale);
  const Presenter presenter(model, words, order, decision.locale);
  for (const Candidate& candidate : candidates) {
    if (candidate.removed_by.empty()) {
      decision.offers.push_back(presenter.Present(candidate));
    } else if (context.explain) {
      decision.withheld.push_back({candidate.offer_id, candidate.removed_by});
    }
  }
  if (sources.overlay != nullptr && !overlay_holds) {
    decision.notes.emplace_back("the overlay is not valid at this time and was not used");
  }
  if (decision.offers.empty()) {
    decision.notes.push_back(candidates.empty() ? "the model has nothing to offer"
                                                : "no offer: " + candidates.front().removed_by);
  }
  return decision;
}

}  // namespace afterglow
