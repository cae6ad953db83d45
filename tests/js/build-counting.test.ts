import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countOrders, readSummary } from "../../cli/build/counting.ts";
import { Database } from "../../cli/build/database.ts";
import { readOrders } from "../../cli/build/read-orders.ts";
import { type BuildSettings, defaultSettings } from "../../cli/build/settings.ts";
import { sql } from "../../cli/build/sql.ts";
import { csvOf, type Row, smallShop, write } from "./build-shop.ts";

let database: Database;
beforeAll(async () => {
  database = await Database.open("500MB");
});
afterAll(() => database.close());

async function count(
  rows: Row[],
  objective: "next" | "together" = "next",
  settings: Partial<BuildSettings> = {},
) {
  const file = write("orders.csv", csvOf(rows));
  await database.setVariable("latest_time", 4e9);
  await readOrders(database, { files: [file], columns: {} }, new Map());
  await database.run(sql.checkRows);
  await countOrders(database, { ...defaultSettings, ...settings }, objective, null);
  return readSummary(database);
}

/** Pairs by SKU text, for comparison with the slow count. */
async function pairs(table: "together" | "next"): Promise<Map<string, number>> {
  const found = await database.rows<{ a: string; b: string; weight: number }>(
    `SELECT one.text AS a, other.text AS b, weight FROM ${table}
     JOIN skus AS one ON one.sku = a JOIN skus AS other ON other.sku = b`,
  );
  const symmetric = table === "together";
  return new Map(
    found.map(({ a, b, weight }) => [symmetric && a > b ? `${b} ${a}` : `${a} ${b}`, weight]),
  );
}

interface Order {
  customer: string;
  time: number;
  place: number;
  skus: Set<string>;
}

function ordersOf(rows: Row[]): Order[] {
  const orders = new Map<string, Order>();
  for (const [place, row] of rows.entries()) {
    const id = String(row.order);
    const time = row.time === undefined ? 0 : Date.parse(row.time) / 1000;
    const order = orders.get(id) ?? {
      customer: String(row.customer ?? ""),
      time,
      place,
      skus: new Set<string>(),
    };
    order.skus.add(row.sku);
    orders.set(id, order);
  }
  return [...orders.values()].sort((a, b) => a.time - b.time || a.place - b.place);
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

function slowTogether(orders: Order[], halfLifeDays = 240): Map<string, number> {
  const sums = new Map<string, number>();
  const last = Math.max(...orders.map((order) => order.time));
  for (const { skus, time } of orders) {
    const weight = 2 ** (-(last - time) / 86400 / halfLifeDays) / Math.sqrt(skus.size);
    for (const a of skus) for (const b of skus) if (a <= b) add(sums, `${a} ${b}`, weight);
  }
  return sums;
}

/** From each order to what the customer's following orders hold for the first time. */
function slowNext(orders: Order[], following: number, decay: number) {
  const sums = new Map<string, number>();
  for (const customer of new Set(orders.map((order) => order.customer))) {
    const own = orders.filter((order) => order.customer === customer && customer !== "");
    for (const [i, earlier] of own.entries()) {
      for (const [k, later] of own.slice(i + 1, i + 1 + following).entries()) {
        const known = new Set(own.slice(0, i + 1 + k).flatMap((order) => [...order.skus]));
        const weight = decay ** k / Math.sqrt(earlier.skus.size);
        for (const b of later.skus) {
          if (known.has(b)) continue;
          for (const a of earlier.skus) add(sums, `${a} ${b}`, weight);
          add(sums, `mass ${b}`, weight);
        }
      }
    }
  }
  return sums;
}

async function nextPairsAndMass(): Promise<Map<string, number>> {
  const found = await pairs("next");
  const skus = await database.rows<{ text: string; next_mass: number }>(
    "SELECT text, next_mass FROM skus WHERE next_mass > 0",
  );
  for (const { text, next_mass } of skus) found.set(`mass ${text}`, next_mass);
  return found;
}

function expectSame(counted: Map<string, number>, slow: Map<string, number>): void {
  expect([...counted.keys()].sort()).toEqual([...slow.keys()].sort());
  for (const [pair, weight] of slow) expect(counted.get(pair)).toBeCloseTo(weight, 4);
}

describe("pairs", () => {
  const rows = smallShop(300);

  test("of a basket are counted as the slow count counts them", async () => {
    await count(rows, "next", { pair_half_life_days: 50 });
    expectSame(await pairs("together"), slowTogether(ordersOf(rows), 50));
  });

  test("of an order and what its customer discovers later are counted likewise", async () => {
    await count(rows, "next", { following_orders: 100, following_decay: 0.7 });
    expectSame(await nextPairsAndMass(), slowNext(ordersOf(rows), 100, 0.7));
  });

  test("without times, of an order and the next few of the customer in the file", async () => {
    const untimed = smallShop(300, false);
    const summary = await count(untimed, "next", { following_orders: 2 });
    expect(summary.timed).toBe(false);
    expectSame(await nextPairsAndMass(), slowNext(ordersOf(untimed), 2, 0.8));
  });

  test("do not change when rows come twice", async () => {
    await count(rows);
    const once = await pairs("together");
    await count(rows.flatMap((row) => [row, row]));
    expectSame(await pairs("together"), once);
  });

  test("of orders over the basket cap are left out, and the orders counted", async () => {
    const large = Array.from({ length: 30 }, (_, k) => ({
      ...rows[0],
      order: "bot",
      sku: `b${k}`,
    }));
    const summary = await count([...rows, ...(large as Row[])], "next", { basket_cap: 29 });
    expect(summary.ordersOverCap).toBe(1);
    expectSame(await pairs("together"), slowTogether(ordersOf(rows)));
  });
});

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

describe("repurchase", () => {
  test("intervals are the quantiles of the days between purchases", async () => {
    const rows: Row[] = [1, 11, 21, 41].map((day, k) => ({
      order: k,
      customer: "c",
      time: new Date(Date.UTC(2025, 0, day)).toISOString(),
      sku: "coffee",
    }));
    await count(rows);
    const [coffee] = await database.rows("SELECT days25, days50, days75 FROM skus");
    expect(coffee).toEqual({ days25: 10, days50: 10, days75: 20 });
  });

  test("is likelier for what is bought again and again", async () => {
    const rows = smallShop(400);
    const again = rows.filter((row) => row.sku !== "s0").map((row) => ({ ...row, sku: "staple" }));
    await count([...rows, ...again]);
    const [staple, other] = [
      await database.number("SELECT repeat FROM skus WHERE text = 'staple'"),
      await database.number("SELECT max(repeat) FROM skus WHERE text <> 'staple'"),
    ];
    expect(staple).toBeGreaterThan(other);
  });
});

describe("popularity", () => {
  test("halves every half-life", async () => {
    const rows: Row[] = [
      { order: 1, time: "2025-01-01", sku: "before" },
      { order: 2, time: "2025-03-02", sku: "now" },
    ];
    await count(rows, "next", { half_life_days: 30 });
    const popularity = await database.rows("SELECT text, popularity FROM skus ORDER BY text");
    expect(popularity).toEqual([
      { text: "before", popularity: 0.25 },
      { text: "now", popularity: 1 },
    ]);
  });
});

describe("discovery", () => {
  test("counts first purchases after the first order, the latest orders most", async () => {
    const rows: Row[] = [
      { order: 1, customer: "a", time: "2025-01-01", sku: "always" },
      { order: 2, customer: "a", time: "2025-01-02", sku: "always" },
      { order: 2, customer: "a", time: "2025-01-02", sku: "earlier" },
      { order: 3, customer: "a", time: "2025-01-03", sku: "latest" },
    ];
    await count(rows);
    const skus = await database.rows<{ text: string; discovery: number }>(
      "SELECT text, discovery FROM skus",
    );
    const discovery = new Map(skus.map((row) => [row.text, row.discovery]));
    expect(discovery.get("always")).toBe(0);
    expect(discovery.get("earlier")).toBeCloseTo(0.2, 5);
    expect(discovery.get("latest")).toBe(1);
  });
});
