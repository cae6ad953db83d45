// Chance that repeats: the same seed gives the same catalogue and the same orders on every machine.
// sfc32, seeded from text with FNV-1a, so that a product's picture does not change when another
// product is added before it.

export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** Integer in [low, high], both included. */
  between(low: number, high: number): number;
  /** True with the given probability. */
  hit(probability: number): boolean;
  /** One of the list. Throws on an empty one. */
  pick<T>(list: readonly T[]): T;
  /** Position drawn in proportion to the weights, which must not all be 0. */
  weighted(weights: readonly number[]): number;
  /** Roughly normal: the sum of four uniforms, mean 0, standard deviation 1. */
  bell(): number;
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}

export function chance(seed: string): Chance {
  let a = hash(seed);
  let b = hash(`${seed}/b`);
  let c = hash(`${seed}/c`);
  let d = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    hit: (probability) => next() < probability,
    pick: (list) => {
      const chosen = list[Math.floor(next() * list.length)];
      if (chosen === undefined) throw new Error("pick: the list is empty");
      return chosen;
    },
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < weights.length; i++) {
        left -= weights[i] ?? 0;
        if (left < 0) return i;
      }
      return weights.length - 1;
    },
    bell: () => (next() + next() + next() + next() - 2) * Math.sqrt(3),
  };
}
