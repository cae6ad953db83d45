// What a shop would have without a learned model: the most popular, and cosine similarity.
import type { PastOrder, Situation } from "./split.ts";

const most = 10;

/** History counts half: the weight the published comparisons give it. */
const historyWeight = 0.5;

function best(scores: Map<string, number>, known: Set<string>): string[] {
  return [...scores]
    .filter(([sku]) => !known.has(sku))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([sku]) => sku);
}

const knownOf = ({ basket, history }: Situation) => new Set([...basket, ...history]);

function ordersBySku(orders: PastOrder[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [k, { skus }] of orders.entries()) {
    for (const sku of skus) {
      const list = found.get(sku);
      if (list === undefined) found.set(sku, [k]);
      else list.push(k);
    }
  }
  return found;
}

export function popularity(train: PastOrder[]): (situation: Situation) => string[] {
  const ranked = [...ordersBySku(train)]
    .sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1))
    .map(([sku]) => sku);
  return (situation) => {
    const known = knownOf(situation);
    const list: string[] = [];
    for (const sku of ranked) {
      if (list.length === most) break;
      if (!known.has(sku)) list.push(sku);
    }
    return list;
  };
}

export function cosine(train: PastOrder[]): (situation: Situation) => string[] {
  const orders = ordersBySku(train);
  const cache = new Map<string, Map<string, number>>();
  const similar = (sku: string) => {
    let row = cache.get(sku);
    if (row === undefined) {
      row = new Map();
      const own = orders.get(sku) ?? [];
      for (const k of own) {
        for (const other of train[k]?.skus ?? []) row.set(other, (row.get(other) ?? 0) + 1);
      }
      for (const [other, both] of row) {
        row.set(other, both / Math.sqrt(own.length * (orders.get(other)?.length ?? 1)));
      }
      cache.set(sku, row);
    }
    return row;
  };
  return (situation) => {
    const scores = new Map<string, number>();
    const add = (sku: string, weight: number) => {
      for (const [other, value] of similar(sku)) {
        scores.set(other, (scores.get(other) ?? 0) + weight * value);
      }
    };
    for (const sku of situation.basket) add(sku, 1);
    for (const sku of situation.history) add(sku, historyWeight);
    return best(scores, knownOf(situation));
  };
}
