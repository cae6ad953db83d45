// What a schema cannot say about an offers file: amounts that the currency can hold, ranges and sets
// that something can meet, names that exist, addresses that are safe to link to.
import { BadData } from "../../failure.ts";
import { isCurrency, minorAmount } from "../currency.ts";
import { countryCodes } from "./country-codes.ts";
import type {
  Between,
  Conditions,
  CreativeTexts,
  Earned,
  MerchantOffer,
  OffersFile,
  Rule,
} from "./offers-file.ts";
import { member, shown } from "./schema.ts";
import { unixSeconds } from "./times.ts";

/** Throws a BadData that names `file`, the place in it and what was expected. */
export function checkMeaning(content: OffersFile, file: string): void {
  new Meaning(content, file).check();
}

/** Whether the offer belongs to a line of the order: then that line is its cause. */
export function attaches(offer: MerchantOffer): boolean {
  const always = offer.type === "service" || offer.type === "subscription";
  return always || offer.eligible?.lines !== undefined;
}

// Browsers skip tabs and line ends inside a scheme, so no control character may be there at all.
function isSafeAddress(address: string, schemes: readonly string[]): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  if (/[\u0000-\u0020\u007f]/.test(address)) return false;
  const [, scheme] = /^([^/?#]*?):/.exec(address) ?? [];
  return scheme === undefined || schemes.includes(scheme.toLowerCase());
}

class Meaning {
  constructor(
    private readonly content: OffersFile,
    private readonly file: string,
  ) {}

  check(): void {
    const { currency, reserve = {}, offers, rules = [] } = this.content;
    if (!isCurrency(currency)) this.fail("currency", currency, "an ISO 4217 currency");
    for (const [name, amount] of Object.entries(reserve)) {
      const path = member("reserve", name);
      if (typeof amount === "string") this.amount(path, amount);
      else for (const [type, one] of Object.entries(amount)) this.amount(member(path, type), one);
    }
    const seen = new Map<string, number>();
    for (const [i, offer] of offers.entries()) {
      const path = `offers[${i}]`;
      const before = seen.get(offer.id);
      if (before !== undefined) {
        this.fail(`${path}.id`, offer.id, `another id than that of offers[${before}]`);
      }
      seen.set(offer.id, i);
      this.offer(path, offer);
    }
    for (const [i, rule] of rules.entries()) this.rule(`rules[${i}]`, rule, seen);
  }

  private fail(path: string, value: unknown, expected: string): never {
    throw new BadData(`${this.file}: ${path} is ${shown(value)}; expected ${expected}`);
  }

  private amount(path: string, text: string): number {
    const { currency } = this.content;
    const minor = minorAmount(text, currency);
    if (minor === null) this.fail(path, text, `an amount with no more decimals than ${currency}`);
    return minor;
  }

  private offer(path: string, offer: MerchantOffer): void {
    const { price } = offer;
    if (typeof price === "string") this.amount(`${path}.price`, price);
    for (const key of ["margin", "payout", "value"] as const) {
      const earned = offer[key];
      if (earned === undefined) continue;
      this.earned(`${path}.${key}`, offer, earned, key === "margin");
    }
    this.creatives(`${path}.creative`, offer);
    if (offer.eligible) this.conditions(`${path}.eligible`, offer.eligible);
  }

  private earned(path: string, offer: MerchantOffer, earned: Earned, atMostPrice: boolean): void {
    const { price, type } = offer;
    if (typeof earned !== "string") {
      // A product's own price is in the model.
      if (price !== undefined || type === "product") return;
      this.fail(path, earned, `a price that it is a share of, or an amount as text`);
    }
    const minor = this.amount(path, earned);
    if (!atMostPrice || typeof price !== "string") return;
    if (minor > this.amount("", price)) this.fail(path, earned, `at most the price, "${price}"`);
  }

  private creatives(path: string, offer: MerchantOffer): void {
    const all = Object.entries(offer.creative ?? {});
    for (const [locale, creative] of all) this.creative(member(path, locale), locale, creative);
    for (const [locale, { title, text }] of all) {
      for (const [key, said] of Object.entries({ title, text })) {
        const [placeholder] = said?.match(/\{\w*\}/) ?? [];
        if (placeholder === undefined || (placeholder === "{line}" && attaches(offer))) continue;
        const expected = attaches(offer)
          ? "no other placeholder than {line}"
          : "no placeholder: {line} needs eligible.lines";
        this.fail(`${member(path, locale)}.${key}`, said, expected);
      }
    }
    if (all.length > 0 && offer.type !== "product" && !all.some(([, { url }]) => url)) {
      this.fail(path, offer.creative, "a url in one of the locales at least");
    }
  }

  private creative(path: string, locale: string, { url, image }: CreativeTexts): void {
    let canonical: string | undefined;
    try {
      [canonical] = Intl.getCanonicalLocales(locale);
    } catch {
      // Not a tag at all: told below.
    }
    if (canonical !== locale) {
      this.fail(path, locale, `a locale, such as "${canonical ?? "de-AT"}"`);
    }
    if (url !== undefined && !isSafeAddress(url, ["https", "http", "mailto"])) {
      this.fail(`${path}.url`, url, "an https:, http:, mailto: or relative address");
    }
    if (image !== undefined && !isSafeAddress(image, ["https", "http"])) {
      this.fail(`${path}.image`, image, "an https:, http: or relative address");
    }
  }

  private conditions(path: string, conditions: Conditions): void {
    const { order_total, lines = {}, customer = {}, from, until } = conditions;
    const at = (...keys: string[]) => keys.reduce(member, path);
    for (const key of ["countries", "not_countries"] as const) {
      for (const [i, code] of (conditions[key] ?? []).entries()) {
        if (!countryCodes.has(code)) this.fail(`${at(key)}[${i}]`, code, "an ISO 3166 country");
      }
    }
    for (const [i, code] of (conditions.currencies ?? []).entries()) {
      if (!isCurrency(code)) this.fail(`${at("currencies")}[${i}]`, code, "an ISO 4217 currency");
    }
    const money = (text: string) => this.amount(at("order_total"), text);
    this.range(at("order_total"), order_total, money);
    this.range(at("lines", "unit_price"), lines.unit_price, money);
    this.range(at("customer", "orders"), customer.orders, Number);
    this.remaining(at("countries"), conditions.countries, conditions.not_countries);
    this.remaining(at("kinds"), conditions.kinds, conditions.not_kinds);
    this.remaining(at("lines", "skus"), lines.skus, lines.not_skus);
    this.remaining(at("lines", "categories"), lines.categories, lines.not_categories);
    this.remaining(
      at("customer", "subscribed_to"),
      customer.subscribed_to,
      customer.not_subscribed_to,
    );
    const [begin, end] = [this.time(at("from"), from), this.time(at("until"), until)];
    if (begin !== null && end !== null && end <= begin) {
      this.fail(at("until"), until, `a time after from, "${from}"`);
    }
  }

  private time(path: string, text: string | undefined): number | null {
    if (text === undefined) return null;
    return unixSeconds(text) ?? this.fail(path, text, "a day and time that exist");
  }

  private range<T>(path: string, range: Between<T> | undefined, number: (bound: T) => number) {
    const { min, max } = range ?? {};
    const least = min === undefined ? 0 : number(min);
    if (max !== undefined && number(max) < least) {
      this.fail(`${path}.max`, max, `at least min, ${shown(min)}`);
    }
  }

  private remaining(path: string, of: string[] = [], without: string[] = []): void {
    if (of.length === 0 || of.some((one) => !without.includes(one))) return;
    this.fail(path, of, "one that its opposite does not take away again");
  }

  private rule(path: string, rule: Rule, ids: ReadonlyMap<string, number>): void {
    if (rule.when) this.conditions(`${path}.when`, rule.when);
    const known = (at: string, id: string) => {
      if (!ids.has(id)) this.fail(at, id, `the id of an offer in this file`);
    };
    if (rule.action === "pin") {
      known(`${path}.offer`, rule.offer);
      return;
    }
    for (const [i, id] of (rule.offers ?? []).entries()) known(`${path}.offers[${i}]`, id);
    const { action, when, ...targets } = rule;
    const named = Object.keys(targets).filter((key) => key !== "factor");
    if (named.length === 0 && (action === "boost" || Object.keys(when ?? {}).length === 0)) {
      const expected = action === "boost" ? "what it boosts" : "what it blocks, or when";
      this.fail(path, rule, `${expected}: offers, types, partner_categories, brands, skus, …`);
    }
  }
}
