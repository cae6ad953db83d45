/** Scoring from the packed model beside the Map scorer: the same baskets, in turns, in one process. */
import { graphOf, scoreWithMap } from "./map-scorer.ts";
import { PackedScorer } from "./packed-scorer.ts";
import type { JsonModel, Shop } from "./shop.ts";

const most = 10;
const rounds = 20;
const sliceSize = 100;

export interface Speed {
  /** Each slice of a hundred baskets at its best round: what other processes take does not count. */
  perSecond: number;
  /** Microseconds, over the baskets of all rounds but the first. */
  p50: number;
  p99: number;
}
export interface Scoring {
  baskets: number;
  lines: number;
  map: Speed;
  packed: Speed;
  /** From and to strings of JavaScript. */
  packedTexts: Speed;
}

/** The best answers by the definition of settings.h, for baskets without history. */
function reference(shop: Shop, graph: ReturnType<typeof graphOf>, basket: string[]) {
  const related = new Map(scoreWithMap(graph, basket, Number.POSITIVE_INFINITY));
  const known = new Set(basket);
  return [...shop.priors]
    .filter(([sku]) => !known.has(sku))
    .map(([sku, prior]) => (related.get(sku) ?? 0) + shop.priorWeight * prior)
    .sort((a, b) => b - a)
    .slice(0, most);
}

/** Throws when the packed scorer does not give the scores of the reference. */
function mustAgree(shop: Shop, packed: PackedScorer, graph: ReturnType<typeof graphOf>): void {
  for (const basket of shop.baskets.slice(0, 200)) {
    const scores = packed.scoreTexts(basket, most).map(([, score]) => score);
    const wanted = reference(shop, graph, basket);
    const close = scores.every((score, i) => Math.abs(score - (wanted[i] ?? 0)) < 1e-4);
    if (!close || scores.length !== wanted.length) {
      throw new Error(`scores of ${basket}: ${scores} where ${wanted} were expected`);
    }
  }
}

function speedOf(times: Float64Array[], baskets: number): Speed {
  let least = 0;
  for (let slice = 0; slice < baskets; slice += sliceSize) {
    const took = times.map((round) =>
      round.subarray(slice, slice + sliceSize).reduce((sum, time) => sum + time, 0),
    );
    least += Math.min(...took);
  }
  const all = Float64Array.from(times.slice(1).flatMap((round) => [...round])).sort();
  const at = (share: number) => 1000 * (all[Math.floor(share * all.length)] ?? 0);
  return { perSecond: (1000 * baskets) / least, p50: at(0.5), p99: at(0.99) };
}

export function measureScoring(shop: Shop, module: WebAssembly.Module): Scoring {
  const graph = graphOf(JSON.parse(shop.json) as JsonModel);
  const packed = new PackedScorer(module);
  packed.open(shop.bytes);
  mustAgree(shop, packed, graph);
  const { baskets } = shop;
  const places = packed.place(baskets);
  const count = baskets.length;
  const ways: ((i: number) => unknown)[] = [
    (i) => scoreWithMap(graph, baskets[i] as string[], most),
    (i) => packed.score(places[i] as number, most),
    (i) => packed.scoreTexts(baskets[i] as string[], most),
  ];
  const times = ways.map(() => [] as Float64Array[]);
  for (let round = 0; round < rounds; round++) {
    for (const [way, run] of ways.entries()) {
      const taken = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        const began = performance.now();
        run(i);
        taken[i] = performance.now() - began;
      }
      times[way]?.push(taken);
    }
  }
  const [map, ours, texts] = times.map((rounds) => speedOf(rounds, count)) as [Speed, Speed, Speed];
  const lines = baskets.reduce((sum, basket) => sum + basket.length, 0) / count;
  return { baskets: count, lines, map, packed: ours, packedTexts: texts };
}
