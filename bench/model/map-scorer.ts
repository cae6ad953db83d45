/** The peer: what one would write in JavaScript over the JSON model, without thinking of speed. */
import type { JsonModel } from "./shop.ts";

export type Graph = Map<string, [sku: string, weight: number][]>;

export function graphOf(model: JsonModel): Graph {
  return new Map(Object.entries(model));
}

export function scoreWithMap(graph: Graph, basket: string[], most: number): [string, number][] {
  const scores = new Map<string, number>();
  const known = new Set(basket);
  for (const sku of basket) {
    for (const [neighbour, weight] of graph.get(sku) ?? []) {
      if (known.has(neighbour)) continue;
      scores.set(neighbour, (scores.get(neighbour) ?? 0) + weight);
    }
  }
  return [...scores].sort((a, b) => b[1] - a[1]).slice(0, most);
}
