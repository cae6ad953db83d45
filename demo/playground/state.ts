// Everything the visitor chose, and the share link that holds it.
import type { Context, Touchpoint } from "../../js-glue/afterglow.ts";
import { pack, unpack } from "../packed.ts";
import type { OrderFormat } from "./order-formats.ts";

export interface State {
  /** Position among the recorded orders, or "own". */
  recorded: number | "own";
  /** The order as text, in whatever format. */
  order: string;
  format: OrderFormat;
  touchpoint: Touchpoint;
  locale: string;
  places: string;
  arm: "" | "treatment" | "holdout";
  /** Whether the buyer agreed to it: "yes" or "". */
  advertising: "" | "yes";
  personalisation: "" | "yes";
  /** What is sold out or switched off today: offer ids. */
  off: string[];
  /** What costs something else today: SKU -> decimal text. */
  prices: Record<string, string>;
  /** ISO 8601 with minutes, UTC. */
  now: string;
  seed: string;
  viewport: "desktop" | "tablet" | "phone" | "narrow";
  scheme: "light" | "dark";
  part: "html" | "text" | "json";
  /** Custom properties of the widget, by name without "--afterglow-". */
  theme: Record<string, string>;
  /** Edge and browser are open side by side. */
  both: "" | "yes";
}

/** Unix seconds of the "now" chosen; the present when it cannot be read. */
export function nowOf(state: State): number {
  const at = Date.parse(`${state.now}Z`);
  return Math.floor((Number.isNaN(at) ? Date.now() : at) / 1000);
}

export function contextOf(state: State): Context {
  const consent = (["advertising", "personalisation"] as const).filter((kind) => state[kind]);
  return {
    consent,
    touchpoint: state.touchpoint,
    now: nowOf(state),
    seed: /^\d{1,19}$/.test(state.seed) ? state.seed : "1",
    explain: true,
    ...(state.locale ? { locale: state.locale } : {}),
    ...(state.places ? { places: Number(state.places) } : {}),
    ...(state.arm ? { arm: state.arm } : {}),
  };
}

/** A recorded order is named, any other is written out. */
export function shareHash(state: State): string {
  const { order, ...rest } = state;
  return `#s=${pack(state.recorded === "own" ? state : rest)}`;
}

/** What the link says, as far as it says it in the right form. */
export function readHash(hash: string, defaults: State): State {
  const text = /^#s=([\w-]+)$/.exec(hash)?.[1];
  const given = unpack(text ?? "") as Record<string, unknown> | null | undefined;
  if (typeof given !== "object" || given === null) return defaults;
  const state: State = { ...defaults };
  const known = state as unknown as Record<string, unknown>;
  for (const key of Object.keys(defaults)) {
    const value = given[key];
    if (key === "theme") state.theme = themeOf(value);
    else if (key === "off") state.off = offersOf(value);
    else if (key === "prices") state.prices = pricesOf(value);
    else if (key === "recorded")
      state.recorded = value === "own" || typeof value === "number" ? value : 0;
    else if (typeof value === typeof known[key]) known[key] = value;
  }
  return state;
}

function offersOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((id) => typeof id === "string" && id.length <= 160).slice(0, 100);
}

/** Decimal text with the digits of the shop's currency. */
export const isPrice = (text: string): boolean => /^\d{1,7}(\.\d{1,2})?$/.test(text);

function pricesOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  const prices = Object.entries(value).filter(
    ([sku, price]) => sku.length <= 128 && typeof price === "string" && isPrice(price),
  );
  return Object.fromEntries(prices.slice(0, 100));
}

function themeOf(value: unknown): Record<string, string> {
  const theme: Record<string, string> = {};
  if (typeof value !== "object" || value === null) return theme;
  for (const [name, set] of Object.entries(value)) {
    if (/^[a-z-]{1,30}$/.test(name) && typeof set === "string") theme[name] = set.slice(0, 120);
  }
  return theme;
}
