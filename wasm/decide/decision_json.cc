#include "base/json_writer.h"
#include "decide/decision.h"

namespace afterglow {
namespace {

constexpr int kProbabilityDigits = 6;
constexpr int kValueDigits = 4;

void WriteTexts(JsonWriter& json, const char* key, const std::vector<std::string>& texts) {
  json.Key(key);
  json.BeginArray();
  for (const std::string& text : texts) json.Text(text);
  json.EndArray();
}

// Absent texts are left out, so that a consumer can test for the key.
void WriteOptional(JsonWriter& json, const char* key, const std::string& text) {
  if (!text.empty()) json.Key(key).Text(text);
}

// `withheld`: what nobody is shown comes without the texts for showing it.
void WriteOffer(JsonWriter& json, const Offer& offer, bool withheld) {
  json.BeginObject();
  json.Key("offer_id").Text(offer.offer_id);
  json.Key("type").Text(OfferTypeText(offer.type));
  WriteOptional(json, "sku", offer.sku);
  json.Key("title").Text(offer.title);
  if (!withheld) {
    WriteOptional(json, "text", offer.text);
    WriteOptional(json, "call_to_action", offer.call_to_action);
    WriteOptional(json, "url", offer.url);
    WriteOptional(json, "image", offer.image);
    WriteOptional(json, "disclosure", offer.disclosure);
    if (offer.price) {
      json.Key("price");
      json.BeginObject();
      json.Key("amount").Integer(offer.price->amount);
      json.Key("currency").Text(offer.price->currency.text());
      json.Key("text").Text(offer.price_text);
      json.EndObject();
    }
  }
  json.Key("probability").Decimal(offer.probability, kProbabilityDigits);
  json.Key("value").Integer(offer.value);
  json.Key("expected_value").Decimal(offer.expected_value, kValueDigits);
  json.Key("propensity").Decimal(offer.propensity, kProbabilityDigits);
  WriteTexts(json, "because", offer.because);
  json.Key("reason").Text(offer.reason);
  json.EndObject();
}

void WriteOffers(JsonWriter& json, const char* key, const std::vector<Offer>& offers,
                 bool withheld) {
  json.Key(key);
  json.BeginArray();
  for (const Offer& offer : offers) WriteOffer(json, offer, withheld);
  json.EndArray();
}

}  // namespace

std::string DecisionToJson(const Decision& decision) {
  JsonWriter json;
  json.BeginObject();
  json.Key("decision_id").Text(decision.decision_id);
  json.Key("model").Text(decision.model);
  json.Key("touchpoint").Text(TouchpointText(decision.touchpoint));
  json.Key("unit").Text(decision.unit);
  json.Key("segment").Text(SegmentText(decision.segment));
  json.Key("arm").Text(decision.arm);
  WriteOptional(json, "locale", decision.locale);
  WriteOffers(json, "offers", decision.offers, false);
  WriteOffers(json, "withheld", decision.withheld, true);
  if (decision.next_contact_at) {
    json.Key("next_contact_at").Text(FormatIsoTime(*decision.next_contact_at));
  }
  WriteTexts(json, "notes", decision.notes);
  json.EndObject();
  return json.Take();
}

}  // namespace afterglow
