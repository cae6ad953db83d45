// Orders -> what to learn from, and the situations to be judged on.
import type { Database } from "../build/database.ts";

export type Protocol = "next" | "complete";

export interface PastOrder {
  id: string;
  customer: string;
  /** Unix seconds; null where the file has none. */
  time: number | null;
  skus: string[];
}

export interface Situation {
  basket: string[];
  /** Most recent first, none of the basket. */
  history: string[];
  /** Empty where the next order held nothing new: nothing to find, but a situation to come. */
  wanted: Set<string>;
  /** Seconds until the order that is to be predicted; null without times, 0 within a basket. */
  wait: number | null;
}

export interface Split {
  train: PastOrder[];
  situations: Situation[];
}

/** Limits of an order: what is over them is not part of the situation. */
const mostLines = 250;
const mostHistory = 500;

/** All usable orders, oldest first. Needs order_list, line and sku_list of cli/sql/. */
export async function ordersOf(database: Database): Promise<PastOrder[]> {
  const rows = await database.rows<{
    order_id: string;
    customer: number | null;
    time: bigint | null;
    sku: string;
  }>(
    `SELECT order_id, customer, time::BIGINT AS time, text AS sku
     FROM order_list JOIN line USING (order_no) JOIN sku_list USING (sku)
     ORDER BY order_no, row`,
  );
  const orders = new Map<string, PastOrder>();
  for (const { order_id, customer, time, sku } of rows) {
    let order = orders.get(order_id);
    if (order === undefined) {
      order = {
        id: order_id,
        customer: customer === null ? "" : String(customer),
        time: time === null ? null : Number(time),
        skus: [],
      };
      orders.set(order_id, order);
    }
    order.skus.push(sku);
  }
  return [...orders.values()];
}

/** SKU -> category. Needs line and checked_rows of cli/sql/. */
export async function categoriesOf(database: Database): Promise<Map<string, string>> {
  const rows = await database.rows<{ sku: string; category: string }>(
    `SELECT text AS sku, max(category) AS category
     FROM line JOIN sku_list USING (sku) JOIN checked_rows USING (row)
     WHERE category <> '' GROUP BY text`,
  );
  return new Map(rows.map(({ sku, category }) => [sku, category]));
}

export function byCustomer(orders: PastOrder[]): Map<string, PastOrder[]> {
  const customers = new Map<string, PastOrder[]>();
  for (const order of orders) {
    if (order.customer === "") continue;
    const own = customers.get(order.customer);
    if (own === undefined) customers.set(order.customer, [order]);
    else own.push(order);
  }
  return customers;
}

/** Each customer's last order is to be predicted from those before it. */
function splitNext(orders: PastOrder[]): Split {
  const held = new Set<PastOrder>();
  const situations: Situation[] = [];
  for (const own of byCustomer(orders).values()) {
    const last = own.at(-1);
    const before = own.slice(0, -1);
    const current = before.at(-1);
    if (last === undefined || current === undefined) continue;
    held.add(last);
    const basket = current.skus.slice(0, mostLines);
    const history = new Set<string>();
    for (const order of before.slice(0, -1).reverse()) {
      for (const sku of order.skus) if (!basket.includes(sku)) history.add(sku);
    }
    const known = new Set(before.flatMap((order) => order.skus));
    const wanted = new Set(last.skus.filter((sku) => !known.has(sku)));
    const wait = last.time === null || current.time === null ? null : last.time - current.time;
    situations.push({ basket, history: [...history].slice(0, mostHistory), wanted, wait });
  }
  return { train: orders.filter((order) => !held.has(order)), situations };
}

/** Of each of the newest 15 % of the orders, one SKU is to be predicted from the others. */
function splitComplete(orders: PastOrder[], timed: boolean): Split {
  let sorted = orders;
  if (!timed) {
    // Without a clock, late is late in the customer's own sequence.
    const place = new Map<PastOrder, number>();
    for (const own of byCustomer(orders).values()) {
      for (const [k, order] of own.entries()) place.set(order, (k + 1) / own.length);
    }
    sorted = [...orders].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  }
  const cut = Math.round(sorted.length * 0.85);
  const train = sorted.slice(0, cut);
  const sold = new Set(train.flatMap((order) => order.skus));
  const situations: Situation[] = [];
  for (const [k, order] of sorted.slice(cut).entries()) {
    const skus = order.skus.filter((sku) => sold.has(sku));
    // Which one is hidden has nothing to do with its place: 2^32 / φ spreads evenly.
    const hidden = skus[((k * 2654435761) % 4294967296) % Math.max(skus.length, 1)];
    if (skus.length < 2 || hidden === undefined) continue;
    const basket = skus.filter((sku) => sku !== hidden).slice(0, mostLines);
    situations.push({ basket, history: [], wanted: new Set([hidden]), wait: 0 });
  }
  return { train, situations };
}

export function split(orders: PastOrder[], protocol: Protocol, timed: boolean): Split {
  return protocol === "next" ? splitNext(orders) : splitComplete(orders, timed);
}
