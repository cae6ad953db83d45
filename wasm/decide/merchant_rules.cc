#include "decide/merchant_rules.h"

namespace afterglow {

MerchantRules::MerchantRules(const Model& model, const Offers& offers, Eligibility& eligibility,
                             DecisionWork& work)
    : model_(model), offers_(offers), work_(work) {
  for (std::uint32_t i = 0; i < offers.rule_count(); ++i) {
    const std::optional<RuleRecord> rule = offers.Rule(i);
    if (!rule) continue;
    if (eligibility.Check(rule->conditions, 0, false).removal.stands()) {
      rules_.push_back(i);
    }
  }
}

MerchantRules::Traits MerchantRules::TraitsOf(const Candidate& candidate) const {
  Traits traits = {};
  const auto set = [&](ConditionKind kind, std::uint64_t trait) { traits[PlaceOf(kind)] = trait; };
  set(ConditionKind::kOfferType, static_cast<std::uint64_t>(candidate.type));
  if (candidate.offer != kNoOffer) {
    const std::optional<OfferRecord> offer = offers_.Offer(candidate.offer);
    if (offer) {
      set(ConditionKind::kOfferId, offer->id_hash);
      set(ConditionKind::kPartnerCategory, offer->partner_category);
      set(ConditionKind::kPartnerBrand, offer->partner_brand);
      set(ConditionKind::kOfferSku, offer->sku_hash);
    }
  }
  // Texts of the model are unpacked only for rules that ask.
  if (candidate.sku != kNoSku && offers_.reads_skus()) {
    set(ConditionKind::kOfferSku, NameHash(model_.SkuText(candidate.sku)));
    if (candidate.category != 0) {
      set(ConditionKind::kOfferCategory, NameHash(model_.CategoryText(candidate.category)));
    }
  }
  return traits;
}

bool MerchantRules::Means(const RuleRecord& rule, const Traits& traits) const {
  if (!work_.Take(1 + std::uint64_t{rule.targets})) return false;
  for (std::uint32_t i = 0; i < rule.targets; ++i) {
    const std::optional<ConditionRecord> target =
        offers_.Condition(std::uint64_t{rule.first_target} + i);
    if (!target || PlaceOf(target->kind) >= traits.size()) continue;
    const std::uint64_t trait = traits[PlaceOf(target->kind)];
    if (offers_.SetHas(*target, trait) != (target->negated != 0)) return true;
  }
  return rule.targets == 0;
}

void MerchantRules::Apply(Candidate& candidate) const {
  if (rules_.empty() || !candidate.removal.stands()) return;
  const Traits traits = TraitsOf(candidate);
  for (const std::uint32_t number : rules_) {
    const std::optional<RuleRecord> rule = offers_.Rule(number);
    if (!rule || !Means(*rule, traits)) continue;
    switch (static_cast<RuleAction>(rule->action)) {
      case RuleAction::kBlock:
        candidate.removal = {Removed::kBlockedByRule, false, number};
        return;
      case RuleAction::kBoost:
        candidate.boost *= static_cast<double>(rule->factor);
        break;
      case RuleAction::kPin:
        candidate.pinned = true;
        break;
    }
  }
}

}  // namespace afterglow
