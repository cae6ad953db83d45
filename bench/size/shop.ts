/** A shop of any size that does not exist, in pieces for browsers; kept, because a large one takes minutes. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Entry } from "../../js-glue/loader/shards.ts";
import { writeSyntheticOrders } from "../growth/synthetic-shop.js";
import { writeSyntheticProducts } from "./synthetic-products.ts";

export interface PiecedShop {
  /** Holds entry.json and what it names. */
  folder: string;
  entry: Entry;
  /** The SKUs of orders of five lines. */
  baskets: string[][];
}

const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`;

async function basketsOf(orders: string, lines: number, most: number): Promise<string[][]> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "1500MB" });
  const connection = await instance.connect();
  const read = await connection.runAndReadAll(
    `SELECT array_to_string(list(DISTINCT sku ORDER BY sku), chr(10)) AS lines
     FROM read_parquet(${quoted(orders)}) WHERE hash(order_id) % 50 = 0
     GROUP BY order_id HAVING count(DISTINCT sku) = ${lines} ORDER BY hash(order_id) LIMIT ${most}`,
  );
  connection.closeSync();
  instance.closeSync();
  return read.getRows().map(([skus]) => String(skus).split("\n"));
}

export async function piecedShop(skus: number, orders: number): Promise<PiecedShop> {
  const folder = `build/bench/shop-${skus}-${orders}`;
  const orderFile = join(folder, "orders.parquet");
  if (!existsSync(join(folder, "shards/entry.json"))) {
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    const [from, products] = [
      join(unfinished, "orders.parquet"),
      join(unfinished, "products.parquet"),
    ];
    console.error(`bench:size: making a shop of ${skus} SKUs and ${orders} orders`);
    await writeSyntheticOrders(skus, orders, from);
    await writeSyntheticProducts(skus, products);
    console.error("bench:size: building its model");
    const words = [
      "--orders",
      from,
      "--products",
      products,
      "--shards",
      join(unfinished, "shards"),
    ];
    execFileSync(
      process.execPath,
      ["cli/bin.js", "build", ...words, "--out", join(unfinished, "shop.afterglow")],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  }
  const pieces = join(folder, "shards");
  return {
    folder: pieces,
    entry: JSON.parse(readFileSync(join(pieces, "entry.json"), "utf8").split("\n")[0] ?? ""),
    baskets: await basketsOf(orderFile, 5, 500),
  };
}
