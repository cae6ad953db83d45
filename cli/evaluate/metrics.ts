// Hit rate, NDCG, coverage and calibration of ranked lists.

export interface Recommendation {
  sku: string;
  probability: number;
}

export interface Estimate {
  value: number;
  /** 95 %, percentile bootstrap over the contexts. */
  interval: [number, number];
}

const discounts = Array.from({ length: 10 }, (_, place) => 1 / Math.log2(place + 2));

export function hit(skus: string[], wanted: Set<string>, most: number): number {
  return skus.slice(0, most).some((sku) => wanted.has(sku)) ? 1 : 0;
}

export function ndcg(skus: string[], wanted: Set<string>): number {
  let gain = 0;
  let ideal = 0;
  for (const [place, discount] of discounts.entries()) {
    const sku = skus[place];
    if (sku !== undefined && wanted.has(sku)) gain += discount;
    if (place < wanted.size) ideal += discount;
  }
  return ideal === 0 ? 0 : gain / ideal;
}

/** A small generator of our own, so that intervals are the same on every machine (xorshift32). */
function* draws(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield (state >>> 0) / 4294967296;
  }
}

export function estimate(values: number[], rounds = 500): Estimate {
  const mean = (sum: number) => (values.length === 0 ? 0 : sum / values.length);
  const random = draws(2463534242);
  const means: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (let k = 0; k < values.length; k++) {
      sum += values[Math.floor((random.next().value as number) * values.length)] ?? 0;
    }
    means.push(mean(sum));
  }
  means.sort((a, b) => a - b);
  const at = (share: number) => means[Math.floor(share * (rounds - 1))] ?? 0;
  return { value: mean(values.reduce((a, b) => a + b, 0)), interval: [at(0.025), at(0.975)] };
}

export interface CalibrationRow {
  recommended: number;
  /** Mean of what the model said. */
  predicted: number;
  /** Share that was bought. */
  bought: number;
}

export interface Calibration {
  rows: CalibrationRow[];
  /** Expected calibration error: mean of |predicted − bought| over the rows, by recommendations. */
  ece: number;
}

/** Outcomes in ten rows of equally many recommendations, by rising probability. */
export function calibration(outcomes: { probability: number; bought: boolean }[]): Calibration {
  const sorted = [...outcomes].sort((a, b) => a.probability - b.probability);
  const rows: CalibrationRow[] = [];
  for (let k = 0; k < 10; k++) {
    const part = sorted.slice(
      Math.floor((k * sorted.length) / 10),
      Math.floor(((k + 1) * sorted.length) / 10),
    );
    if (part.length === 0) continue;
    rows.push({
      recommended: part.length,
      predicted: part.reduce((sum, { probability }) => sum + probability, 0) / part.length,
      bought: part.filter(({ bought }) => bought).length / part.length,
    });
  }
  const ece = rows.reduce(
    (sum, { recommended, predicted, bought }) =>
      sum + (recommended / Math.max(sorted.length, 1)) * Math.abs(predicted - bought),
    0,
  );
  return { rows, ece };
}
