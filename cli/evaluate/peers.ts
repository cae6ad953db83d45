// What a shop would have without a learned model: the most popular, and cosine similarity.
import type { PastOrder, Situation } from "./split.ts";

const most = 10;

/** History counts half: the weight the published comparisons give it. */
const historyWeight = 0.5;

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

interface SimilarSkus {
  sku: Uint32Array;
  similarity: Float64Array;
}

export function cosine(train: PastOrder[]): (situation: Situation) => string[] {
  const orders = ordersBySku(train);
  const names = [...orders.keys()].sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  const sold = names.map((name) => orders.get(name)?.length ?? 0);
  const lines = train.map(({ skus }) => Uint32Array.from(skus, (sku) => numbers.get(sku) ?? 0));
  // By number, one after the other: every order again, every row a few thousand long.
  const cache = new Map<string, SimilarSkus>();
  const both = new Float64Array(names.length);
  const similar = (name: string): SimilarSkus => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const own = orders.get(name) ?? [];
    const met: number[] = [];
    for (const k of own) {
      for (const other of lines[k] ?? []) {
        if (both[other] === 0) met.push(other);
        both[other] = (both[other] ?? 0) + 1;
      }
    }
    const row = {
      sku: Uint32Array.from(met),
      similarity: Float64Array.from(
        met,
        (other) => (both[other] ?? 0) / Math.sqrt(own.length * (sold[other] ?? 1)),
      ),
    };
    for (const other of met) both[other] = 0;
    cache.set(name, row);
    return row;
  };
  const scores = new Float64Array(names.length);
  return (situation) => {
    scores.fill(0);
    const add = (name: string, weight: number) => {
      const { sku, similarity } = similar(name);
      for (let k = 0; k < sku.length; k++) {
        const other = sku[k] as number;
        scores[other] = (scores[other] as number) + weight * (similarity[k] as number);
      }
    };
    for (const sku of situation.basket) add(sku, 1);
    for (const sku of situation.history) add(sku, historyWeight);
    const known = knownOf(situation);
    return [...scores.keys()]
      .filter((number) => (scores[number] ?? 0) > 0 && !known.has(names[number] ?? ""))
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
      .slice(0, most)
      .map((number) => names[number] ?? "");
  };
}
