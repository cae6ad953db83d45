#include "decide/presentation.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace afterglow {
namespace {

constexpr std::size_t kMostCauses = 3;
constexpr std::size_t kMostCreatives = 256;  // of an offer, one for each language

// The tags of an offer's creatives, for NearestTag.
struct Creatives {
  const Offers& offers;
  const OfferRecord& offer;

  CreativeRecord Read(std::size_t i) const {
    return offers.Creative(std::uint64_t{offer.first_creative} + i).value_or(CreativeRecord{});
  }
};

}  // namespace

// The model's prices are in the shop's currency. An order paid in another one is shown none: there
// is no rate here, and a wrong price is worse than no price.
Currency Presenter::CurrencyOf(const Candidate& candidate) const {
  const Currency ours = candidate.offer == kNoOffer ? shop_.sources.model.settings().currency
                                                    : shop_.offers.currency();
  const Currency theirs = shop_.facts.order().currency;
  return candidate.price >= 0 && (!theirs.known() || theirs == ours) ? ours : Currency();
}

void Presenter::AddCauses(const Candidate& candidate, std::vector<std::string>& because) const {
  if (candidate.line != kNoLine) {
    because.push_back(std::string(shop_.facts.order().lines[candidate.line].sku));
  } else if (candidate.sku != kNoSku) {
    for (const SkuId sku : shop_.sources.scorer.Because(candidate.sku, kMostCauses)) {
      because.push_back(shop_.sources.model.SkuText(sku));
    }
  }
}

std::string Presenter::TitleOf(std::string_view sku) const {
  const Model& model = shop_.sources.model;
  return model.ReadCard(model.Find(sku).value_or(kNoSku)).title;
}

std::string Presenter::Reason(const Candidate& candidate,
                              const std::vector<std::string>& because) const {
  if (candidate.due) return std::string(words_.Word(Word::kTimeForMore));
  // A request for a review names itself what it is about.
  if (candidate.type == OfferType::kReview) return std::string(words_.Word(Word::kDelivered));
  if (because.empty()) {
    return std::string(
        words_.Word(candidate.type == OfferType::kProduct ? Word::kPopular : Word::kForCustomers));
  }
  const std::string title = TitleOf(because.front());
  if (title.empty()) return std::string(words_.Word(Word::kForYourOrder));
  return FillWord(words_.Word(Word::kGoesWith), title);
}

// The merchant's own words, where there are any.
void Presenter::Advertise(const Candidate& candidate, const std::string& line_title,
                          Offer& offer) const {
  const std::optional<OfferRecord> record = shop_.offers.Offer(candidate.offer);
  if (!record) return;
  offer.offer_id = shop_.offers.Text(record->id);
  if (candidate.type == OfferType::kPartner) {
    offer.disclosure = words_.Word(Word::kAdvertisement);
    const std::string_view partner = shop_.offers.Text(record->partner_name);
    if (!partner.empty()) (offer.disclosure += " · ") += partner;
  }
  if (offer.sku.empty()) offer.sku = shop_.offers.Text(record->sku);
  if (record->creatives == 0) return;
  const Creatives creatives = {shop_.offers, *record};
  const std::size_t count = std::min<std::size_t>(record->creatives, kMostCreatives);
  const auto tag_at = [](const void* of, std::size_t i) {
    const auto& from = *static_cast<const Creatives*>(of);
    return from.offers.Text(from.Read(i).locale);
  };
  const CreativeRecord creative =
      creatives.Read(NearestTag(words_.locale(), count, tag_at, &creatives, 0));
  const auto put = [&](TextRecord from, std::string& to) {
    const std::string_view text = shop_.offers.Text(from);
    if (!text.empty()) to = text;
  };
  put(creative.title, offer.title);
  put(creative.text, offer.text);
  put(creative.call_to_action, offer.call_to_action);
  put(creative.url, offer.url);
  put(creative.image, offer.image);
  for (std::string* text : {&offer.title, &offer.text, &offer.call_to_action}) {
    *text = FillWord(*text, line_title, "{line}");
  }
}

void Presenter::Present(const Candidate& candidate, Offer& offer) const {
  const Model& model = shop_.sources.model;
  offer.type = candidate.type;
  AddCauses(candidate, offer.because);
  std::string line_title;
  if (candidate.line != kNoLine) {
    line_title = TitleOf(offer.because.front());
    if (line_title.empty()) line_title = offer.because.front();
  }
  if (candidate.sku != kNoSku) {
    Card card = model.ReadCard(candidate.sku);
    offer.sku = model.SkuText(candidate.sku);
    offer.title = card.title.empty() ? offer.sku : std::move(card.title);
    offer.call_to_action = words_.Word(Word::kView);
    offer.url = std::move(card.url);
    offer.image = std::move(card.image);
  } else if (candidate.line != kNoLine) {
    offer.sku = offer.because.front();
  }
  if (candidate.offer == kNoOffer) {
    offer.offer_id.append("product:").append(offer.sku);
  } else {
    Advertise(candidate, line_title, offer);
  }
  if (const Currency currency = CurrencyOf(candidate); currency.known()) {
    offer.price = Money{candidate.price, currency};
    offer.price_text = words_.FormatMoney(*offer.price);
  }
  offer.probability = candidate.probability;
  offer.value = candidate.value;
  offer.expected_value = candidate.expected_value;
  offer.propensity = candidate.propensity;
  offer.reason = candidate.removal.stands()
                     ? Reason(candidate, offer.because)
                     : RemovalText(candidate.removal, shop_.offers, shop_.facts);
}

}  // namespace afterglow
