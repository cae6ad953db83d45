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
  /** Mean of what the model said, and share that was bought. */
  predicted: number;
  bought: number;
  /** Expected calibration error: mean of |predicted − bought| over the rows, by recommendations. */
  ece: number;
  /** The same in rows of equal width, 0.02 of probability. */
  ece_fixed: number;
  /** Both of the raw score times one number, fitted where the calibration was. */
  linear_ece: number;
  linear_ece_fixed: number;
  linear_predicted: number;
  /** Both when every probability of the model is exactly right: what so few orders leave to chance. */
  chance_ece: number;
  chance_ece_fixed: number;
}

type Prediction = Pick<Outcome, "probability" | "bought">;

const mean = (part: Prediction[], value: (one: Prediction) => number) =>
  part.reduce((sum, one) => sum + value(one), 0) / Math.max(part.length, 1);

const rowOf = (part: Prediction[]): CalibrationRow => ({
  recommended: part.length,
  predicted: mean(part, ({ probability }) => probability),
  bought: mean(part, ({ bought }) => (bought ? 1 : 0)),
});

/** Predictions in ten rows of equally many, by rising probability. */
export function calibrationRows(predictions: Prediction[]): CalibrationRow[] {
  const sorted = [...predictions].sort((a, b) => a.probability - b.probability);
  const edge = (k: number) => Math.floor((k * sorted.length) / 10);
  return Array.from({ length: 10 }, (_, k) => sorted.slice(edge(k), edge(k + 1)))
    .filter((part) => part.length > 0)
    .map(rowOf);
}

/** Predictions in rows of equal width. */
export function fixedRows(predictions: Prediction[], width = 0.02): CalibrationRow[] {
  const parts = new Map<number, Prediction[]>();
  for (const prediction of predictions) {
    const place = Math.floor(prediction.probability / width);
    const part = parts.get(place);
    if (part === undefined) parts.set(place, [prediction]);
    else part.push(prediction);
  }
  return [...parts].sort(([a], [b]) => a - b).map(([, part]) => rowOf(part));
}

export function calibrationError(rows: CalibrationRow[]): number {
  const all = rows.reduce((sum, { recommended }) => sum + recommended, 0);
  return rows.reduce(
    (sum, { recommended, predicted, bought }) =>
      sum + (recommended / all) * Math.abs(predicted - bought),
    0,
  );
}

/** Mean of calibrationError over outcomes drawn by the probabilities themselves. */
function chanceError(
  predictions: Prediction[],
  rowsOf: (drawn: Prediction[]) => CalibrationRow[],
  rounds = 100,
): number {
  const random = draws(88172645);
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    const drawn = predictions.map(({ probability }) => ({
      probability,
      bought: (random.next().value as number) < probability,
    }));
    sum += calibrationError(rowsOf(drawn));
  }
  return sum / rounds;
}

/** `scale` turns scores into probabilities by itself: the peer of our calibration. */
export function calibration(outcomes: Outcome[], scale: number): Calibration {
  const rows = calibrationRows(outcomes);
  const linear = outcomes.map(({ score, bought }) => ({
    probability: Math.min(scale * score, 1),
    bought,
  }));
  const { predicted, bought } = rowOf(outcomes);
  return {
    rows,
    predicted,
    bought,
    ece: calibrationError(rows),
    ece_fixed: calibrationError(fixedRows(outcomes)),
    linear_ece: calibrationError(calibrationRows(linear)),
    linear_ece_fixed: calibrationError(fixedRows(linear)),
    linear_predicted: rowOf(linear).predicted,
    chance_ece: chanceError(outcomes, calibrationRows),
    chance_ece_fixed: chanceError(outcomes, (drawn) => fixedRows(drawn)),
  };
}
