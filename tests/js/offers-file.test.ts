// The offers file: what is taken, and the one sentence that tells a merchant what is wrong with it.
import { describe, expect, it, test } from "vitest";
import { makeBook } from "../../cli/build/offers/book.ts";
import { checkedOffers, readOffers } from "../../cli/build/offers/read-offers.ts";
import { write } from "./build-shop.ts";

const creative = { en: { title: "Join the club", url: "/club" } };
const club = { id: "club", type: "loyalty", value: "6.00", creative };
const warranty = {
  id: "care",
  type: "service",
  price: { share: 0.09 },
  margin: { share: 0.6 },
  creative: { en: { title: "Three years of care for {line}", url: "/care" } },
};
const shop = (offer: object, rest: object = {}) => ({
  currency: "EUR",
  offers: [{ ...club, ...offer }],
  ...rest,
});
const when = (eligible: object) => shop({ eligible });

async function refusal(content: unknown): Promise<string> {
  try {
    await checkedOffers(content, "offers.json");
  } catch (error) {
    return (error as Error).message;
  }
  return "taken";
}

const refused: [why: string, content: unknown, sentence: string][] = [
  [
    "an unknown field",
    shop({ valeu: "1.00" }),
    "offers.json: offers[0].valeu is not a field of offers[0]; expected one of acceptance, creative, eligible, id, priority, type, value",
  ],
  [
    "an unknown field of the file",
    shop({}, { offer: [] }),
    "offers.json: offer is not a field of the file; expected one of $schema, currency, offers, partner_share, places, reserve, rules",
  ],
  [
    "a missing currency",
    { offers: [] },
    'offers.json: currency is missing; expected an ISO 4217 currency, such as "EUR"',
  ],
  [
    "a currency that is none",
    { currency: "EUX", offers: [] },
    'offers.json: currency is "EUX"; expected an ISO 4217 currency',
  ],
  [
    "a missing value",
    { currency: "EUR", offers: [{ id: "club", type: "loyalty", creative }] },
    'offers.json: offers[0].value is missing; expected an amount in the file\'s currency as text, such as "6.00"',
  ],
  [
    "money as a number",
    shop({ value: 6 }),
    'offers.json: offers[0].value is 6; expected an amount in the file\'s currency as text, such as "6.00"',
  ],
  [
    "more decimals than the currency has",
    shop({ value: "6.005" }),
    'offers.json: offers[0].value is "6.005"; expected an amount with no more decimals than EUR',
  ],
  [
    "decimals of a currency that has none",
    { ...shop({ value: "600.50" }), currency: "JPY" },
    'offers.json: offers[0].value is "600.50"; expected an amount with no more decimals than JPY',
  ],
  [
    "a type that is none",
    shop({ type: "loyality" }),
    'offers.json: offers[0].type is "loyality"; expected one of product, subscription, loyalty, partner, service, review',
  ],
  [
    "a missing type",
    { currency: "EUR", offers: [{ id: "club" }] },
    "offers.json: offers[0].type is missing; expected one of product, subscription, loyalty, partner, service, review",
  ],
  [
    "an id with a blank",
    shop({ id: "the club" }),
    'offers.json: offers[0].id is "the club"; expected 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit',
  ],
  [
    "an id given twice",
    { currency: "EUR", offers: [club, club] },
    'offers.json: offers[1].id is "club"; expected another id than that of offers[0]',
  ],
  [
    "a script address",
    shop({ creative: { en: { title: "x", url: "javascript:alert(1)" } } }),
    'offers.json: offers[0].creative.en.url is "javascript:alert(1)"; expected an https:, http:, mailto: or relative address',
  ],
  [
    "a script address that a browser would still see through a tab",
    shop({ creative: { en: { title: "x", url: "java\tscript:alert(1)" } } }),
    'offers.json: offers[0].creative.en.url is "java\\tscript:alert(1)"; expected an https:, http:, mailto: or relative address',
  ],
  [
    "a data address as an image",
    shop({ creative: { en: { title: "x", url: "/", image: "data:image/svg+xml,x" } } }),
    'offers.json: offers[0].creative.en.image is "data:image/svg+xml,x"; expected an https:, http: or relative address',
  ],
  [
    "a mail address as an image",
    shop({ creative: { en: { title: "x", url: "/", image: "mailto:a@b.c" } } }),
    'offers.json: offers[0].creative.en.image is "mailto:a@b.c"; expected an https:, http: or relative address',
  ],
  [
    "no address at all",
    shop({ creative: { en: { title: "x" } } }),
    'offers.json: offers[0].creative is {"en":{"title":"x"}}; expected a url in one of the locales at least',
  ],
  [
    "no creative",
    { currency: "EUR", offers: [{ id: "club", type: "loyalty", value: "6.00" }] },
    "offers.json: offers[0].creative is missing; expected the texts by locale, at least one",
  ],
  [
    "a locale that is none",
    shop({ creative: { english_uk: creative.en } }),
    'offers.json: offers[0].creative.english_uk is "english_uk"; expected a locale, such as "de-AT"',
  ],
  [
    "a placeholder that nothing fills",
    shop({ creative: { en: { title: "For {name}", url: "/" } } }),
    'offers.json: offers[0].creative.en.title is "For {name}"; expected no placeholder: {line} needs eligible.lines',
  ],
  [
    "an unknown placeholder of an offer to a line",
    {
      currency: "EUR",
      offers: [{ ...warranty, creative: { en: { title: "For {sku}", url: "/" } } }],
    },
    'offers.json: offers[0].creative.en.title is "For {sku}"; expected no other placeholder than {line}',
  ],
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
    "an acceptance that is certain",
    shop({ acceptance: { mean: 1 } }),
    "offers.json: offers[0].acceptance.mean is 1; expected a probability above 0 and below 1",
  ],
  [
    "a share of a price that there is not",
    {
      currency: "EUR",
      offers: [
        { id: "care", type: "service", margin: { share: 0.6 }, creative: warranty.creative },
      ],
    },
    'offers.json: offers[0].margin is {"share":0.6}; expected a price that it is a share of, or an amount as text',
  ],
  [
    "a margin above the price",
    { currency: "EUR", offers: [{ ...warranty, price: "9.00", margin: "9.01" }] },
    'offers.json: offers[0].margin is "9.01"; expected at most the price, "9.00"',
  ],
  [
    "a share above one",
    { currency: "EUR", offers: [{ ...warranty, margin: { share: 60 } }] },
    "offers.json: offers[0].margin.share is 60; expected a number above 0 and up to 1",
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
  [
    "a reserve that is no amount",
    shop({}, { reserve: { push: { partner: "2.001" } } }),
    'offers.json: reserve.push.partner is "2.001"; expected an amount with no more decimals than EUR',
  ],
  [
    "a key that programs stumble over",
    JSON.parse('{"currency":"EUR","offers":[],"__proto__":{"places":{}}}'),
    "offers.json: __proto__ is not a field of the file; expected one of $schema, currency, offers, partner_share, places, reserve, rules",
  ],
  ["a list", [], "offers.json: the file is []; expected an object with currency and offers"],
];

describe("an offers file is refused with the place and what was expected, for", () => {
  it.each(refused)("%s", async (_why, content, sentence) => {
    expect(await refusal(content)).toBe(sentence);
  });
});

test.each([
  [
    "a bracket that closes nothing",
    '{\n "currency": "EUR",\n "offers": [}\n',
    /line 3: Unexpected token '}'/,
  ],
  [
    "a comma too many",
    '{\n "currency": "EUR",\n "offers": [],\n}',
    /line [34]: (Unexpected|Expected) /,
  ],
  ["an end too early", '{\n "currency": "EUR"', /line 2: /],
  ["no JSON", "offers\n", /line 1: Unexpected token 'o'/],
])("a file that is not JSON, with %s, is refused with the line", async (_why, text, sentence) => {
  const file = write("broken.json", text);
  await expect(readOffers(file)).rejects.toThrow(sentence);
  await expect(readOffers(file)).rejects.toThrow(/; expected an offers file in JSON$/);
});

test("a file that is not there is named", async () => {
  await expect(readOffers("nowhere.json")).rejects.toThrow("nowhere.json: no such file");
});

test("every field of the file reaches the trainer: money in minor units, times in Unix seconds", async () => {
  const content = await checkedOffers(
    {
      currency: "KWD",
      places: { push: 1 },
      partner_share: 0.25,
      reserve: { default: "0.010", push: "0.5", confirmation: { default: "0.1", partner: "2" } },
      offers: [
        {
          ...club,
          value: "6.125",
          priority: 3,
          creative: {
            "de-AT": { title: "Zum Club" },
            en: {
              title: "Join",
              text: "It pays",
              call_to_action: "Join now",
              url: "/c",
              image: "/i",
            },
            de: { title: "Zum Klub", url: "/de/c" },
          },
          eligible: {
            touchpoints: ["push", "confirmation"],
            countries: ["KW"],
            not_countries: ["DE"],
            currencies: ["KWD"],
            kinds: ["purchase"],
            not_kinds: ["payment"],
            order_total: { min: "1.5", max: "2" },
            customer: {
              orders: { max: 1 },
              loyalty_member: false,
              subscribed_to: ["tea"],
              not_subscribed_to: ["coffee"],
            },
            from: "2026-01-01T00:00:00+01:00",
            until: "2027-01-01T00:00:00Z",
            stock_of: ["B", "A"],
            frequency: { most: 1, days: 30 },
            consent: ["personalisation", "advertising"],
          },
        },
        {
          ...warranty,
          eligible: {
            lines: {
              skus: ["T"],
              not_skus: ["U"],
              categories: ["Tents"],
              not_categories: ["Bags"],
              unit_price: { min: "100" },
            },
          },
        },
      ],
      rules: [
        { action: "pin", offer: "club", when: { kinds: ["activation"] } },
        {
          action: "boost",
          factor: 1.5,
          offers: ["club"],
          types: ["service"],
          partner_categories: ["wine"],
          brands: ["Acme"],
          skus: ["T"],
          categories: ["Tents"],
        },
        { action: "block", types: ["partner"] },
      ],
    },
    "offers.json",
  );
  const acceptance = { mean: 0.05, exceptions: [] };
  const book = makeBook(content, {
    experiment: "x",
    defaultLocale: "en-GB",
    acceptance: new Map([
      ["club", acceptance],
      ["care", acceptance],
    ]),
  });
  const ofEveryType = (amount: number) => ({
    product: amount,
    subscription: amount,
    loyalty: amount,
    partner: amount,
    service: amount,
    review: amount,
  });
  expect(book.reserves.push).toEqual(ofEveryType(500));
  expect(book.reserves.confirmation).toEqual({ ...ofEveryType(100), partner: 2000 });
  expect(book.reserves.receipt).toEqual(ofEveryType(10));
  const { reserves, ...rest } = book;
  expect(rest).toEqual({
    currency: "KWD",
    experiment_key: "x",
    partner_share: 0.25,
    places: { push: 1 },
    offers: [
      {
        id: "club",
        type: "loyalty",
        priority: 3,
        attach: false,
        value: { fixed: 6125 },
        acceptance,
        creatives: [
          {
            locale: "en",
            title: "Join",
            text: "It pays",
            call_to_action: "Join now",
            url: "/c",
            image: "/i",
          },
          { locale: "de", title: "Zum Klub", url: "/de/c", image: "/i" },
          { locale: "de-AT", title: "Zum Club", url: "/c", image: "/i" },
        ],
        conditions: [
          { kind: "touchpoint", any_of: ["confirmation", "push"] },
          { kind: "country", any_of: ["KW"] },
          { kind: "country", not: true, any_of: ["DE"] },
          { kind: "currency", any_of: ["KWD"] },
          { kind: "order_kind", any_of: ["purchase"] },
          { kind: "order_kind", not: true, any_of: ["payment"] },
          { kind: "subscribed_to", any_of: ["tea"] },
          { kind: "subscribed_to", not: true, any_of: ["coffee"] },
          { kind: "stock_of", any_of: ["A", "B"] },
          { kind: "consent", any_of: ["advertising", "personalisation"] },
          { kind: "order_total", least: 1500, most: 2000 },
          { kind: "customer_orders", most: 1 },
          { kind: "loyalty_member", least: 0, most: 0 },
          { kind: "time", least: 1767222000, most: 1798761599 },
          { kind: "frequency", least: 30, most: 1 },
        ],
      },
      {
        id: "care",
        type: "service",
        priority: 0,
        attach: true,
        price: { share: 0.09 },
        value: { share: 0.6 },
        acceptance,
        creatives: [{ locale: "en", ...warranty.creative.en }],
        conditions: [
          { kind: "line_sku", any_of: ["T"] },
          { kind: "line_sku", not: true, any_of: ["U"] },
          { kind: "line_category", any_of: ["Tents"] },
          { kind: "line_category", not: true, any_of: ["Bags"] },
          { kind: "line_unit_price", least: 100000 },
        ],
      },
    ],
    rules: [
      {
        action: "pin",
        factor: 1,
        targets: [{ kind: "offer_id", any_of: ["club"] }],
        conditions: [{ kind: "order_kind", any_of: ["activation"] }],
      },
      {
        action: "boost",
        factor: 1.5,
        targets: [
          { kind: "offer_id", any_of: ["club"] },
          { kind: "offer_type", any_of: ["service"] },
          { kind: "partner_category", any_of: ["wine"] },
          { kind: "partner_brand", any_of: ["Acme"] },
          { kind: "offer_sku", any_of: ["T"] },
          { kind: "offer_category", any_of: ["Tents"] },
        ],
        conditions: [],
      },
      {
        action: "block",
        factor: 1,
        targets: [{ kind: "offer_type", any_of: ["partner"] }],
        conditions: [],
      },
    ],
  });
});
