// Twenty orders out of the recorded time, as the confirmation page would carry them: what the
// playground offers to try: those of best-of.ts, and one early and one late order per mission, with
// the buyer's history.
import { type Catalogue, variantTitle } from "../catalogue/catalogue.ts";
import { type BestOf, bestOf } from "./best-of.ts";
import { decimal } from "./csv.ts";
import type { PlacedOrder } from "./generate.ts";

export interface CanonicalOrder {
  order_id: string;
  placed_at: string;
  currency: "EUR";
  locale: string;
  country: string;
  kind: "purchase";
  lines: { sku: string; quantity: number; unit_price: string }[];
  total: string;
  customer: { id: string; orders: number; prior_skus: string[]; loyalty_member: boolean };
  test: boolean;
}

export interface RecordedOrder {
  /** "Camping for two" */
  title: string;
  /** "Kestrel 2 tent and 1 more · first order · DE" */
  summary: string;
  order: CanonicalOrder;
  /** Where its best offer is shown and why it is the best, for six of them. */
  best?: BestOf;
}

/** `earlier`: the same customer's orders before this one, oldest first. */
export function canonicalOrder(
  order: PlacedOrder,
  earlier: readonly PlacedOrder[],
): CanonicalOrder {
  const prior = new Set<string>();
  for (const before of earlier.toReversed()) for (const line of before.lines) prior.add(line.sku);
  const total = order.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  return {
    order_id: order.id,
    placed_at: new Date(order.at * 1000).toISOString().replace(".000Z", "Z"),
    currency: "EUR",
    locale: order.locale,
    country: order.country,
    kind: "purchase",
    lines: order.lines.map((line) => ({
      sku: line.sku,
      quantity: line.quantity,
      unit_price: decimal(line.unitPrice),
    })),
    total: decimal(total),
    customer: {
      id: order.customer,
      orders: earlier.length + 1,
      prior_skus: [...prior].slice(0, 40),
      loyalty_member: earlier.length >= 4,
    },
    test: false,
  };
}

function summaryOf(catalogue: Catalogue, order: PlacedOrder, earlier: number): string {
  const first = catalogue.bySku.get(order.lines[0]?.sku ?? "");
  const title = first ? variantTitle(first.product, first.variant) : "";
  const more = order.lines.length > 1 ? ` and ${order.lines.length - 1} more` : "";
  const history =
    order.customer === "" ? "guest" : earlier === 0 ? "first order" : `order no. ${earlier + 1}`;
  return `${title}${more} · ${history} · ${order.country}`;
}

export function recordedOrders(
  catalogue: Catalogue,
  orders: readonly PlacedOrder[],
): RecordedOrder[] {
  const before = new Map<string, PlacedOrder[]>();
  const firsts = new Map<string, RecordedOrder>();
  const returns = new Map<string, RecordedOrder>();
  const picked: RecordedOrder[] = [];
  for (const order of orders) {
    const earlier = order.customer ? (before.get(order.customer) ?? []) : [];
    const lines = order.lines.length;
    const best = bestOf.find((one) => one.order === order.id);
    if (best || (lines >= 2 && lines <= 5)) {
      const record: RecordedOrder = {
        title: order.mission,
        summary: summaryOf(catalogue, order, earlier.length),
        order: canonicalOrder(order, earlier),
        ...(best ? { best } : {}),
      };
      if (best) picked.push(record);
      if (earlier.length === 0) firsts.set(order.mission, record);
      if (earlier.length > 1) returns.set(order.mission, record);
    }
    if (order.customer) before.set(order.customer, [...earlier, order]);
  }
  const byTitle = (a: RecordedOrder, b: RecordedOrder): number => (a.title < b.title ? -1 : 1);
  const add = (records: Iterable<RecordedOrder>, most: number): void => {
    for (const record of [...records].sort(byTitle)) {
      if (picked.length >= most) return;
      if (!picked.some((p) => p.order.order_id === record.order.order_id)) picked.push(record);
    }
  };
  // First those missions that the six do not show.
  const shown = new Set(picked.map(({ title }) => title));
  add(
    [...firsts.values()].filter(({ title }) => !shown.has(title)),
    17,
  );
  add(returns.values(), 20);
  return picked.sort((a, b) => byTitle(a, b) || a.order.customer.orders - b.order.customer.orders);
}
