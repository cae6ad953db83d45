/** The shapes that cross the boundary, as documented in docs/decision.md and wasm/order/order.h. */

/** Where a buyer meets the shop after paying. */
export const touchpoints = [
  "confirmation",
  "receipt",
  "order-email",
  "shipping-email",
  "delivery-email",
  "in-app",
  "push",
  "order-history",
] as const;
export type Touchpoint = (typeof touchpoints)[number];

export type OfferType = "product" | "subscription" | "loyalty" | "partner" | "service" | "review";
/** What a buyer may have agreed to. */
export type Consent = "advertising" | "personalisation";
/** How the buyer stands to the shop: acceptance differs by it. */
export type Segment = "first_order" | "returning" | "unknown";
export type Arm = "treatment" | "holdout";
export type OrderKind = "purchase" | "subscription" | "payment" | "activation";

/** The canonical order. Every other known format is accepted wherever an order is asked for. */
export interface Order {
  order_id: string;
  /** ISO 8601. */
  placed_at?: string;
  /** ISO 4217. */
  currency: string;
  /** BCP 47. */
  locale?: string;
  /** ISO 3166 alpha-2. */
  country?: string;
  kind?: OrderKind;
  lines: { sku: string; quantity?: number; unit_price?: string }[];
  /** Decimal text in `currency`. */
  total?: string;
  customer?: {
    id?: string;
    /** How many this customer has placed, this one included. */
    orders?: number;
    /** Most recent first. */
    prior_skus?: string[];
    loyalty_member?: boolean;
    /** Of what the customer has subscribed to: offers name them in not_subscribed_to. */
    subscriptions?: string[];
  };
  test?: boolean;
}

/** An order as the readers give it back. */
export interface ReadOrder extends Order {
  /** Which reader understood it: "canonical", "schema.org", … */
  format: string;
  /** One sentence each: lines skipped and why, fields ignored. */
  notes: string[];
}

/** Everything that is not in the order or the model. Unknown keys are refused. */
export interface Context {
  touchpoint?: Touchpoint;
  /** ISO 8601 text or Unix seconds. */
  now?: string | number;
  /** 64 bits: decimal text, or an integer that a number holds exactly. */
  seed?: string | number;
  /** What is randomised, when it is not the customer. */
  unit?: string;
  /** BCP 47, instead of the order's. */
  locale?: string;
  /** Say what was withheld and why. */
  explain?: boolean;
  /** Most offers shown. */
  places?: number;
  /** What the buyer has agreed to; nothing unless given. Offers may ask for it. */
  consent?: Consent[];
  /** How often this buyer was shown an offer, and when last, for frequency caps. */
  seen?: { offer_id: string; count: number; last: string | number }[];
  /** Instead of the arm that the unit is in: to look at both. */
  arm?: Arm;
}

export interface RenderContext extends Context {
  part?: "html" | "text" | "json";
  /** The page's CSP nonce. */
  nonce?: string;
  /** The widget's style sheet: in the widget (default), linked from `stylesheet`, or the page's. */
  style?: "inline" | "link" | "none";
  /** Same-origin address of widget.css, for "link". */
  stylesheet?: string;
  /** The widget in declarative Shadow DOM. */
  shadow?: boolean;
}

export interface SlotRule {
  /** "#id", ".class", "tag", "[attr]", "[attr=value]", compounds, descendants. */
  selector: string;
  position: "before" | "prepend" | "append" | "after" | "replace";
}

export interface PageContext extends RenderContext {
  /** By preference; the first that matches in the page wins. */
  slots?: SlotRule[];
  /** The same, used at the end of a page without a slot. */
  fallbacks?: SlotRule[];
  /** Bytes that may be held back while the order is not known yet. */
  hold?: number;
  /** Only looks at the page, to its end: nothing is decided or spliced, no model is needed. */
  survey?: boolean;
}

export interface Offer {
  offer_id: string;
  type: OfferType;
  sku?: string;
  title: string;
  text?: string;
  call_to_action?: string;
  url?: string;
  image?: string;
  disclosure?: string;
  price?: { amount: number; currency: string; text: string };
  probability: number;
  /** Minor units earned when accepted. */
  value: number;
  expected_value: number;
  /** Exact chance that this decision shows this offer. */
  propensity: number;
  because?: string[];
  reason?: string;
}

export interface Withheld {
  offer_id: string;
  type: OfferType;
  sku?: string;
  title: string;
  /** The rule that removed it, in words. */
  reason: string;
  probability: number;
  value: number;
  expected_value: number;
  /** Of being shown all the same, by exploration. */
  propensity: number;
  because?: string[];
}

export interface Decision {
  decision_id: string;
  /** Checksum of the model. */
  model: string;
  touchpoint: Touchpoint;
  unit: string;
  segment: Segment;
  arm: Arm;
  offers: Offer[];
  /** With `explain`: every candidate that is not offered, best first. */
  withheld: Withheld[];
  /** ISO 8601: when this order's buyer is likely to need more. */
  next_contact_at?: string;
  notes: string[];
}

export interface Recommendation {
  order_id: string;
  items: { sku: string; score: number; probability: number }[];
}

/** A decision and what its touchpoint shows; `content` is empty when nothing is to be shown. */
export interface Rendered {
  decision: Decision;
  decisionText: string;
  content: string;
}

/** What happened to one page. */
export interface PageReport {
  outcome:
    | "spliced"
    | "placed"
    | "nothing"
    | "holdout"
    | "no-order"
    | "no-slot"
    | "failed"
    | "pending";
  /** Why it failed, in one line. */
  reason?: string;
  /** Everything that looked like an order, in page order. */
  payloads?: {
    /** "header", "data-script", … */
    source: string;
    offset: number;
    size: number;
    order?: ReadOrder;
    /** Why it is no order that can be used. */
    problem?: string;
    /** In a survey: whether this is the order that would be decided on. */
    used?: boolean;
  }[];
  /** In a survey: what looked like an order at first sight, and why it is none. */
  skipped?: { source: string; offset: number; problem: string }[];
  slots?: { selector: string; fallback: boolean; offset: number; used: boolean }[];
  decision?: Decision;
}
