/** Prices as buyers read them: equal to Intl's, for every locale and currency, on the module itself. */
import { describe, expect, it } from "vitest";
import { defaultLocales } from "../../cli/build/locales.ts";
import { openShop, orderOf } from "./render-shop.ts";

// Different exponents, symbols, and places for them.
const currencies = [
  "EUR",
  "USD",
  "GBP",
  "JPY",
  "CHF",
  "SEK",
  "PLN",
  "CAD",
  "INR",
  "KWD",
  "BRL",
  "HUF",
];
const locales = defaultLocales.filter((locale) => locale !== "bg").slice(0, 36);
const amounts = [
  0, 5, 99, 100, 1234, 99_999, 100_000, 123_456, 1_234_567, 123_456_789, 12_345_678_901,
];

// ISO 4217: Intl takes decimals, prices are minor units.
const exponents: Record<string, number> = { JPY: 0, KWD: 3 };

function decimal(amount: number, exponent: number): string {
  const digits = String(amount).padStart(exponent + 1, "0");
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

describe("prices", () => {
  it("cover at least 30 locales and 12 currencies", () => {
    expect(locales.length).toBeGreaterThanOrEqual(30);
    expect(currencies.length).toBeGreaterThanOrEqual(12);
  });

  for (const currency of currencies) {
    it(`in ${currency} read as Intl.NumberFormat writes them, in every locale`, async () => {
      const afterglow = await openShop({
        currency,
        products: amounts.map((price) => ({ title: String(price), price })),
      });
      const exponent = exponents[currency] ?? 2;
      let compared = 0;
      for (const locale of locales) {
        const format = new Intl.NumberFormat(locale, { style: "currency", currency });
        const decided = afterglow.decide(orderOf(currency), { locale, places: 32 });
        if (!decided.ok) throw new Error(decided.error.message);
        for (const { price } of decided.value.offers) {
          const text = decimal(price?.amount ?? Number.NaN, exponent);
          // A string is formatted exactly; the type of TypeScript's library is older than that.
          expect(price?.text, `${locale} ${text}`).toBe(format.format(text as unknown as number));
          compared++;
        }
      }
      expect(compared).toBe(locales.length * amounts.length);
    });
  }

  it("are the neighbour's in a region that the model does not have", async () => {
    const afterglow = await openShop({ products: [{ title: "A", price: 123456 }] });
    const textFor = (locale: string) => {
      const decided = afterglow.decide(orderOf(), { locale });
      return decided.ok ? decided.value.offers[0]?.price?.text : decided.error.message;
    };
    expect(textFor("de-LI")).toBe(textFor("de"));
    expect(textFor("fr_FR")).toBe(textFor("fr"));
    expect(textFor("xx")).toBe(textFor("en"));
  });

  it("are not shown to a buyer who paid in another currency", async () => {
    const afterglow = await openShop({ products: [{ title: "A", price: 1000 }] });
    const decided = afterglow.decide(orderOf("USD"));
    expect(decided.ok && decided.value.offers[0]?.price).toBeFalsy();
  });
});
