#include "decide/presentation.h"

#include <optional>
#include <utility>

namespace afterglow {

Presenter::Presenter(const Model& model, const LocaleData& words, const Order& order,
                     std::string locale)
    : model_(model), words_(words), order_(order), locale_(std::move(locale)) {}

// The model's prices are in the shop's currency. An order paid in another one is shown none: there
// is no rate here, and a wrong price is worse than no price.
bool Presenter::prices_apply() const {
  const Currency shop = model_.settings().currency;
  return shop.known() && (!order_.currency.known() || order_.currency == shop);
}

std::string Presenter::Reason(const Candidate& candidate) const {
  if (candidate.because.empty()) return std::string(words_.Word(locale_, Word::kPopular));
  const std::string title = model_.ReadCard(candidate.because.front()).title;
  if (title.empty()) return std::string(words_.Word(locale_, Word::kForYourOrder));
  return FillWord(words_.Word(locale_, Word::kGoesWith), title);
}

Offer Presenter::Present(const Candidate& candidate) const {
  Card card = model_.ReadCard(candidate.sku);
  Offer offer;
  offer.offer_id = candidate.offer_id;
  offer.type = candidate.type;
  offer.sku = model_.SkuText(candidate.sku);
  offer.title = card.title.empty() ? offer.sku : std::move(card.title);
  offer.call_to_action = std::string(words_.Word(locale_, Word::kView));
  offer.url = std::move(card.url);
  offer.image = std::move(card.image);
  if (candidate.price >= 0 && prices_apply()) {
    offer.price = Money{candidate.price, model_.settings().currency};
    offer.price_text = words_.FormatMoney(*offer.price, locale_);
  }
  offer.probability = candidate.probability;
  offer.value = candidate.value;
  offer.expected_value = candidate.expected_value;
  for (const SkuId sku : candidate.because) offer.because.push_back(model_.SkuText(sku));
  offer.reason = Reason(candidate);
  return offer;
}

}  // namespace afterglow
