// What evaluate reports: its split keeps the future out, its metrics are what they are called.
import { beforeAll, describe, expect, test } from "vitest";
import { describeEvaluation } from "../../cli/evaluate/command.ts";
import { type Evaluation, evaluate } from "../../cli/evaluate/evaluate.ts";
import {
  calibration,
  calibrationError,
  calibrationRows,
  estimate,
  hit,
  ndcg,
} from "../../cli/evaluate/metrics.ts";
import { cosine } from "../../cli/evaluate/peers.ts";
import { type PastOrder, type Protocol, split } from "../../cli/evaluate/split.ts";
import { csvOf, randomNumbers, smallShop, write } from "./build-shop.ts";

/** Orders oldest first, as the build would number them; every fifth of an unknown customer. */
function pastOrders(count: number, timed: boolean): PastOrder[] {
  const orders = new Map<string | number, PastOrder>();
  for (const { order, customer, sku, time } of smallShop(count, timed)) {
    const known = orders.get(order);
    if (known !== undefined) {
      if (!known.skus.includes(sku)) known.skus.push(sku);
      continue;
    }
    orders.set(order, {
      id: String(order),
      customer: Number(order) % 5 === 0 ? "" : String(customer),
      time: time === undefined ? null : Date.parse(time) / 1000,
      skus: [sku],
    });
  }
  return [...orders.values()];
}

describe("the split", () => {
  test.each([true, false])("of next trains on no order after a situation (timed: %s)", (timed) => {
    const orders = pastOrders(400, timed);
    const { train, situations } = split(orders, "next", timed);
    const lastOf = new Map<string, PastOrder>();
    const ordersOf = new Map<string, number>();
    for (const order of orders) {
      if (order.customer === "") continue;
      lastOf.set(order.customer, order);
      ordersOf.set(order.customer, (ordersOf.get(order.customer) ?? 0) + 1);
    }
    const trained = new Set(train);
    for (const order of orders) {
      const held = order === lastOf.get(order.customer) && (ordersOf.get(order.customer) ?? 0) > 1;
      expect(trained.has(order)).toBe(!held);
    }
    expect(situations.length).toBeGreaterThan(20);
    for (const { basket, history, wanted } of situations) {
      for (const sku of wanted) expect([...basket, ...history]).not.toContain(sku);
      for (const sku of history) expect(basket).not.toContain(sku);
    }
  });

  test("of complete trains on the oldest orders alone and hides one SKU of each later one", () => {
    const orders = pastOrders(400, true);
    const { train, situations } = split(orders, "complete", true);
    const newest = Math.max(...train.map(({ time }) => time ?? 0));
    const later = orders.filter((order) => !train.includes(order));
    expect(train.length).toBe(340);
    for (const { time } of later) expect(time ?? 0).toBeGreaterThanOrEqual(newest);
    for (const { basket, wanted } of situations) {
      expect(wanted.size).toBe(1);
      for (const sku of wanted) expect(basket).not.toContain(sku);
      const whole = new Set([...basket, ...wanted]);
      expect(later.some(({ skus }) => [...whole].every((sku) => skus.includes(sku)))).toBe(true);
    }
  });

  test("of complete without times takes each customer's latest orders", () => {
    const orders = pastOrders(400, false).filter(({ customer }) => customer !== "");
    const { train } = split(orders, "complete", false);
    const trained = new Set(train);
    const seen = new Set<string>();
    for (const order of orders) {
      // Once an order of a customer is held back, so are all later ones.
      if (seen.has(order.customer)) expect(trained.has(order)).toBe(false);
      if (!trained.has(order)) seen.add(order.customer);
    }
  });
});

describe("metrics", () => {
  const alphabet = [..."abcdefghijklmnop"];
  const random = randomNumbers(11);
  const drawn = (most: number) => {
    const left = [...alphabet];
    return Array.from({ length: Math.floor(random() * (most + 1)) }, () => {
      const [sku = ""] = left.splice(Math.floor(random() * left.length), 1);
      return sku;
    });
  };

  test("equal the formulas written out", () => {
    for (let round = 0; round < 300; round++) {
      const list = drawn(14);
      const wanted = new Set(drawn(12));
      let gain = 0;
      for (let place = 1; place <= 10; place++) {
        if (wanted.has(list[place - 1] ?? "?")) gain += 1 / Math.log2(place + 1);
      }
      let ideal = 0;
      for (let place = 1; place <= Math.min(10, wanted.size); place++) {
        ideal += 1 / Math.log2(place + 1);
      }
      expect(ndcg(list, wanted)).toBeCloseTo(ideal === 0 ? 0 : gain / ideal, 12);
      for (const most of [1, 5, 10]) {
        const found = list.filter((sku, place) => place < most && wanted.has(sku)).length;
        expect(hit(list, wanted, most)).toBe(found > 0 ? 1 : 0);
      }
    }
  });

  test("have intervals that hold the mean and shrink with the situations", () => {
    const few = estimate(Array.from({ length: 50 }, (_, k) => k % 2));
    const many = estimate(Array.from({ length: 5000 }, (_, k) => k % 2));
    for (const { value, interval } of [few, many]) {
      expect(value).toBe(0.5);
      expect(interval[0]).toBeLessThan(0.5);
      expect(interval[1]).toBeGreaterThan(0.5);
    }
    const width = ({ interval: [low, high] }: typeof few) => high - low;
    // The standard error is 0.5 / √n: ten times smaller.
    expect(width(few) / width(many)).toBeGreaterThan(7);
    expect(width(few) / width(many)).toBeLessThan(14);
    expect(estimate([])).toEqual({ value: 0, interval: [0, 0] });
  });

  test("of calibration are zero for the truth, and the gap for what is off by it", () => {
    // In each tenth, k of 20 are bought.
    const outcomes = Array.from({ length: 200 }, (_, n) => {
      const k = Math.floor(n / 20);
      return { score: k, probability: k / 20, bought: n % 20 < k };
    });
    for (const error of ["ece", "ece_fixed", "linear_ece", "linear_ece_fixed"] as const) {
      expect(calibration(outcomes, 1 / 20)[error]).toBeCloseTo(0, 12);
      expect(calibration(outcomes, 1 / 20).predicted).toBeCloseTo(4.5 / 20, 12);
    }
    // Half of what it should be: off by half of the mean.
    const halved = calibration(outcomes, 1 / 40);
    expect(halved.linear_ece).toBeCloseTo(4.5 / 40, 12);
    expect(halved.linear_predicted).toBeCloseTo(4.5 / 40, 12);
    expect(halved.ece).toBeCloseTo(0, 12);
    const off = outcomes.map((o) => ({ ...o, probability: o.probability + 0.25 }));
    expect(calibration(off, 1 / 20).ece).toBeCloseTo(0.25, 12);
    expect(calibration(off, 1 / 20).ece_fixed).toBeCloseTo(0.25, 12);
    // A score that grows with the square of the truth cannot be scaled to it.
    const bent = outcomes.map((o) => ({ ...o, score: o.score ** 2 }));
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const squares = Array.from({ length: 10 }, (_, k) => k * k);
    const scale = 2.25 / sum(squares);
    const gaps = squares.map((s, k) => Math.abs(10 * s * scale - k / 2) / 10);
    expect(calibration(bent, scale).linear_ece).toBeCloseTo(sum(gaps) / 10, 10);
    expect(calibrationError(calibrationRows([]))).toBe(0);
  });

  test("of calibration say what chance leaves of an exact probability", () => {
    const fair = Array.from({ length: 4000 }, (_, k) => ({
      score: 1,
      probability: 0.5,
      bought: k % 2 === 0,
    }));
    // The mean distance of a share from its probability: √(2/π) standard errors.
    const distance = (trials: number) => Math.sqrt(2 / Math.PI) * Math.sqrt(0.25 / trials);
    const { chance_ece, chance_ece_fixed } = calibration(fair, 0.5);
    expect(chance_ece / distance(400)).toBeCloseTo(1, 1);
    expect(Math.abs(chance_ece_fixed / distance(4000) - 1)).toBeLessThan(0.25);
  });
});

describe("the cosine peer", () => {
  test("ranks as the formula written out does", () => {
    const orders = pastOrders(300, true);
    const { train, situations } = split(orders, "next", true);
    const rank = cosine(train);
    const holding = (...skus: string[]) =>
      train.filter((order) => skus.every((sku) => order.skus.includes(sku))).length;
    const names = [...new Set(train.flatMap(({ skus }) => skus))];
    for (const situation of situations.slice(0, 12)) {
      const { basket, history } = situation;
      const weighted = [...basket.map((sku) => [sku, 1]), ...history.map((sku) => [sku, 0.5])];
      const scored = names
        .filter((sku) => !basket.includes(sku) && !history.includes(sku))
        .map((sku) => {
          let score = 0;
          for (const [from, weight] of weighted as [string, number][]) {
            const norm = Math.sqrt(holding(from) * holding(sku));
            if (norm > 0) score += (weight * holding(from, sku)) / norm;
          }
          return { sku, score };
        });
      const ranked = rank(situation);
      const scores = new Map(scored.map(({ sku, score }) => [sku, score]));
      const best = scored.map(({ score }) => score).sort((a, b) => b - a);
      expect(ranked.length).toBe(Math.min(10, best.filter((score) => score > 0).length));
      for (const [place, sku] of ranked.entries()) {
        expect(scores.get(sku)).toBeCloseTo(best[place] ?? -1, 9);
      }
    }
  });
});

describe("an evaluation", () => {
  const results = new Map<Protocol, Evaluation>();
  beforeAll(async () => {
    const orders = [write("orders.csv", csvOf(smallShop(900)))];
    for (const protocol of ["next", "complete"] as const) {
      results.set(protocol, await evaluate(orders, protocol));
    }
  });

  test.each(["next", "complete"] as const)("of %s holds every contender and what it says", (p) => {
    const found = results.get(p);
    if (found === undefined) throw new Error(`no evaluation of ${p}`);
    expect(found.protocol).toBe(p);
    expect(found.contenders.map(({ name }) => name)).toEqual(["afterglow", "popularity", "cosine"]);
    for (const { hr, ndcg10, coverage } of found.contenders) {
      expect(hr[1].value).toBeLessThanOrEqual(hr[5].value);
      expect(hr[5].value).toBeLessThanOrEqual(hr[10].value);
      for (const { value, interval } of [hr[1], hr[5], hr[10], ndcg10]) {
        expect(interval[0]).toBeLessThanOrEqual(value);
        expect(interval[1]).toBeGreaterThanOrEqual(value);
      }
      expect(coverage).toBeGreaterThan(0);
      expect(coverage).toBeLessThanOrEqual(1);
    }
    const recommended = found.calibration.rows.reduce((sum, row) => sum + row.recommended, 0);
    // Ten for each, less where the customer knows nearly all of so small a shop.
    expect(recommended).toBeLessThanOrEqual(found.within_window * 10);
    expect(recommended).toBeGreaterThan(found.within_window * 7);
    expect(found.learned.linear_scale).toBeGreaterThan(0);
    expect(found.orders_over_basket_cap).toBe(0);
    const text = describeEvaluation(found);
    expect(text).toMatch(/^(next|complete): learned from \d+ orders, judged on \d+ situations/);
    expect(text).toMatch(/calibrated +0\.\d{5} +0\.\d{5}.*\nraw score, scaled linearly +0\.\d{5}/);
  });

  test("completes the baskets of a shop that has groups better than popularity does", () => {
    const [ours, popular] = results.get("complete")?.contenders ?? [];
    expect(ours?.ndcg10.value).toBeGreaterThan(1.5 * (popular?.ndcg10.value ?? 1));
  });

  test("of a file without situations is one sentence naming it", async () => {
    const once = smallShop(60).map((row) => ({ ...row, customer: `once-${row.order}` }));
    await expect(evaluate([write("once.csv", csvOf(once))], "next")).rejects.toThrow(
      /once\.csv: no customer's last order holds something new; expected customers who order again/,
    );
  });
});
