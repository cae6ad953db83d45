import { existsSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { writeSyntheticOrders } from "../../bench/growth/synthetic-shop.js";
import { type BuildOptions, build } from "../../cli/build/build.ts";
import {
  csvOf,
  describeSku,
  folder,
  heading,
  openModel,
  type Row,
  smallShop,
  write,
} from "./build-shop.ts";

let made = 0;
const newModel = () => `${folder}/model-${made++}.afterglow`;

async function buildRows(rows: Row[], options: Partial<BuildOptions> = {}) {
  const out = newModel();
  const report = await build({
    orders: [write(`orders-${made}.csv`, csvOf(rows))],
    out,
    ...options,
  });
  return { out, report };
}

describe("a build", () => {
  const rows = smallShop(900);
  let out: string;
  let report: Awaited<ReturnType<typeof build>>;
  beforeAll(async () => {
    ({ out, report } = await buildRows(rows));
  });

  test("to complete baskets recommends what is bought together", async () => {
    const model = await openModel((await buildRows(rows, { objective: "together" })).out);
    const order = { order_id: "1", lines: [{ sku: "s0", quantity: 1 }] };
    const answer = model.recommend(JSON.stringify(order), { most: 3 });
    if (!answer.ok) throw new Error(answer.error.message);
    const group = ["s1", "s2", "s3", "s4", "s5"];
    for (const { sku } of answer.value.items) expect(group).toContain(sku);
  });

  test("says what it read, made and chose", () => {
    expect(report).toMatchObject({
      rows: { read: rows.length, refused: 0, reasons: {} },
      orders: 900,
      skus: 30,
      order_by: "time",
      objective: "next",
    });
    expect(report.edges).toBeGreaterThan(0);
    expect(report.bytes).toBe(readFileSync(out).byteLength);
    expect(report.sections.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(report.bytes);
    expect(Object.keys(report.learned).length).toBeGreaterThan(0);
  });

  test("gives the same bytes again", async () => {
    const again = await buildRows(rows);
    expect(readFileSync(again.out).equals(readFileSync(out))).toBe(true);
  });

  test.each(["next", "together"] as const)(
    "of %s gives the same bytes whatever the number of threads",
    async (objective) => {
      const files: Buffer[] = [];
      for (const threads of [1, 2, 3]) {
        files.push(readFileSync((await buildRows(rows, { objective, threads })).out));
      }
      expect(files[1]?.equals(files[0] as Buffer)).toBe(true);
      expect(files[2]?.equals(files[0] as Buffer)).toBe(true);
    },
  );

  // The helpers have solved for other penalties by the time that these are chosen.
  test.each(["next", "together"] as const)(
    "of %s chooses strong penalties where orders hold much chance, on any number of threads",
    async (objective) => {
      const orders = `${folder}/chance.parquet`;
      await writeSyntheticOrders(600, 12_000, orders);
      const files: Buffer[] = [];
      for (const threads of [1, 3]) {
        const out = newModel();
        const { learned } = await build({ orders: [orders], out, objective, threads });
        expect(learned).toMatchObject({ together_lambda: 30, together_proportional: 1 });
        files.push(readFileSync(out));
      }
      expect(files[1]?.equals(files[0] as Buffer)).toBe(true);
    },
  );

  test("gives the same bytes from a file whose rows come twice", async () => {
    const again = await buildRows(rows.flatMap((row) => [row, row]));
    expect(readFileSync(again.out).equals(readFileSync(out))).toBe(true);
  });

  test("gives the same bytes from the counts it saved", async () => {
    const counts = `${folder}/counts`;
    await buildRows(rows, { saveCounts: counts });
    const from = newModel();
    const second = await build({ counts, out: from });
    expect(readFileSync(from).equals(readFileSync(out))).toBe(true);
    expect(second.rows).toBeNull();
  });

  test("leaves nothing beside the model", () => {
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });
});

describe("a shop of an odd shape still gets a model", () => {
  const day = (n: number) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString();
  const shops: [string, Row[], number][] = [
    [
      "one SKU",
      Array.from({ length: 60 }, (_, k) => ({
        order: k,
        customer: k % 7,
        time: day(k),
        sku: "only",
      })),
      1,
    ],
    [
      "one order",
      [
        { order: 1, customer: 1, time: day(0), sku: "a" },
        { order: 1, customer: 1, time: day(0), sku: "b" },
      ],
      2,
    ],
    ["one row without customer or time", [{ order: 1, sku: "a" }], 1],
    ["every order at one moment", smallShop(200).map((row) => ({ ...row, time: day(0) })), 30],
    [
      "orders dated 1970",
      smallShop(200).map((row) => ({ ...row, time: "1970-01-01T00:00:00Z" })),
      30,
    ],
    [
      "SKUs that are not ASCII",
      smallShop(200).map((row) => ({ ...row, sku: `Ärmel-袖-${row.sku}-🧵` })),
      30,
    ],
    [
      "every basket of one SKU",
      smallShop(300).filter((row, k, all) => all.findIndex((r) => r.order === row.order) === k),
      30,
    ],
    [
      "baskets of 250 lines",
      Array.from({ length: 20 * 250 }, (_, k) => ({
        order: Math.floor(k / 250),
        customer: k % 3,
        time: day(Math.floor(k / 250)),
        sku: `l${(k * 7) % 400}`,
      })),
      400,
    ],
  ];
  test.each(shops)("%s", async (_name, rows, skus) => {
    const { out, report } = await buildRows(rows);
    expect(report.skus).toBe(skus);
    const model = await openModel(out);
    const sku = rows[0]?.sku ?? "";
    expect(describeSku(model, sku).sku).toBe(sku);
    const order = { order_id: "1", lines: [{ sku, quantity: 1 }] };
    expect(model.recommend(JSON.stringify(order)).ok).toBe(true);
  });

  test("whose categories are all empty", async () => {
    const lines = smallShop(300).map(({ order, customer, time, sku }) =>
      [order, customer, time, sku, "", Number(order) % 2 === 0 ? " " : "", 1, "9.90"].join(),
    );
    const out = newModel();
    const orders = [write("no-categories.csv", `${heading}\n${lines.join("\n")}\n`)];
    const report = await build({ orders, out });
    expect(report.rows?.refused).toBe(0);
    const model = await openModel(out);
    expect(describeSku(model, "s0").card.category).toBe("");
    const order = { order_id: "1", lines: [{ sku: "s0", quantity: 1 }] };
    const answer = model.recommend(JSON.stringify(order), { most: 5 });
    expect(answer.ok && answer.value.items.length).toBe(5);
  });

  test("with one wholesale order says that it was left out of the pairs", async () => {
    const wholesale = Array.from({ length: 40 }, (_, k) => ({
      order: "wholesale",
      customer: "w",
      time: day(1),
      sku: `s${k % 30}`,
    }));
    const rows = [...smallShop(300), ...wholesale];
    const { report } = await buildRows(rows, { settings: { basket_cap: 20 } });
    expect(report.orders_over_basket_cap).toBe(1);
    expect(report.settings).toMatchObject({ basket_cap: 20 });
  });

  test("of which some rows have no price, category or title", async () => {
    const file = write(
      "sparse.csv",
      `${heading}\n1,c,2025-01-01,A,,,1,\n1,c,2025-01-01,B,Bowl,Kitchen,1,4.50\n2,c,2025-02-01,A,,,1,NaN\n`,
    );
    const out = newModel();
    const report = await build({ orders: [file], out });
    expect(report.rows?.reasons).toEqual({ "unit_price is not a number": 1 });
    const model = await openModel(out);
    expect(describeSku(model, "A").card).not.toHaveProperty("price");
    expect(describeSku(model, "B").card).toMatchObject({
      title: "Bowl",
      category: "Kitchen",
      price: 450,
    });
  });
});

describe("products", () => {
  const rows = smallShop(600);
  const listed = (skus: string[]) =>
    `sku,title,url,price,margin\n${skus.map((sku) => `${sku},Title ${sku},/p/${sku},1234,400`).join("\n")}\n`;
  const all = [...new Set(rows.map((row) => row.sku))];

  test("that the file does not list are learned from but never recommended", async () => {
    const kept = all.filter((sku) => sku !== "s1" && sku !== "s7");
    const products = write("listed.csv", listed([...kept, "brand-new"]));
    const { out, report } = await buildRows(rows, { products });
    const model = await openModel(out);
    for (const sku of kept) {
      for (const neighbour of describeSku(model, sku).neighbours)
        expect(kept).toContain(neighbour.sku);
    }
    expect(describeSku(model, "s1").neighbours.length).toBeGreaterThan(0);
    expect(describeSku(model, "s1").prior).toBe(0);
    expect(describeSku(model, "brand-new").card).toMatchObject({ title: "Title brand-new" });
    expect(report.notes).toContain(
      "2 SKUs sold are not in the products file and will not be offered",
    );
  });

  test("that nobody bought yet are answered by what goes with their category", async () => {
    const groupOf = (sku: string) => Math.floor(Number(sku.slice(1)) / 6);
    const lines = all.map((sku) => `${sku},Title ${sku},Group ${groupOf(sku)},12.00`);
    lines.push("new,New,Group 2,12.00", "odd,Odd,Group 99,12.00");
    const products = write("groups.csv", `sku,title,category,price\n${lines.join("\n")}\n`);
    const { out, report } = await buildRows(rows, { products, objective: "together" });
    expect(report.learned.category_strength).toBeGreaterThan(0);
    const model = await openModel(out);
    const neighbours = describeSku(model, "new").neighbours;
    expect(neighbours.length).toBeGreaterThan(3);
    const own = neighbours.slice(0, 4).map(({ sku }) => groupOf(sku));
    expect(own).toEqual([2, 2, 2, 2]);
    expect(describeSku(model, "odd").neighbours).toEqual([]);
  });

  test("are priced in the minor units of the currency", async () => {
    const products = write("all.csv", listed(all));
    const yen = await buildRows(rows, { products, settings: { currency: "JPY" } });
    expect(describeSku(await openModel(yen.out), "s2").card).toMatchObject({
      price: 1234,
      margin: 400,
    });
    const dinar = await buildRows(rows, { products, settings: { currency: "KWD" } });
    expect(describeSku(await openModel(dinar.out), "s2").card).toMatchObject({
      price: 1234000,
      margin: 400000,
    });
  });
});

describe("nothing is written", () => {
  test("when no row can be used", async () => {
    const file = write(
      "useless.csv",
      `${heading}\n,c,2025-01-01,A,,,1,1\n,c,2025-01-01,B,,,1,1\n1,c,x,B,,,1,1\n`,
    );
    const out = newModel();
    await expect(build({ orders: [file], out })).rejects.toThrow(
      /useless\.csv: no usable orders \(2 of 3 rows: order_id is missing\); expected/,
    );
    expect(existsSync(out)).toBe(false);
  });

  test("when counts made elsewhere are incomplete", async () => {
    await expect(build({ counts: folder, out: newModel() })).rejects.toThrow(
      /skus\.parquet: no such file; expected the columns that docs\/counts\.md gives/,
    );
  });

  test("when a setting is unknown or out of range", async () => {
    const orders = [write("orders.csv", csvOf(smallShop(10)))];
    const told = (settings: object) =>
      build({
        orders,
        out: newModel(),
        settings: write("settings.json", JSON.stringify(settings)),
      });
    await expect(told({ neighbors: 16 })).rejects.toThrow(
      /settings\.json: neighbors is not a setting/,
    );
    await expect(told({ neighbours: 0 })).rejects.toThrow(
      /settings\.json: neighbours is 0; expected a whole number from 1 to 255/,
    );
    await expect(told({ currency: "Euro" })).rejects.toThrow(
      /currency is "Euro"; expected three letters/,
    );
  });
});
