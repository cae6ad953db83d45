// The situations that settings are chosen on: which orders, what is known, what they weigh.
import { describe, expect, test } from "vitest";
import { type Row, smallShop } from "./build-shop.ts";
import { count, database } from "./counted-orders.ts";

describe("the validation split", () => {
  test("to complete baskets learns from the orders before those it predicts", async () => {
    await count(smallShop(600), "together");
    const split = await database.row<{ fit: bigint; held: bigint; from: bigint }>(
      `SELECT (SELECT max(time) FROM order_list JOIN fit_order USING (order_no)) AS fit,
         (SELECT min(time) FROM order_list JOIN held_order USING (order_no)) AS held,
         (SELECT min(time) FROM order_list JOIN context_order USING (order_no)) AS from`,
    );
    expect(split.fit).toBeLessThan(split.held);
    expect(split.from).toBeGreaterThanOrEqual(split.held);
  });

  test("knows how many customers return within the window", async () => {
    const rows: Row[] = [
      { order: 1, customer: "back", time: "2025-01-01", sku: "a" },
      { order: 2, customer: "back", time: "2025-01-05", sku: "b" },
      { order: 3, customer: "late", time: "2025-01-01", sku: "a" },
      { order: 4, customer: "late", time: "2025-02-25", sku: "b" },
      { order: 5, customer: "never", time: "2025-01-01", sku: "a" },
      { order: 6, time: "2025-03-01", sku: "a" },
    ];
    await count(rows, "next", { window_days: 10 });
    // Of the four orders with ten days after them, one was followed.
    expect(await database.number("SELECT getvariable('returning_share')")).toBe(0.25);
  });

  test("for the next order predicts a customer's last order from the one before it", async () => {
    const summary = await count(smallShop(600));
    expect(summary.objective).toBe("next");
    const wrong = await database.number(
      `SELECT count(*) FROM contexts
       JOIN context_order USING (context)
       JOIN order_list AS later USING (customer)
       JOIN line ON line.order_no = later.order_no AND line.sku = contexts.sku
       WHERE part = 2 AND later.sequence = context_order.sequence + 1
         AND later.order_no NOT IN (SELECT order_no FROM held_order)`,
    );
    expect(wrong).toBe(0);
    expect(await database.number("SELECT count(*) FROM contexts WHERE part = 2")).toBeGreaterThan(
      0,
    );
  });

  test("weighs situations within the window as old as customers' latest orders are", async () => {
    const rows = smallShop(900);
    await count(rows, "next", { window_days: 60 });
    const window = (await database.number("SELECT getvariable('window_seconds')::INT")) as number;
    const end = await database.number("SELECT getvariable('last_time')::BIGINT");
    const placed = await database.rows<{ customer: number; sequence: number; time: bigint }>(
      "SELECT customer, sequence, time::BIGINT AS time FROM order_list WHERE sequence IS NOT NULL ORDER BY sequence",
    );
    const times = new Map<number, number[]>();
    for (const { customer, time } of placed) {
      times.set(customer, [...(times.get(customer) ?? []), Number(time)]);
    }
    const situations = await database.rows<{
      customer: number;
      sequence: number;
      weight: number;
      weights: bigint;
    }>(
      `SELECT any_value(customer) AS customer, any_value(sequence) AS sequence,
         any_value(weight) AS weight, count(DISTINCT weight) AS weights
       FROM contexts JOIN context_order USING (context) GROUP BY context`,
    );
    expect(situations.length).toBeGreaterThan(50);
    const ageOf = (time: number) => Math.min(Math.floor((end - time) / window), 11);
    const share = (ages: number[], age: number) =>
      ages.filter((other) => other === age).length / ages.length;
    const own = situations.map(
      ({ customer, sequence }) => times.get(customer)?.[sequence - 1] ?? 0,
    );
    const ages = own.map(ageOf);
    const latest = [...times.values()].map((all) => ageOf(all.at(-1) ?? 0));
    const common = latest.filter((age) => ages.includes(age));
    let counted = 0;
    for (const [k, { customer, sequence, weight, weights }] of situations.entries()) {
      expect(weights).toBe(1n);
      const wait = (times.get(customer)?.[sequence] ?? 0) - (own[k] ?? 0);
      const age = ages[k] ?? -1;
      const expected = wait > window ? 0 : Math.min(share(common, age) / share(ages, age), 5);
      expect(weight).toBeCloseTo(expected, 5);
      if (weight > 0) counted += 1;
    }
    expect(counted).toBeGreaterThan(50);
    expect(counted).toBeLessThan(situations.length);
  });

  test.each([
    ["orders without times", smallShop(900, false), {}],
    ["too few situations within the window", smallShop(200), { window_days: 1 }],
  ] as const)("weighs all situations alike with %s", async (_, rows, settings) => {
    await count([...rows], "next", settings);
    const weights = await database.rows<{ weight: number }>("SELECT DISTINCT weight FROM contexts");
    expect(weights).toEqual([{ weight: 1 }]);
  });

  test("to complete baskets takes another SKU out of few orders, of each as often", async () => {
    await count(smallShop(600), "together");
    const taken = await database.rows<{ situations: bigint; skus: bigint; size: number }>(
      `SELECT count(DISTINCT context) AS situations, count(DISTINCT contexts.sku) AS skus,
         any_value((SELECT count(*) FROM basket WHERE basket.order_no = context_order.order_no))::INT
           AS size
       FROM contexts JOIN context_order USING (context) WHERE part = 2 GROUP BY order_no`,
    );
    expect(new Set(taken.map(({ situations }) => situations))).toEqual(new Set([5n]));
    const varied = taken.filter(({ size }) => size >= 3);
    expect(varied.length).toBeGreaterThan(0);
    expect(varied.filter(({ skus }) => skus >= 2n).length).toBeGreaterThan(varied.length / 2);
  });

  test("to complete baskets hides one SKU that the basket then lacks", async () => {
    await count(smallShop(600), "together");
    const both = await database.number(
      `SELECT count(*) FROM contexts AS hidden JOIN contexts AS shown USING (context, sku)
       WHERE hidden.part = 2 AND shown.part = 0`,
    );
    expect(both).toBe(0);
    const [hidden, situations] = [
      await database.number("SELECT count(*) FROM contexts WHERE part = 2"),
      await database.number("SELECT count(DISTINCT context) FROM contexts"),
    ];
    expect(hidden).toBe(situations);
  });

  test("falls back to completing baskets when customers are unknown", async () => {
    const anonymous = smallShop(600).map(({ order, sku, time = "" }) => ({ order, sku, time }));
    expect((await count(anonymous)).objective).toBe("together");
  });
});

describe("histories", () => {
  test("name the most recent order's SKUs first, and none twice", async () => {
    const day = (n: number) => `2025-01-${String(n).padStart(2, "0")}`;
    const filler = smallShop(400).map((row) => ({
      ...row,
      order: `f${row.order}`,
      customer: `f${row.customer}`,
    }));
    const last = "2025-03-01";
    const own: Row[] = [
      { order: "x1", customer: "x", time: day(2), sku: "old" },
      { order: "x1", customer: "x", time: day(2), sku: "twice" },
      { order: "x2", customer: "x", time: day(9), sku: "twice" },
      { order: "x3", customer: "x", time: "2025-02-20", sku: "now" },
      { order: "x4", customer: "x", time: last, sku: "next" },
    ];
    await count([...filler, ...own], "next", { validation_share: 0.5 });
    const history = await database.rows<{ text: string }>(
      `SELECT text FROM contexts JOIN skus USING (sku) JOIN context_order USING (context)
       JOIN order_list USING (order_no)
       WHERE part = 1 AND order_id = 'x3' ORDER BY place`,
    );
    expect(history.map(({ text }) => text)).toEqual(["twice", "old"]);
  });
});
