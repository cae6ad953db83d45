// The offers file: what reaches the trainer, and files that are none.
import { expect, test } from "vitest";
import { makeBook } from "../../cli/build/offers/book.ts";
import { checkedOffers, readOffers } from "../../cli/build/offers/read-offers.ts";
import { write } from "./build-shop.ts";
import { club, warranty } from "./offers-examples.ts";

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
