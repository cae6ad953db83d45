// The checked offers file as the trainer takes it (wasm/abi/offers_json.h): money in minor units,
// times in Unix seconds, one list of conditions, and acceptance as learned.
import { type OfferType, type Touchpoint, touchpoints } from "../../../js-glue/types.ts";
import { minorAmount } from "../currency.ts";
import type { Acceptance } from "./acceptance.ts";
import { attaches } from "./check.ts";
import {
  type Conditions,
  type CreativeTexts,
  type Earned,
  type MerchantOffer,
  type OffersFile,
  offerTypes,
  type Rule,
} from "./offers-file.ts";
import { unixSeconds } from "./times.ts";

/** What one condition looks at, and what it takes. */
export interface BookCondition {
  kind: string;
  not?: true;
  any_of?: string[];
  least?: number;
  most?: number;
}
type BookAmount = { fixed: number } | { share: number };
interface BookCreative extends CreativeTexts {
  locale: string;
}

export interface OfferBook {
  currency: string;
  experiment_key: string;
  partner_share: number;
  places: Partial<Record<Touchpoint, number>>;
  reserves: Partial<Record<Touchpoint, Partial<Record<OfferType, number>>>>;
  offers: {
    id: string;
    type: OfferType;
    priority: number;
    attach: boolean;
    conditions: BookCondition[];
    creatives: BookCreative[];
    acceptance: Acceptance;
    sku?: string;
    price?: BookAmount;
    value?: BookAmount;
    partner?: NonNullable<MerchantOffer["partner"]>;
  }[];
  rules: {
    action: Rule["action"];
    factor: number;
    targets: BookCondition[];
    conditions: BookCondition[];
  }[];
}

export interface BookOptions {
  /** The key of the experiment: names the arms' hash. */
  experiment: string;
  /** Its texts stand for every locale that an offer does not have. */
  defaultLocale: string;
  /** By the offer's id. */
  acceptance: ReadonlyMap<string, Acceptance>;
}

/** `content` has passed checkShape and checkMeaning. */
export function makeBook(content: OffersFile, options: BookOptions): OfferBook {
  const { currency, partner_share = 1, places = {}, offers, rules = [] } = content;
  return {
    currency,
    experiment_key: options.experiment,
    partner_share,
    places,
    reserves: reservesOf(content),
    offers: offers.map((offer) => bookedOffer(offer, currency, options)),
    rules: rules.map((rule) => bookedRule(rule, currency)),
  };
}

function minorOf(text: string, currency: string): number {
  const minor = minorAmount(text, currency);
  if (minor === null) throw new Error(`${text} is no amount of ${currency}: it was not checked`);
  return minor;
}

function secondsOf(text: string): number {
  const seconds = unixSeconds(text);
  if (seconds === null) throw new Error(`${text} is no time: it was not checked`);
  return seconds;
}

/** The most specific wins: touchpoint and type, touchpoint, the default. */
function reservesOf({ reserve = {}, currency }: OffersFile): OfferBook["reserves"] {
  const reserves: OfferBook["reserves"] = {};
  for (const touchpoint of touchpoints) {
    const given = reserve[touchpoint] ?? {};
    const byType = typeof given === "string" ? { default: given } : given;
    const row: Partial<Record<OfferType, number>> = {};
    for (const type of offerTypes) {
      const amount = byType[type] ?? byType.default ?? reserve.default;
      if (amount !== undefined) row[type] = minorOf(amount, currency);
    }
    if (Object.keys(row).length > 0) reserves[touchpoint] = row;
  }
  return reserves;
}

function bookedOffer(
  offer: MerchantOffer,
  currency: string,
  { defaultLocale, acceptance }: BookOptions,
): OfferBook["offers"][number] {
  const { id, type, priority = 0, sku, price, partner } = offer;
  const earned = offer.margin ?? offer.payout ?? offer.value;
  const learned = acceptance.get(id);
  if (learned === undefined) throw new Error(`no acceptance of ${id}`);
  return {
    id,
    type,
    priority,
    attach: attaches(offer),
    conditions: conditionsOf(offer.eligible ?? {}, currency),
    creatives: creativesOf(offer.creative ?? {}, defaultLocale),
    acceptance: learned,
    ...(sku === undefined ? {} : { sku }),
    ...(price === undefined ? {} : { price: amountOf(price, currency) }),
    ...(earned === undefined ? {} : { value: amountOf(earned, currency) }),
    ...(partner === undefined ? {} : { partner }),
  };
}

function amountOf(amount: Earned, currency: string): BookAmount {
  return typeof amount === "string"
    ? { fixed: minorOf(amount, currency) }
    : { share: amount.share };
}

/** The default locale's first; what a locale lacks of url and image is the first one's. */
function creativesOf(
  creative: Record<string, CreativeTexts>,
  defaultLocale: string,
): BookCreative[] {
  const preferred = [defaultLocale, defaultLocale.split("-")[0] ?? "", "en"].filter((locale) =>
    Object.hasOwn(creative, locale),
  );
  const others = Object.keys(creative).filter((locale) => !preferred.includes(locale));
  const locales = new Set([...preferred, ...others.sort()]);
  const all = [...locales].map((locale) => ({ locale, ...(creative[locale] as CreativeTexts) }));
  const first = <Key extends "url" | "image">(key: Key) => {
    const value = all.find((one) => one[key] !== undefined)?.[key];
    return value === undefined ? {} : { [key]: value };
  };
  return all.map((one) => ({ ...first("url"), ...first("image"), ...one }));
}

function conditionsOf(conditions: Conditions, currency: string): BookCondition[] {
  const { order_total, lines = {}, customer = {}, from, until, frequency } = conditions;
  const all: BookCondition[] = [];
  const set = (kind: string, any_of: string[] | undefined, not?: true) => {
    if (any_of) all.push({ kind, ...(not ? { not } : {}), any_of: [...any_of].sort() });
  };
  const range = (kind: string, least: number | undefined, most: number | undefined) => {
    if (least === undefined && most === undefined) return;
    const bounds = {
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
    };
    all.push({ kind, ...bounds });
  };
  const minor = (text: string | undefined) =>
    text === undefined ? undefined : minorOf(text, currency);
  set("touchpoint", conditions.touchpoints);
  set("country", conditions.countries);
  set("country", conditions.not_countries, true);
  set("currency", conditions.currencies);
  set("order_kind", conditions.kinds);
  set("order_kind", conditions.not_kinds, true);
  set("subscribed_to", customer.subscribed_to);
  set("subscribed_to", customer.not_subscribed_to, true);
  set("stock_of", conditions.stock_of);
  set("consent", conditions.consent);
  range("order_total", minor(order_total?.min), minor(order_total?.max));
  range("customer_orders", customer.orders?.min, customer.orders?.max);
  const { loyalty_member } = customer;
  if (loyalty_member !== undefined) {
    range("loyalty_member", Number(loyalty_member), Number(loyalty_member));
  }
  range(
    "time",
    from === undefined ? undefined : secondsOf(from),
    // `until` is the first moment after it.
    until === undefined ? undefined : secondsOf(until) - 1,
  );
  if (frequency) range("frequency", frequency.days, frequency.most);
  set("line_sku", lines.skus);
  set("line_sku", lines.not_skus, true);
  set("line_category", lines.categories);
  set("line_category", lines.not_categories, true);
  range("line_unit_price", minor(lines.unit_price?.min), minor(lines.unit_price?.max));
  return all;
}

function bookedRule(rule: Rule, currency: string): OfferBook["rules"][number] {
  const targets: BookCondition[] = [];
  const target = (kind: string, any_of: string[] | undefined) => {
    if (any_of) targets.push({ kind, any_of: [...any_of].sort() });
  };
  if (rule.action === "pin") {
    target("offer_id", [rule.offer]);
  } else {
    target("offer_id", rule.offers);
    target("offer_type", rule.types);
    target("partner_category", rule.partner_categories);
    target("partner_brand", rule.brands);
    target("offer_sku", rule.skus);
    target("offer_category", rule.categories);
  }
  return {
    action: rule.action,
    factor: rule.action === "boost" ? rule.factor : 1,
    targets,
    conditions: conditionsOf(rule.when ?? {}, currency),
  };
}
