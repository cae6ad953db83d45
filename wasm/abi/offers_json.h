// The normalised offers, as the build hands them to the trainer: the structs of model/offer.h as
// JSON. Whoever calls has read and checked the merchant's file; here only the shape is checked.
//
//   {"currency": "EUR", "experiment_key": "afterglow", "partner_share": 0.25,
//    "places": {"confirmation": 4, "push": 1},
//    "reserves": {"confirmation": {"product": 5, "partner": 200}},
//    "offers": [{"id": "club", "type": "loyalty", "priority": 0, "sku": "",
//      "price": {"fixed": 900} or {"share": 0.09}, "value": {"fixed": 600} or {"share": 0.6},
//      "partner": {"name": "…", "category": "…", "brand": "…"}, "attach": false,
//      "conditions": [CONDITION…],
//      "creatives": [{"locale": "en", "title": "…", "text": "…", "call_to_action": "…",
//                     "url": "…", "image": "…"}],
//      "acceptance": {"mean": 0.04, "exceptions":
//        [{"touchpoint": "push", "segment": "first_order", "mean": 0.01}]}}],
//    "rules": [{"action": "block" or "boost" or "pin", "factor": 1.5,
//      "targets": [CONDITION…], "conditions": [CONDITION…]}]}
//
// Money is in minor units, times are Unix seconds. Of an offer only id and type are needed, of the
// rest everything may be left out. A creative text may hold {line}: the title of the line that the
// offer attaches to. Without "touchpoint" or "segment" an exception is for all of them; segments
// are first_order, returning, unknown.
//
// CONDITION is {"kind": KIND, "not": true, "any_of": […]} or {"kind": KIND, "least": 1, "most": 9}
// (either bound may be left out). The kinds, and what any_of holds:
//   touchpoint, order_kind, offer_type, consent   their names: "push", "purchase", "partner",
//                                                 "advertising" or "personalisation"
//   country, currency                             codes: "DE", "EUR"
//   subscribed_to, stock_of, line_sku, line_category, offer_id, partner_category, partner_brand,
//   offer_sku, offer_category                     names as they are in orders and catalogue
// and with bounds: order_total, line_unit_price (minor units), customer_orders, loyalty_member
// (0 no, 1 yes), time, and frequency: {"kind": "frequency", "most": 1, "least": 30} is met while
// the offer was seen fewer than once in the last 30 days.
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/offer.h"

namespace afterglow {

// kBadOffers names the place ("offers.3.value") and what was expected. Unknown keys are refused.
Result<OfferBook> ReadOffersJson(std::string_view json);

}  // namespace afterglow
