// After how long a pair of SKUs counts half, as the build finds it in the orders.
import { describe, expect, test } from "vitest";
import { checkSettings } from "../../cli/build/settings.ts";
import { type Row, randomNumbers } from "./build-shop.ts";
import { count } from "./counted-orders.ts";

const skus = 300;

/**
 * Orders of four SKUs over so many days: two that belong together and two of chance. What belongs
 * together is another SKU in every period of so many days.
 */
function shop(days: number, orders: number, period: number): Row[] {
  const random = randomNumbers(7);
  const any = () => Math.floor(random() * skus);
  return Array.from({ length: orders }, (_, order) => {
    const day = (order * days) / orders;
    const first = any();
    const partner = (first + 1 + Math.floor(day / period) * 37) % skus;
    const time = new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString();
    return [first, partner, any(), any()].map((sku) => ({ order, time, sku: `s${sku}` }));
  }).flat();
}

describe("pairs count half", () => {
  test("after years, where what belongs together stays so and little is sold", async () => {
    const { pairHalfLifeDays } = await count(shop(1460, 2000, 1e6));
    expect(pairHalfLifeDays).toBeGreaterThanOrEqual(730);
  });

  test("after a quarter, where it changes every few months", async () => {
    const { pairHalfLifeDays } = await count(shop(1460, 8000, 110));
    expect(pairHalfLifeDays).toBe(90);
  });

  test("after half a year, where the orders say nothing of it", async () => {
    const random = randomNumbers(9);
    const rows = shop(1460, 1000, 1e6).map((row) => ({ ...row, sku: `s${random()}` }));
    expect((await count(rows)).pairHalfLifeDays).toBe(180);
  });

  test("after half a year, where the orders span less than a year", async () => {
    expect((await count(shop(720, 2000, 1e6))).pairHalfLifeDays).toBeGreaterThan(180);
    expect((await count(shop(350, 2000, 1e6))).pairHalfLifeDays).toBe(180);
  });

  test("when the settings say so", async () => {
    const rows = shop(1460, 1000, 1e6);
    const { pairHalfLifeDays } = await count(rows, "next", { pair_half_life_days: 33 });
    expect(pairHalfLifeDays).toBe(33);
  });

  test("as the orders show, when the settings say null", () => {
    const { pair_half_life_days } = checkSettings({ pair_half_life_days: null }, "settings.json");
    expect(pair_half_life_days).toBeNull();
    expect(() => checkSettings({ half_life_days: null }, "settings.json")).toThrow(
      /settings\.json: half_life_days is null; expected a number from 1 to 36500/,
    );
  });

  test("never, where orders have no times", async () => {
    const rows = shop(1460, 500, 1e6).map(({ order, sku }) => ({ order, sku }));
    expect((await count(rows)).pairHalfLifeDays).toBeNull();
  });
});
