// Hit rate, NDCG, coverage and calibration of ranked lists.

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

/** One recommendation and what came of it. */
export interface Outcome {
  score: number;
  probability: number;
  bought: boolean;
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
  /** The same of the raw score times the one number that makes its mean the share bought: the best
   * that could be done without calibration, told the answer. */
  linear_ece: number;
}

type Prediction = Pick<Outcome, "probability" | "bought">;

/** Predictions in ten rows of equally many, by rising probability. */
export function calibrationRows(predictions: Prediction[]): CalibrationRow[] {
  const sorted = [...predictions].sort((a, b) => a.probability - b.probability);
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
  return rows;
}

export function calibrationError(rows: CalibrationRow[]): number {
  const all = rows.reduce((sum, { recommended }) => sum + recommended, 0);
  return rows.reduce(
    (sum, { recommended, predicted, bought }) =>
      sum + (recommended / all) * Math.abs(predicted - bought),
    0,
  );
}

export function calibration(outcomes: Outcome[]): Calibration {
  const rows = calibrationRows(outcomes);
  const scores = outcomes.reduce((sum, { score }) => sum + score, 0);
  const bought = outcomes.filter((outcome) => outcome.bought).length;
  const scale = scores > 0 ? bought / scores : 0;
  const linear = outcomes.map(({ score, bought }) => ({ probability: scale * score, bought }));
  return {
    rows,
    ece: calibrationError(rows),
    linear_ece: calibrationError(calibrationRows(linear)),
  };
}
