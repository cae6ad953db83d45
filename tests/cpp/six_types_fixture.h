// An offers file with one offer of each type, which fit the order of offers_fixture.h.
#pragma once

#include "offers_fixture.h"

namespace afterglow {

inline constexpr std::string_view kSixTypes = R"({
  "currency": "EUR", "partner_share": 0.5,
  "offers": [
    {"id": "bag", "type": "product", "sku": "BAG-40", "price": {"fixed": 7900},
     "creatives": [{"locale": "en", "title": "Bag, today only", "url": "/bag"}]},
    {"id": "gas-plan", "type": "subscription", "value": {"fixed": 2000},
     "price": {"share": 0.9}, "acceptance": {"mean": 0.1}, "attach": true,
     "conditions": [{"kind": "line_sku", "any_of": ["GAS-230"]}],
     "creatives": [{"locale": "en", "title": "{line}, every month", "url": "/plan"},
                   {"locale": "de", "title": "{line} im Abo", "text": "{line} kommt von selbst",
                    "url": "/abo/{line}"}]},
    {"id": "club", "type": "loyalty", "value": {"fixed": 600}, "acceptance": {"mean": 0.05,
       "exceptions": [{"segment": "first_order", "mean": 0.2}, {"touchpoint": "push", "mean": 0.01},
                      {"touchpoint": "push", "segment": "first_order", "mean": 0.02}]},
     "creatives": [{"locale": "en", "title": "Join"}]},
    {"id": "travel", "type": "partner", "value": {"fixed": 900}, "acceptance": {"mean": 0.02},
     "partner": {"name": "Trails & Co", "category": "travel", "brand": "Trails"},
     "creatives": [{"locale": "en", "title": "Go", "url": "https://trails.example/"}]},
    {"id": "warranty", "type": "service", "price": {"share": 0.1}, "value": {"share": 0.5},
     "acceptance": {"mean": 0.08}, "attach": true,
     "creatives": [{"locale": "en", "title": "Three years of care for {line}"}]},
    {"id": "review", "type": "review", "value": {"fixed": 300}, "acceptance": {"mean": 0.3},
     "attach": true, "creatives": [{"locale": "en", "title": "How is {line}?"}]}]})";

class OffersOfAllTypes : public Shopping {
 protected:
  OffersOfAllTypes() {
    Open(kSixTypes);
    context_.places = 20;
  }
  Offer Get(const Decision& decision, std::string_view id) {
    const Offer* offer = Find(decision, id);
    EXPECT_NE(offer, nullptr) << id;
    return offer == nullptr ? Offer() : *offer;
  }
};

}  // namespace afterglow
