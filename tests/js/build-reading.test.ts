import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Database } from "../../cli/build/database.ts";
import { countRows, readOrders } from "../../cli/build/read-orders.ts";
import { readProducts } from "../../cli/build/read-products.ts";
import type { Refusals } from "../../cli/build/source.ts";
import { sql } from "../../cli/build/sql.ts";
import { folder, heading, write } from "./build-shop.ts";

let database: Database;
beforeAll(async () => {
  database = await Database.open("500MB");
  await database.setVariable("latest_time", Date.UTC(2026, 0, 1) / 1000);
});
afterAll(() => database.close());

interface Line {
  order_id: string;
  customer_id: string | null;
  time: bigint | null;
  sku: string;
  price: number | null;
}

async function read(
  files: string | string[],
  query?: string,
  columns: Record<string, string> = {},
): Promise<{ rows: number; refused: Record<string, number>; lines: Line[] }> {
  const refusals: Refusals = new Map();
  await readOrders(database, { files: [files].flat(), sql: query, columns }, refusals);
  await database.run(sql.checkRows);
  const rows = await countRows(database, refusals);
  const lines = await database.rows<Line & Record<string, never>>(
    `SELECT order_id, customer_id, time, sku, price FROM checked_rows
     WHERE reason IS NULL ORDER BY row`,
  );
  return { rows, refused: Object.fromEntries(refusals), lines: lines as unknown as Line[] };
}

const seconds = (iso: string) => BigInt(Date.parse(iso) / 1000);

describe("rows", () => {
  test("that cannot be used are counted by their reason, the others are kept", async () => {
    const file = write(
      "bad.csv",
      [
        heading,
        "1,c,2025-01-01,A,,,1,1.00",
        ",c,2025-01-01,A,,,1,1.00",
        "2,c,2025-01-01,  ,,,1,1.00",
        `3,c,2025-01-01,${"é".repeat(65)},,,1,1.00`,
        "4,c,2025-01-01,A,,,many,1.00",
        "5,c,2025-01-01,A,,,-1,1.00",
        "6,c,2025-01-01,A,,,0,1.00",
        "7,c,2025-01-01,A,,,1,NaN",
        "8,c,2025-01-01,A,,,1,-2",
        "9,c,yesterday,A,,,1,1.00",
        "10,c,2031-01-01,A,,,1,1.00",
        "11,c,2025-01-01,A",
        "12,c,2025-01-01,A,,,1,1.00,surplus",
        "13,c,2025-01-01,A,,,1,inf",
        `14,,,${"é".repeat(64)},,,,`,
        "15,c,2025-01-01,A\u0007B,,,1,1.00",
      ].join("\n"),
    );
    const { rows, refused, lines } = await read(file);
    expect(rows).toBe(16);
    expect(refused).toEqual({
      "order_id is missing": 1,
      "sku is missing": 1,
      "sku is longer than 128 bytes": 1,
      "sku has control characters": 1,
      "quantity is not a number": 1,
      "quantity is not positive": 2,
      "unit_price is not a number": 2,
      "unit_price is negative": 1,
      "ordered_at is not a time": 1,
      "ordered_at is in the future": 1,
      "row has too few fields": 1,
      "row has too many fields": 1,
    });
    expect(lines.map((line) => line.order_id)).toEqual(["1", "14"]);
  });

  test("in Latin-1 are refused one by one, not the whole file", async () => {
    const file = write(
      "latin.csv",
      Buffer.from("order_id,sku,quantity\n1,caf\u00e9,1\n2,tea,1\n", "latin1"),
    );
    const { refused, lines } = await read(file);
    expect(refused).toEqual({ "text is not UTF-8": 1 });
    expect(lines.map((line) => line.sku)).toEqual(["tea"]);
  });
});

describe("times", () => {
  const cases: [string, bigint | null][] = [
    ["2025-06-01T12:00:00Z", seconds("2025-06-01T12:00:00Z")],
    ["2025-06-01T12:00:00+02:00", seconds("2025-06-01T10:00:00Z")],
    ["2025-06-01 12:00:00 -0500", seconds("2025-06-01T17:00:00Z")],
    ["2025-06-01 12:00:00", seconds("2025-06-01T12:00:00Z")],
    ["2025-06-01", seconds("2025-06-01T00:00:00Z")],
    ["20250601", seconds("2025-06-01T00:00:00Z")],
    ["1748779200", 1748779200n],
    ["1748779200123", 1748779200n],
    ["1970-01-01T00:00:00Z", null],
    ["0", null],
    ["", null],
  ];
  test.each(cases)("%j is read as %s", async (text, expected) => {
    const { lines } = await read(write("time.csv", `order_id,sku,ordered_at\n1,A,${text}\n`));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.time).toBe(expected);
  });
});

describe("formats", () => {
  const rows = [
    {
      order_id: "1",
      customer_id: "c",
      ordered_at: "2025-01-01T10:00:00",
      sku: "Zelt-Ä",
      quantity: 1,
      unit_price: "9.90",
    },
    {
      order_id: "1",
      customer_id: "c",
      ordered_at: "2025-01-01T10:00:00",
      sku: "B,2",
      quantity: 2,
      unit_price: "1.50",
    },
    { order_id: "2", customer_id: "", ordered_at: "", sku: "C", quantity: 1, unit_price: "" },
  ];
  const csv = [
    "order_id,customer_id,ordered_at,sku,quantity,unit_price",
    ...rows.map(
      (r) =>
        `${r.order_id},${r.customer_id},${r.ordered_at},"${r.sku}",${r.quantity},${r.unit_price}`,
    ),
  ].join("\r\n");
  let expected: Line[];
  beforeAll(async () => {
    expected = (await read(write("plain.csv", csv))).lines;
    expect(expected.map((line) => line.sku)).toEqual(["Zelt-Ä", "B,2", "C"]);
  });

  test("CSV is read gzipped, with a byte order mark, with semicolons and in capitals", async () => {
    expect((await read(write("zipped.csv.gz", gzipSync(csv)))).lines).toEqual(expected);
    const semicolons = csv
      .replace(/"[^"]*"|,/g, (part) => (part === "," ? ";" : part))
      .replace(/^.*/, (head) => head.toUpperCase());
    expect((await read(write("semicolons.csv", `\ufeff${semicolons}`))).lines).toEqual(expected);
  });

  test("NDJSON is read line by line, and a line that is not JSON is counted", async () => {
    const lines = rows.map((row) => JSON.stringify(row));
    const file = write("orders.ndjson", [...lines, '{"order_id":', ""].join("\n"));
    const { lines: got, refused } = await read(file);
    expect(got).toEqual(expected);
    expect(refused).toEqual({ "line is not JSON": 1 });
  });

  test("Parquet is read with its own types", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT nullif(order_id, '')::INT AS order_id, nullif(customer_id, '') AS customer_id,
         nullif(ordered_at, '')::TIMESTAMP AS ordered_at, sku, quantity::INT AS quantity,
         nullif(unit_price, '')::DECIMAL(9, 2) AS unit_price
       FROM read_csv('${folder}/plain.csv', all_varchar = true)) TO '${folder}/orders.parquet'`,
    );
    connection.closeSync();
    expect((await read(`${folder}/orders.parquet`)).lines).toEqual(expected);
  });

  test("order JSON as `recommend` takes it is read too, test orders left out", async () => {
    const order = (id: string, customer: string | undefined, time: string | undefined) => ({
      order_id: id,
      placed_at: time,
      customer: { id: customer },
      lines: rows.filter((row) => row.order_id === id),
    });
    const text = [
      order("1", "c", "2025-01-01T10:00:00Z"),
      order("2", undefined, undefined),
      { ...order("1", "c", undefined), order_id: "3", test: true },
      { order_id: "4", lines: [] },
    ];
    const file = write("canonical.ndjson", text.map((o) => JSON.stringify(o)).join("\n"));
    const { lines, refused } = await read(file);
    expect(lines).toEqual(expected);
    expect(refused).toEqual({ "order is a test": 2, "sku is missing": 1 });
  });

  test("a query maps whatever DuckDB can read", async () => {
    const file = write("german.csv", "Auftrag;Artikel;Menge\n7;Topf;1\n7;Deckel;2\n");
    const query = "SELECT Auftrag AS order_id, Artikel AS sku, Menge AS quantity FROM orders";
    expect((await read(file, query)).lines.map((l) => l.sku)).toEqual(["Topf", "Deckel"]);
    const values = "SELECT * FROM (VALUES (1, 'A'), (1, 'B')) AS t(order_id, sku)";
    expect((await read([], values)).lines.map((l) => l.sku)).toEqual(["A", "B"]);
  });

  test("the settings name headings that differ", async () => {
    const file = write("headings.csv", "Auftrag,Artikel\n7,Topf\n");
    const { lines } = await read(file, undefined, { order_id: "Auftrag", sku: "artikel" });
    expect(lines.map((l) => [l.order_id, l.sku])).toEqual([["7", "Topf"]]);
  });
});

describe("a Shopify order export", () => {
  const shopify = [
    "Name,Email,Financial Status,Created at,Currency,Cancelled at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku",
    "#1001,ann@example.com,paid,2025-01-05 10:12:33 -0500,USD,,1,Tent,199.00,TENT",
    "#1001,,,2025-01-05 10:12:33 -0500,,,2,Mat,29.00,MAT",
    "#1002,Ann@Example.com ,paid,2025-01-09 10:00:00 -0500,USD,,1,Stove,49.00,STOVE",
    "#1003,bob@example.com,refunded,2025-01-09 10:00:00 -0500,USD,,1,Stove,49.00,STOVE",
    "#1003,,,2025-01-09 10:00:00 -0500,,,1,Pan,49.00,PAN",
    "#1004,eve@example.com,paid,2025-01-09 10:00:00 -0500,USD,2025-01-10 10:00:00 -0500,1,Pan,49.00,PAN",
    "#1005,eve@example.com,paid,2025-01-09 10:00:00 -0500,USD,,1,Gift,49.00,",
  ].join("\n");

  test("fills in what only an order's first row says, and leaves out what was undone", async () => {
    const { lines, refused } = await read(write("shopify.csv", shopify));
    expect(lines.map((l) => [l.order_id, l.sku])).toEqual([
      ["#1001", "TENT"],
      ["#1001", "MAT"],
      ["#1002", "STOVE"],
    ]);
    expect(new Set(lines.map((l) => l.customer_id)).size).toBe(1);
    expect(lines[1]?.time).toBe(seconds("2025-01-05T15:12:33Z"));
    expect(refused).toEqual({
      "order was refunded or voided": 2,
      "order was cancelled": 1,
      "sku is missing": 1,
    });
  });

  test("keeps no e-mail address", async () => {
    const { lines } = await read(write("shopify.csv", shopify));
    for (const line of lines) expect(line.customer_id).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("a file that holds no orders is one sentence naming it", () => {
  const cases: [string, string | Uint8Array, RegExp][] = [
    ["empty.csv", "", /empty\.csv: has no line of headings; expected orders with the headings/],
    ["noise.csv", new Uint8Array(4096), /noise\.csv: has no line of headings/],
    ["other.csv", "a,b\n1,2\n", /other\.csv: has no column order_id \(it has a, b\); expected/],
    ["no-sku.csv", "order_id,qty\n1,2\n", /no-sku\.csv: has no column sku/],
    ["broken.parquet", "not parquet", /broken\.parquet: .*; expected orders/],
    ["empty.ndjson", "", /empty\.ndjson: has no column order_id \(it has none\)/],
  ];
  test.each(cases)("%s", async (name, content, sentence) => {
    await expect(read(write(name, content))).rejects.toThrow(sentence);
  });

  test("a file that is not there", async () => {
    await expect(read(`${folder}/nowhere.csv`)).rejects.toThrow(/nowhere\.csv: no such file/);
  });

  test("a query with a mistake", async () => {
    await expect(read([], "SELEC 1")).rejects.toThrow(/--orders-sql: .*; expected a query/);
  });
});

describe("products", () => {
  const products = async (name: string, content: string) => {
    const { rows, refusals, currency } = await readProducts(database, write(name, content));
    const table = await database.rows("SELECT * FROM products ORDER BY sku");
    return { rows, refused: Object.fromEntries(refusals), currency, table };
  };

  test("have margins from their cost, and prices that are checked", async () => {
    const { rows, refused, table } = await products(
      "products.csv",
      [
        "sku,title,url,image,category,price,cost,available",
        "A,Tent,/tent,/tent.png,Camping,199.00,120,true",
        "B,Mat,/mat,/mat.png,Camping,29.00,,no",
        ",Nameless,,,,1.00,,",
        "C,Stove,,,,NaN,,",
        "A,Tent again,/tent,/tent.png,Camping,199.00,119,true",
      ].join("\n"),
    );
    expect(rows).toBe(5);
    expect(refused).toEqual({
      "sku is missing": 1,
      "price is not a number of zero or more": 1,
      "sku is given again further down": 1,
    });
    expect(table).toMatchObject([
      { sku: "A", title: "Tent again", price: 199, margin: 80, available: true },
      { sku: "B", price: 29, margin: null, available: false },
    ]);
  });

  test("are read from a merchant feed", async () => {
    const { currency, table } = await products(
      "feed.tsv",
      [
        "id\ttitle\tlink\timage_link\tprice\tavailability\tproduct_type",
        "A\tTent\thttps://shop.example/tent\thttps://shop.example/t.png\t199.00 EUR\tin stock\tCamping > Tents",
        "B\tMat\thttps://shop.example/mat\t\t29 EUR\tout of stock\tCamping",
      ].join("\n"),
    );
    expect(currency).toBe("EUR");
    expect(table).toMatchObject([
      { sku: "A", url: "https://shop.example/tent", price: 199, available: true },
      { sku: "B", price: 29, available: false },
    ]);
  });

  test("are read from a JSON array", async () => {
    const { table } = await products(
      "products.json",
      JSON.stringify([{ sku: "A", title: "Tent", price: 199 }]),
    );
    expect(table).toMatchObject([{ sku: "A", title: "Tent", price: 199 }]);
  });
});
