import { expect, test } from "vitest";
import { kinds, makeCatalogue } from "../../demo/catalogue/catalogue.ts";
import { picture } from "../../demo/catalogue/drawings/picture.ts";
import { ordersCsv, productsCsv } from "../../demo/orders/csv.ts";
import {
  makeOrders,
  type PlacedOrder,
  recordedFrom,
  recordedUntil,
} from "../../demo/orders/generate.ts";
import { missions } from "../../demo/orders/missions.ts";
import { recordedOrders } from "../../demo/orders/recorded.ts";

const catalogue = makeCatalogue("larkfell");
const orders = makeOrders(catalogue, "larkfell");

/** How many times likelier `then` is among customers who bought `first`, than among all. */
function lift(first: string, then: string, of: readonly PlacedOrder[]): number {
  const kindsOf = new Map<string, Set<string>>();
  for (const order of of) {
    if (!order.customer) continue;
    const bought = kindsOf.get(order.customer) ?? new Set<string>();
    for (const line of order.lines)
      bought.add(catalogue.bySku.get(line.sku)?.product.kind.id ?? "");
    kindsOf.set(order.customer, bought);
  }
  const all = [...kindsOf.values()];
  const withFirst = all.filter((bought) => bought.has(first));
  const share = (sets: Set<string>[]): number =>
    sets.filter((s) => s.has(then)).length / sets.length;
  return share(withFirst) / share(all);
}

test("the shop has over 300 products in over 10 categories, each with its own address and SKUs", () => {
  expect(catalogue.products.length).toBeGreaterThanOrEqual(300);
  expect(new Set(catalogue.products.map((p) => p.kind.category)).size).toBeGreaterThanOrEqual(10);
  expect(catalogue.byId.size).toBe(catalogue.products.length);
  expect(catalogue.bySku.size).toBe(catalogue.products.reduce((n, p) => n + p.variants.length, 0));
});

test("every product earns something and costs more than it earns", () => {
  for (const product of catalogue.products) {
    expect(product.margin, product.id).toBeGreaterThan(0);
    expect(product.margin, product.id).toBeLessThan(product.price);
  }
});

test("every product has a picture of well-formed shapes, without a placeholder left in it", () => {
  for (const product of catalogue.products) {
    const svg = picture(product);
    expect(svg.match(/<(path|rect|circle|ellipse)/g)?.length ?? 0, product.id).toBeGreaterThan(5);
    expect(svg, product.id).not.toMatch(/undefined|NaN/);
  }
});

test("missions and refills name only kinds that the shop sells", () => {
  const known = new Set(kinds.map((kind) => kind.id));
  const named = [
    ...missions.flatMap((m) => m.steps.flatMap((s) => s.needs.map((n) => n.kind))),
    ...kinds.flatMap((kind) => kind.refills ?? []),
  ];
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

test("the same seed gives the same files, another seed gives others", () => {
  const again = makeCatalogue("larkfell");
  expect(productsCsv(again)).toBe(productsCsv(catalogue));
  expect(ordersCsv(makeOrders(again, "larkfell"))).toBe(ordersCsv(orders));
  expect(ordersCsv(makeOrders(catalogue, "other"))).not.toBe(ordersCsv(orders));
});

test("there are over 20,000 orders over about eighteen months, oldest first", () => {
  expect(orders.length).toBeGreaterThanOrEqual(20_000);
  expect((recordedUntil - recordedFrom) / 86_400 / 30.4).toBeGreaterThan(17.5);
  for (let i = 1; i < orders.length; i++) {
    expect(orders[i]?.at).toBeGreaterThanOrEqual(orders[i - 1]?.at ?? 0);
  }
  expect(orders[0]?.at).toBeGreaterThanOrEqual(recordedFrom);
  expect(orders.at(-1)?.at).toBeLessThanOrEqual(recordedUntil + 2 * 86_400);
});

test("customers return, a few products sell most, and some buyers stay guests", () => {
  const perCustomer = new Map<string, number>();
  const perSku = new Map<string, number>();
  for (const order of orders) {
    if (order.customer) perCustomer.set(order.customer, (perCustomer.get(order.customer) ?? 0) + 1);
    for (const line of order.lines) perSku.set(line.sku, (perSku.get(line.sku) ?? 0) + 1);
  }
  const returning = [...perCustomer.values()].filter((n) => n > 1).length / perCustomer.size;
  expect(returning).toBeGreaterThan(0.5);
  expect(orders.some((order) => order.customer === "")).toBe(true);
  const sold = [...perSku.values()].sort((a, b) => b - a);
  const total = sold.reduce((sum, n) => sum + n, 0);
  const topTenth = sold.slice(0, Math.floor(sold.length / 10)).reduce((sum, n) => sum + n, 0);
  expect(topTenth / total).toBeGreaterThan(0.25);
});

test("what belongs together is bought together: a tent leads to a mat, a dripper to filter papers", () => {
  expect(lift("tent-2", "mat", orders)).toBeGreaterThan(3);
  expect(lift("dripper", "paper-filters", orders)).toBeGreaterThan(4);
  expect(lift("desk", "desk-lamp", orders)).toBeGreaterThan(4);
  expect(lift("carrier", "nappies", orders)).toBeGreaterThan(4);
  expect(lift("tent-2", "nappies", orders)).toBeLessThan(1.5);
});

test("the structure of the past holds in the future: lifts agree between the two halves", () => {
  const half = Math.floor(orders.length / 2);
  for (const [first, then] of [
    ["tent-2", "mat"],
    ["planter", "soil"],
    ["road-shoe", "running-socks"],
  ] as const) {
    expect(lift(first, then, orders.slice(0, half))).toBeGreaterThan(2);
    expect(lift(first, then, orders.slice(half))).toBeGreaterThan(2);
  }
});

test("coffee comes back after about three weeks, and mostly the same one", () => {
  const last = new Map<string, { sku: string; at: number }>();
  const gaps: number[] = [];
  let same = 0;
  for (const order of orders) {
    const line = order.lines.find((l) => l.sku.startsWith("BEANS-FILTER"));
    if (!line || !order.customer) continue;
    const before = last.get(order.customer);
    if (before) {
      gaps.push((order.at - before.at) / 86_400);
      if (before.sku === line.sku) same++;
    }
    last.set(order.customer, { sku: line.sku, at: order.at });
  }
  gaps.sort((a, b) => a - b);
  const median = gaps[Math.floor(gaps.length / 2)] ?? 0;
  expect(median).toBeGreaterThan(14);
  expect(median).toBeLessThan(28);
  expect(same / gaps.length).toBeGreaterThan(0.55);
});

test("buyers keep their size", () => {
  const sizes = new Map<string, Set<string>>();
  for (const order of orders) {
    for (const line of order.lines) {
      const found = catalogue.bySku.get(line.sku);
      if (!order.customer || found?.product.kind.sizes !== "shoes") continue;
      sizes.set(order.customer, (sizes.get(order.customer) ?? new Set()).add(found.variant.size));
    }
  }
  const several = [...sizes.values()].filter((set) => set.size > 1).length;
  expect(several / sizes.size).toBeLessThan(0.1);
});

test("tents sell in early summer and fleeces in winter", () => {
  const sold = (kind: string, months: readonly number[]): number =>
    orders.filter(
      (o) =>
        o.at >= Date.UTC(2025, 10, 1) / 1000 &&
        months.includes(new Date(o.at * 1000).getUTCMonth()) &&
        o.lines.some((l) => catalogue.bySku.get(l.sku)?.product.kind.id === kind),
    ).length;
  expect(sold("tent-2", [4, 5, 6])).toBeGreaterThan(3 * sold("tent-2", [10, 11, 0]));
  expect(sold("fleece", [10, 11, 0])).toBeGreaterThan(2 * sold("fleece", [4, 5, 6]));
});

test("twenty recorded orders cover the missions, with and without history", () => {
  const recorded = recordedOrders(catalogue, orders);
  expect(recorded).toHaveLength(20);
  expect(new Set(recorded.map((r) => r.order.order_id)).size).toBe(20);
  expect(new Set(recorded.map((r) => r.title)).size).toBeGreaterThanOrEqual(14);
  expect(recorded.some((r) => r.order.customer.prior_skus.length > 0)).toBe(true);
  expect(recorded.some((r) => r.order.customer.id === "")).toBe(true);
});
