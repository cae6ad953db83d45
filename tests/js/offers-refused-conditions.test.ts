// An offers file that cannot be meant is refused in one sentence: conditions and rules.
import { describe, expect, it } from "vitest";
import { type Refused, refusal, shop, when } from "./offers-examples.ts";

const refused: Refused[] = [
  [
    "a range that nothing is in",
    when({ order_total: { min: "50.00", max: "20.00" } }),
    'offers.json: offers[0].eligible.order_total.max is "20.00"; expected at least min, "50.00"',
  ],
  [
    "a number of orders that nobody has",
    when({ customer: { orders: { min: 3, max: 2 } } }),
    "offers.json: offers[0].eligible.customer.orders.max is 2; expected at least min, 3",
  ],
  [
    "an end before the beginning",
    when({ from: "2026-12-01T00:00:00Z", until: "2026-12-01T01:00:00+02:00" }),
    'offers.json: offers[0].eligible.until is "2026-12-01T01:00:00+02:00"; expected a time after from, "2026-12-01T00:00:00Z"',
  ],
  [
    "a day that does not exist",
    when({ from: "2026-02-30T00:00:00Z" }),
    'offers.json: offers[0].eligible.from is "2026-02-30T00:00:00Z"; expected a day and time that exist',
  ],
  [
    "a time without its offset",
    when({ from: "2026-02-20T00:00:00" }),
    'offers.json: offers[0].eligible.from is "2026-02-20T00:00:00"; expected a time with its offset, such as "2026-11-21T00:00:00Z"',
  ],
  [
    "an empty set",
    when({ countries: [] }),
    "offers.json: offers[0].eligible.countries is []; expected one or more different countries",
  ],
  [
    "a set that its opposite empties",
    when({ countries: ["DE", "AT"], not_countries: ["AT", "DE"] }),
    'offers.json: offers[0].eligible.countries is ["DE","AT"]; expected one that its opposite does not take away again',
  ],
  [
    "a country that is none",
    when({ countries: ["DE", "UK"] }),
    'offers.json: offers[0].eligible.countries[1] is "UK"; expected an ISO 3166 country',
  ],
  [
    "a kind of order that is none",
    when({ kinds: ["refund"] }),
    'offers.json: offers[0].eligible.kinds[0] is "refund"; expected one of purchase, subscription, payment, activation',
  ],
  [
    "a touchpoint that is none",
    when({ touchpoints: ["email"] }),
    'offers.json: offers[0].eligible.touchpoints[0] is "email"; expected one of confirmation, receipt, order-email, shipping-email, delivery-email, in-app, push, order-history',
  ],
  [
    "a consent that is none",
    when({ consent: ["everything"] }),
    'offers.json: offers[0].eligible.consent[0] is "everything"; expected advertising or personalisation',
  ],
  [
    "a cap without days",
    when({ frequency: { most: 1 } }),
    "offers.json: offers[0].eligible.frequency.days is missing; expected a whole number from 1 to 3650",
  ],
  [
    "a pin of an unknown offer",
    shop({}, { rules: [{ action: "pin", offer: "clubb" }] }),
    'offers.json: rules[0].offer is "clubb"; expected the id of an offer in this file',
  ],
  [
    "a boost of an unknown offer",
    shop({}, { rules: [{ action: "boost", factor: 2, offers: ["club", "x"] }] }),
    'offers.json: rules[0].offers[1] is "x"; expected the id of an offer in this file',
  ],
  [
    "a boost of nothing",
    shop({}, { rules: [{ action: "boost", factor: 2 }] }),
    'offers.json: rules[0] is {"action":"boost","factor":2}; expected what it boosts: offers, types, partner_categories, brands, skus, …',
  ],
  [
    "a block of everything, always",
    shop({}, { rules: [{ action: "block" }] }),
    'offers.json: rules[0] is {"action":"block"}; expected what it blocks, or when: offers, types, partner_categories, brands, skus, …',
  ],
  [
    "a rule's impossible condition",
    shop({}, { rules: [{ action: "pin", offer: "club", when: { countries: ["XX"] } }] }),
    'offers.json: rules[0].when.countries[0] is "XX"; expected an ISO 3166 country',
  ],
];

describe("conditions and rules are refused with the place and what was expected, for", () => {
  it.each(refused)("%s", async (_why, content, sentence) => {
    expect(await refusal(content)).toBe(sentence);
  });
});
