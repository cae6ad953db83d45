// An offers file that cannot be meant is refused in one sentence: the offers themselves.
import { describe, expect, it } from "vitest";
import { club, creative, type Refused, refusal, shop, warranty } from "./offers-examples.ts";

const refused: Refused[] = [
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
