// The probability that an offer is accepted, by touchpoint and segment: what the shop says or the
// type is known for, drawn towards what the events say. Three levels: the offers of a type around
// the type's mean; an offer's touchpoints around the offer's mean, and its segments; a touchpoint's
// segments around the touchpoint's mean. docs/decision.md tells why.
import type { OfferType, Segment, Touchpoint } from "../../../js-glue/types.ts";
import { type Belief, fitBelief, fitStrength, posteriorMean, type Seen } from "./beta-binomial.ts";
import type { MerchantOffer } from "./offers-file.ts";

/** What the logs say of one offer. */
export interface OfferCounts {
  offer_id: string;
  /** "" where the logs do not say. */
  touchpoint: Touchpoint | "";
  segment: Segment | "";
  /** Impressions, one for each decision. */
  shown: number;
  /** The share accepted, weighted by 1/propensity. */
  rate: number;
  /** How many equally weighted impressions are as certain. */
  shown_effective: number;
}

/** As the model carries it. The most specific exception holds. */
export interface Acceptance {
  mean: number;
  exceptions: { touchpoint?: Touchpoint; segment?: Segment; mean: number }[];
}

/** What is believed of a type before there are events: a guess that counts as 50 impressions. */
export const usualAcceptance: Record<OfferType, number> = {
  product: 0.03,
  subscription: 0.02,
  loyalty: 0.05,
  partner: 0.01,
  service: 0.03,
  review: 0.05,
};
const guessStrength = 50;

/** What became of each type, for the report. */
export interface TypeBelief extends Belief {
  type: OfferType;
  shown: number;
}

export interface LearnedAcceptance {
  byOffer: Map<string, Acceptance>;
  types: TypeBelief[];
}

interface Cell extends Seen {
  offer: string;
  touchpoint: Touchpoint | "";
  segment: Segment | "";
}

/** Sums the cells by what `key` says; "" takes a cell out. */
function summed(cells: readonly Cell[], key: (cell: Cell) => string): Map<string, Seen> {
  const sums = new Map<string, Seen>();
  for (const cell of cells) {
    const name = key(cell);
    if (name === "") continue;
    const sum = sums.get(name) ?? { shown: 0, accepted: 0 };
    sum.shown += cell.shown;
    sum.accepted += cell.accepted;
    sums.set(name, sum);
  }
  return sums;
}

export function learnAcceptance(
  offers: readonly MerchantOffer[],
  counts: readonly OfferCounts[],
): LearnedAcceptance {
  const learned: LearnedAcceptance = { byOffer: new Map(), types: [] };
  const cells: Cell[] = counts.map(({ offer_id, touchpoint, segment, rate, shown_effective }) => ({
    offer: offer_id,
    touchpoint,
    segment,
    shown: shown_effective,
    accepted: rate * shown_effective,
  }));
  for (const type of new Set(offers.map((offer) => offer.type))) {
    learnType(
      type,
      offers.filter((offer) => offer.type === type),
      cells,
      learned,
    );
  }
  return learned;
}

function learnType(
  type: OfferType,
  offers: readonly MerchantOffer[],
  all: readonly Cell[],
  learned: LearnedAcceptance,
): void {
  const ids = new Set(offers.map(({ id }) => id));
  const cells = all.filter(({ offer }) => ids.has(offer));
  const byOffer = summed(cells, ({ offer }) => offer);
  const guess = { mean: usualAcceptance[type], strength: guessStrength };
  const belief = fitBelief([...byOffer.values()], guess);
  const shown = cells.reduce((sum, cell) => sum + cell.shown, 0);
  learned.types.push({ type, ...belief, shown });

  const means = new Map<string, number>();
  for (const { id, acceptance } of offers) {
    const { mean = belief.mean, weight = belief.strength } = acceptance ?? {};
    const seen = byOffer.get(id) ?? { shown: 0, accepted: 0 };
    means.set(id, posteriorMean({ mean, strength: weight }, seen));
  }
  const meanOf = (id: string) => means.get(id) ?? belief.mean;

  const touchpoints = aroundMeans(
    summed(cells, (cell) => (cell.touchpoint === "" ? "" : key(cell.offer, cell.touchpoint))),
    (name) => meanOf(partsOf(name)[0]),
  );
  const segments = aroundMeans(
    summed(cells, (cell) => (cell.segment === "" ? "" : key(cell.offer, "", cell.segment))),
    (name) => meanOf(partsOf(name)[0]),
  );
  const both = aroundMeans(
    summed(cells, ({ offer, touchpoint, segment }) =>
      touchpoint === "" || segment === "" ? "" : key(offer, touchpoint, segment),
    ),
    (name) => {
      const [offer, touchpoint] = partsOf(name);
      return touchpoints.get(key(offer, touchpoint)) ?? meanOf(offer);
    },
  );
  for (const { id } of offers) {
    const exceptions = [...both, ...touchpoints, ...segments]
      .filter(([name]) => partsOf(name)[0] === id)
      .map(([name, mean]) => {
        const [, touchpoint, segment] = partsOf(name);
        return {
          ...(touchpoint === "" ? {} : { touchpoint: touchpoint as Touchpoint }),
          ...(segment === "" ? {} : { segment: segment as Segment }),
          mean: rounded(mean),
        };
      });
    learned.byOffer.set(id, { mean: rounded(meanOf(id)), exceptions });
  }
}

/** Every cell's mean, drawn towards the mean it belongs to as strongly as the cells agree. */
function aroundMeans(
  cells: ReadonlyMap<string, Seen>,
  meanOf: (name: string) => number,
): Map<string, number> {
  const known = [...cells].map(([name, seen]) => ({ name, ...seen, mean: meanOf(name) }));
  if (known.length === 0) return new Map();
  const strength = fitStrength(known);
  return new Map(known.map((cell) => [cell.name, posteriorMean({ ...cell, strength }, cell)]));
}

// An id has no blanks, nor have touchpoints and segments.
const key = (offer: string, touchpoint: string, segment = "") =>
  `${offer} ${touchpoint} ${segment}`;
function partsOf(name: string): [offer: string, touchpoint: string, segment: string] {
  const [offer = "", touchpoint = "", segment = ""] = name.split(" ");
  return [offer, touchpoint, segment];
}

/** To six digits: the last ones differ between machines. */
const rounded = (mean: number) => Number(mean.toPrecision(6));
