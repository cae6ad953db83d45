// Acceptance from counts: the Beta-binomial fit against a slow oracle, shrinkage on simulated truth.
import { describe, expect, it } from "vitest";
import { learnAcceptance, usualAcceptance } from "../../cli/build/offers/acceptance.ts";
import {
  fitBelief,
  fitStrength,
  logGamma,
  logLikelihood,
  type Seen,
  usualStrength,
} from "../../cli/build/offers/beta-binomial.ts";
import type { MerchantOffer } from "../../cli/build/offers/offers-file.ts";
import { randomNumbers } from "./build-shop.ts";

/** ln of the chance of exactly these outcomes, drawn one after the other from Pólya's urn. */
function urnLogLikelihood({ shown, accepted }: Seen, mean: number, strength: number): number {
  let log = 0;
  for (let i = 0; i < shown; i++) {
    const drawn =
      i < accepted
        ? (mean * strength + i) / (strength + i)
        : ((1 - mean) * strength + i - accepted) / (strength + i);
    log += Math.log(drawn);
  }
  return log;
}

/** A draw of Beta(a, b) for whole a and b: the a-th smallest of a+b−1 uniform numbers. */
function betaDraw(a: number, b: number, random: () => number): number {
  const numbers = Array.from({ length: a + b - 1 }, random).sort((x, y) => x - y);
  return numbers[a - 1] ?? 0;
}

function shownTo(rate: number, shown: number, random: () => number): Seen {
  let accepted = 0;
  for (let i = 0; i < shown; i++) if (random() < rate) accepted++;
  return { shown, accepted };
}

const offer = (id: string, rest: Partial<MerchantOffer> = {}): MerchantOffer => ({
  id,
  type: "loyalty",
  ...rest,
});
const count = (
  offer_id: string,
  { shown, accepted }: Seen,
  touchpoint: "confirmation" | "push" | "" = "",
  segment: "first_order" | "returning" | "" = "",
) => ({ offer_id, touchpoint, segment, shown, rate: accepted / shown, shown_effective: shown });

describe("the fit", () => {
  it("has the factorials in its gamma function, and its values between them", () => {
    let factorial = 0;
    for (let n = 1; n <= 60; n++) {
      expect(logGamma(n)).toBeCloseTo(factorial, 9);
      factorial += Math.log(n);
    }
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 10);
    expect(logGamma(1e-3)).toBeCloseTo(6.907178885383853, 10);
  });

  it("has the likelihood of drawing from an urn", () => {
    const random = randomNumbers(3);
    for (let i = 0; i < 300; i++) {
      const shown = Math.floor(random() * 60);
      const seen = { shown, accepted: Math.floor(random() * (shown + 1)) };
      const [mean, strength] = [0.001 + 0.998 * random(), Math.exp(random() * 12)];
      const urn = urnLogLikelihood(seen, mean, strength);
      expect(logLikelihood(seen, mean, strength)).toBeCloseTo(urn, 6);
    }
  });

  it("finds the likeliest mean and strength of a fine grid", () => {
    const random = randomNumbers(5);
    const units = Array.from({ length: 12 }, () =>
      shownTo(betaDraw(2, 18, random), 10 + Math.floor(random() * 80), random),
    );
    const guess = { mean: 0.05, strength: 50 };
    const posterior = (mean: number, strength: number) =>
      guess.strength * (guess.mean * Math.log(mean) + (1 - guess.mean) * Math.log(1 - mean)) -
      0.5 * (Math.log(strength / usualStrength) / 1.5) ** 2 +
      units.reduce((sum, unit) => sum + urnLogLikelihood(unit, mean, strength), 0);
    let best = { mean: 0, strength: 0, value: Number.NEGATIVE_INFINITY };
    for (let mean = 0.01; mean < 0.3; mean += 0.002) {
      for (let log = 0; log < 9; log += 0.02) {
        const value = posterior(mean, Math.exp(log));
        if (value > best.value) best = { mean, strength: Math.exp(log), value };
      }
    }
    const fitted = fitBelief(units, guess);
    expect(posterior(fitted.mean, fitted.strength)).toBeGreaterThanOrEqual(best.value - 1e-9);
    expect(Math.abs(fitted.mean - best.mean)).toBeLessThan(0.002);
    expect(Math.abs(Math.log(fitted.strength / best.strength))).toBeLessThan(0.02);
  });

  it("recovers the mean and the strength that many rates were drawn with", () => {
    const random = randomNumbers(11);
    const units = Array.from({ length: 300 }, () => shownTo(betaDraw(3, 57, random), 200, random));
    const { mean, strength } = fitBelief(units, { mean: 0.02, strength: 50 });
    expect(mean).toBeGreaterThan(0.045);
    expect(mean).toBeLessThan(0.055);
    expect(strength).toBeGreaterThan(45);
    expect(strength).toBeLessThan(80);
    const known = units.map((unit) => ({ ...unit, mean: 0.05 }));
    expect(fitStrength(known)).toBeGreaterThan(45);
    expect(fitStrength(known)).toBeLessThan(80);
  });

  it("says what was believed before, where nothing was seen", () => {
    const { mean, strength } = fitBelief([], { mean: 0.03, strength: 50 });
    expect(mean).toBeCloseTo(0.03, 5);
    expect(strength).toBeCloseTo(usualStrength, 2);
  });
});

describe("acceptance", () => {
  it("is nearer to the truth than the raw rates, and than the type's mean alone", () => {
    const random = randomNumbers(17);
    const [squared, runs] = [{ shrunk: 0, raw: 0, type: 0 }, 40];
    for (let run = 0; run < runs; run++) {
      const truth = Array.from({ length: 12 }, (_, i) => ({
        id: `o${i}`,
        rate: betaDraw(2, 38, random),
        shown: 5 + Math.floor(300 * random() ** 2),
      }));
      const counts = truth.map(({ id, rate, shown }) => count(id, shownTo(rate, shown, random)));
      const { byOffer, types } = learnAcceptance(
        truth.map(({ id }) => offer(id)),
        counts,
      );
      for (const [i, { id, rate }] of truth.entries()) {
        squared.shrunk += ((byOffer.get(id)?.mean ?? 0) - rate) ** 2;
        squared.raw += ((counts[i]?.rate ?? 0) - rate) ** 2;
        squared.type += ((types[0]?.mean ?? 0) - rate) ** 2;
      }
    }
    expect(squared.shrunk).toBeLessThan(0.6 * squared.raw);
    expect(squared.shrunk).toBeLessThan(0.75 * squared.type);
  });

  it("of a touchpoint and segment is nearer to the truth than its raw rate, and than the offer's mean", () => {
    const random = randomNumbers(23);
    const squared = { shrunk: 0, raw: 0, offer: 0 };
    for (let run = 0; run < 30; run++) {
      const cells = ["a", "b", "c", "d"].flatMap((id) => {
        const a = 1 + Math.floor(random() * 4);
        return (["confirmation", "push"] as const).flatMap((touchpoint) =>
          (["first_order", "returning"] as const).map((segment) => {
            const rate = betaDraw(a, 40 - a, random);
            const seen = shownTo(rate, 10 + Math.floor(200 * random()), random);
            return { id, touchpoint, segment, rate, seen };
          }),
        );
      });
      const { byOffer } = learnAcceptance(
        ["a", "b", "c", "d"].map((id) => offer(id)),
        cells.map(({ id, touchpoint, segment, seen }) => count(id, seen, touchpoint, segment)),
      );
      for (const { id, touchpoint, segment, rate, seen } of cells) {
        const learned = byOffer.get(id);
        const cell = learned?.exceptions.find(
          (one) => one.touchpoint === touchpoint && one.segment === segment,
        );
        squared.shrunk += ((cell?.mean ?? 0) - rate) ** 2;
        squared.raw += (seen.accepted / seen.shown - rate) ** 2;
        squared.offer += ((learned?.mean ?? 0) - rate) ** 2;
      }
    }
    expect(squared.shrunk).toBeLessThan(0.75 * squared.raw);
    expect(squared.shrunk).toBeLessThan(squared.offer);
  });

  it("is the type's guess without events, and the shop's own word where it gave one", () => {
    const { byOffer } = learnAcceptance(
      [offer("club"), offer("vip", { acceptance: { mean: 0.2 } })],
      [],
    );
    expect(byOffer.get("club")?.mean).toBeCloseTo(usualAcceptance.loyalty, 5);
    expect(byOffer.get("vip")).toEqual({ mean: 0.2, exceptions: [] });
  });

  it("leaves the shop's word as slowly as its weight says", () => {
    const meanWith = (weight: number) =>
      learnAcceptance(
        [offer("vip", { acceptance: { mean: 0.2, weight } })],
        [count("vip", { shown: 100, accepted: 5 })],
      ).byOffer.get("vip")?.mean;
    expect(meanWith(100)).toBeCloseTo((0.2 * 100 + 5) / 200, 6);
    expect(meanWith(900)).toBeCloseTo((0.2 * 900 + 5) / 1000, 6);
  });

  it("never is 0 or 1, so that an offer with bad luck gets another chance", () => {
    const { byOffer } = learnAcceptance(
      [offer("a"), offer("b")],
      [count("a", { shown: 40, accepted: 0 }), count("b", { shown: 3, accepted: 3 })],
    );
    expect(byOffer.get("a")?.mean).toBeGreaterThan(0.001);
    expect(byOffer.get("b")?.mean).toBeLessThan(0.5);
  });

  it("of one type does not depend on another's events", () => {
    const offers = [offer("club"), offer("care", { type: "service" })];
    const club = count("club", { shown: 100, accepted: 10 });
    const care = count("care", { shown: 1000, accepted: 900 });
    const both = learnAcceptance(offers, [club, care]).byOffer.get("club");
    expect(both).toEqual(learnAcceptance(offers, [club]).byOffer.get("club"));
  });
});
