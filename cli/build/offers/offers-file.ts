/** The merchant's offers file, as docs/decision.md explains it and offers.schema.json checks it. */
import type { OfferType, OrderKind, Touchpoint } from "../../../js-glue/types.ts";

/** Decimal text in the file's currency: "6.00". */
export type AmountText = string;
/** A share of the price. */
export interface ShareOf {
  share: number;
}
export type Earned = AmountText | ShareOf;

export interface Between<T> {
  min?: T;
  max?: T;
}

/** All that are given must hold. */
export interface Conditions {
  touchpoints?: Touchpoint[];
  countries?: string[];
  not_countries?: string[];
  currencies?: string[];
  kinds?: OrderKind[];
  not_kinds?: OrderKind[];
  order_total?: Between<AmountText>;
  /** One line must meet all of these together. */
  lines?: {
    skus?: string[];
    not_skus?: string[];
    categories?: string[];
    not_categories?: string[];
    unit_price?: Between<AmountText>;
  };
  customer?: {
    /** How many the customer has placed, this one included. */
    orders?: Between<number>;
    loyalty_member?: boolean;
    subscribed_to?: string[];
    not_subscribed_to?: string[];
  };
  from?: string;
  until?: string;
  /** None of these may be sold out. */
  stock_of?: string[];
  frequency?: { most: number; days: number };
  consent?: ("advertising" | "personalisation")[];
}

export interface CreativeTexts {
  title: string;
  text?: string;
  call_to_action?: string;
  /** Where a locale has none, the default locale's; so for the image. */
  url?: string;
  image?: string;
}

export interface MerchantOffer {
  id: string;
  type: OfferType;
  priority?: number;
  /** By locale. A product may do without: then its card speaks. */
  creative?: Record<string, CreativeTexts>;
  acceptance?: {
    mean: number;
    /** Impressions that the mean counts as. */
    weight?: number;
    /** What counts as accepting. */
    event?: AcceptanceEvent;
  };
  eligible?: Conditions;
  /** Products: which one. */
  sku?: string;
  price?: Earned;
  /** What it earns: `margin` of products and services, `payout` of partners, `value` of the rest. */
  margin?: Earned;
  payout?: Earned;
  value?: Earned;
  partner?: { name: string; category?: string; brand?: string };
}

export type AcceptanceEvent = "accept" | "click";

interface Targets {
  offers?: string[];
  types?: OfferType[];
  partner_categories?: string[];
  brands?: string[];
  skus?: string[];
  categories?: string[];
}

export type Rule =
  | { action: "pin"; offer: string; when?: Conditions }
  | ({ action: "boost"; factor: number; when?: Conditions } & Targets)
  | ({ action: "block"; when?: Conditions } & Targets);

type Reserve = AmountText | ({ default?: AmountText } & Partial<Record<OfferType, AmountText>>);

export interface OffersFile {
  $schema?: string;
  currency: string;
  places?: Partial<Record<Touchpoint, number>>;
  partner_share?: number;
  reserve?: { default?: AmountText } & Partial<Record<Touchpoint, Reserve>>;
  offers: MerchantOffer[];
  rules?: Rule[];
}

export const offerTypes: readonly OfferType[] = [
  "product",
  "subscription",
  "loyalty",
  "partner",
  "service",
  "review",
];
