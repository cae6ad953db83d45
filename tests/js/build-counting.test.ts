// What is counted of the orders, beside a slow count.
import { describe, expect, test } from "vitest";
import { type Row, randomNumbers, smallShop } from "./build-shop.ts";
import { count, database } from "./counted-orders.ts";

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
  /** In the order of the lines. */
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

function slowTogether(orders: Order[], halfLifeDays = 180, farShare = 1): Map<string, number> {
  const sums = new Map<string, number>();
  const last = Math.max(...orders.map((order) => order.time));
  for (const { skus, time } of orders) {
    const weight = 2 ** (-(last - time) / 86400 / halfLifeDays) / Math.sqrt(skus.size);
    for (const [i, a] of [...skus].entries()) {
      for (const [k, b] of [...skus].entries()) {
        const near = farShare + (1 - farShare) * Math.exp(-Math.abs(i - k) / 5);
        if (a <= b) add(sums, `${a} ${b}`, weight * near);
      }
    }
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

describe("lines of an order", () => {
  /** Orders of 18 lines: six groups of SKUs, three of each, one group after the other. */
  function longOrders(orders: number): Row[] {
    const random = randomNumbers(3);
    return Array.from({ length: orders }, (_, order) =>
      Array.from({ length: 6 }, () => Math.floor(random() * 20)).flatMap((group) =>
        Array.from({ length: 3 }, () => ({
          order,
          sku: `g${group}-${Math.floor(random() * 6)}`,
        })),
      ),
    ).flat();
  }

  function shuffled(rows: Row[]): Row[] {
    const random = randomNumbers(5);
    return rows
      .map((row) => ({ row, draw: random() }))
      .sort((a, b) => a.draw - b.draw)
      .map(({ row }) => row);
  }

  const rows = longOrders(400);

  test("that follow each other count more where they belong together", async () => {
    const { farShare } = await count(rows);
    expect(farShare).toBeGreaterThan(0.2);
    expect(farShare).toBeLessThan(0.6);
    const slow = slowTogether(ordersOf(rows), 180, farShare);
    expectSame(await pairs("together"), slow);
  });

  test("count about the same wherever they stand, where that says nothing", async () => {
    const mixed = shuffled(rows);
    const { farShare } = await count(mixed);
    expect(farShare).toBeGreaterThan(0.9);
    expectSame(await pairs("together"), slowTogether(ordersOf(mixed), 180, farShare));
  });

  test("count the same where no order is long enough to tell, or no pair is bought again", async () => {
    const short = await count(smallShop(300));
    expect(short.farShare).toBe(1);
    const strange = await count(rows.map((row, k) => ({ ...row, sku: `once-${k}` })));
    expect(strange.farShare).toBe(1);
  });

  test("stand where their SKU comes first", async () => {
    const again = rows.flatMap((row, k) =>
      k % 18 === 17 ? [row, { ...row, sku: String(rows[k - 17]?.sku) }] : [row],
    );
    const { farShare } = await count(again);
    expectSame(await pairs("together"), slowTogether(ordersOf(again), 180, farShare));
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
