/** dist/history.js: what the loader fetches beside itself where the page says `data-history`. */
import type { ReadOrder } from "../types.ts";
import { key } from "./forget.ts";

const most = 100;

/** SKUs bought on this device before, most recent first; empty where storage is blocked. */
function remembered(): string[] {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(told) ? told.filter((sku) => typeof sku === "string") : [];
  } catch {
    return [];
  }
}

/** The order with the device's history added to its own, and the device made to remember it. */
export function withHistory(order: ReadOrder): ReadOrder {
  const bought = order.lines.map(({ sku }) => sku);
  const known = remembered();
  const earlier = known.filter((sku) => !bought.includes(sku));
  const prior = [...new Set([...(order.customer?.prior_skus ?? []), ...earlier])];
  try {
    localStorage.setItem(key, JSON.stringify([...new Set([...bought, ...known])].slice(0, most)));
  } catch {
    // A device that may not remember simply does not.
  }
  return { ...order, customer: { ...order.customer, prior_skus: prior } };
}
