/**
 * How rates of one kind differ from each other: the Beta-binomial model, fitted to counts.
 *
 * Each rate is drawn from Beta(μM, (1−μ)M) and seen through `accepted` of `shown`; μ is their mean and
 * M, the strength, says in impressions how alike they are. Given both, the best guess of a rate is
 * (μM + accepted) / (M + shown): Casella, "An introduction to empirical Bayes data analysis", The
 * American Statistician 39 (1985); Robbins (1956). μ and M maximise the marginal likelihood
 *
 *   Σ ln B(accepted + μM, shown − accepted + (1−μ)M) − ln B(μM, (1−μ)M)
 *
 * (Griffiths, Biometrics 29 (1973); Minka, "Estimating a Dirichlet distribution" (2000)) together with
 * a little prior knowledge, without which one offer, or none, would not say anything about M.
 * Counts need not be whole: weighted impressions count as their effective number.
 */

export interface Seen {
  shown: number;
  accepted: number;
}

export interface Belief {
  mean: number;
  /** Impressions that the mean counts as. */
  strength: number;
}

/** Before any event: strengths lie about here, two thirds of them within a factor of e^1.5. */
export const usualStrength = 100;
const strengthSpread = 1.5;

// M from one impression to a million.
const leastLog = 0;
const mostLog = Math.log(1e6);

/** The mean after what was seen. */
export function posteriorMean({ mean, strength }: Belief, { shown, accepted }: Seen): number {
  return (mean * strength + accepted) / (strength + shown);
}

/**
 * The mean and strength that explain `units` best. `guess` is what is believed of the mean before;
 * it counts as `guess.strength` impressions.
 */
export function fitBelief(units: readonly Seen[], guess: Belief): Belief {
  const meanAt = (strength: number) =>
    maximise(
      (logit) => {
        const mean = 1 / (1 + Math.exp(-logit));
        const before =
          guess.strength * (guess.mean * Math.log(mean) + (1 - guess.mean) * Math.log1p(-mean));
        return before + units.reduce((sum, unit) => sum + logLikelihood(unit, mean, strength), 0);
      },
      -16,
      16,
    );
  const log = maximise((log) => logPrior(log) + meanAt(Math.exp(log)).value, leastLog, mostLog).at;
  const strength = Math.exp(log);
  return { mean: 1 / (1 + Math.exp(-meanAt(strength).at)), strength };
}

/** The strength with which cells keep to means that are known. */
export function fitStrength(cells: readonly (Seen & { mean: number })[]): number {
  const { at } = maximise(
    (log) =>
      cells.reduce(
        (sum, cell) => sum + logLikelihood(cell, cell.mean, Math.exp(log)),
        logPrior(log),
      ),
    leastLog,
    mostLog,
  );
  return Math.exp(at);
}

function logPrior(log: number): number {
  return -0.5 * ((log - Math.log(usualStrength)) / strengthSpread) ** 2;
}

/** Of `accepted` in `shown`, without the binomial coefficient, which no parameter changes. */
export function logLikelihood({ shown, accepted }: Seen, mean: number, strength: number): number {
  const [a, b] = [mean * strength, (1 - mean) * strength];
  return logBeta(accepted + a, shown - accepted + b) - logBeta(a, b);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ln Γ(x) for x > 0: Stirling's series above 8, the recurrence below. Abramowitz and Stegun 6.1.41. */
export function logGamma(x: number): number {
  let shift = 0;
  let above = x;
  for (; above < 8; above++) shift -= Math.log(above);
  const inverse = 1 / above;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return shift + (above - 0.5) * Math.log(above) - above + 0.5 * Math.log(2 * Math.PI) + series;
}

/** The highest point of `f`: the best of a grid, then a golden-section search about it. */
function maximise(
  f: (x: number) => number,
  from: number,
  to: number,
): { at: number; value: number } {
  const steps = 16;
  const width = (to - from) / steps;
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= steps; i++) {
    const value = f(from + i * width);
    if (value > highest) [best, highest] = [i, value];
  }
  let low = from + Math.max(0, best - 1) * width;
  let high = from + Math.min(steps, best + 1) * width;
  const ratio = (Math.sqrt(5) - 1) / 2;
  let left = high - ratio * (high - low);
  let right = low + ratio * (high - low);
  let [atLeft, atRight] = [f(left), f(right)];
  while (high - low > 1e-6) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = f(right);
    }
  }
  const at = (low + high) / 2;
  return { at, value: f(at) };
}
