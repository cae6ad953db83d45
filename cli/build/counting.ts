// Runs the counting SQL over the orders that were read. What comes out is the set of tables that
// docs/counts.md describes, whoever counted.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { BadData, fileFailure } from "../failure.ts";
import { type Database, quoted, reasonOf } from "./database.ts";
import type { BuildSettings } from "./settings.ts";
import { sql } from "./sql.ts";

export type Objective = "next" | "together";

/** Situations with an outcome, fewer than which teach nothing. */
const fewestContexts = 50;
const mostContexts = 20000;
/** Of one order, situations of another SKU taken out. */
const mostTaken = 5;
/** As many earlier SKUs as an order may carry. */
const mostHistory = 500;

/** The tables of docs/counts.md. */
const countTables = ["skus", "together", "next", "contexts", "summary"] as const;

export interface Summary {
  orders: number;
  fitOrders: number;
  heldOrders: number;
  customers: number;
  ordersOverCap: number;
  /** Whether the orders are placed by their times, or by their place in the files. */
  timed: boolean;
  /** The window, shortened where the orders span too little time. */
  windowDays: number;
  /** Share of the orders that another of the customer's follows within the window. */
  returningShare: number;
  /** What a pair of lines far apart in an order counts, of what one side by side does. */
  farShare: number;
  /** Days after which a pair in one basket counts half; null without times. */
  pairHalfLifeDays: number | null;
  /** Unix seconds of the newest order; 0 unknown. */
  lastTime: number;
  /** What the contexts are for. */
  objective: Objective;
  currency: string | null;
}

/** From checked_rows to the tables of docs/counts.md. */
export async function countOrders(
  database: Database,
  settings: BuildSettings,
  wanted: Objective,
  currency: string | null,
): Promise<void> {
  for (const name of [
    "basket_cap",
    "window_days",
    "half_life_days",
    "pair_half_life_days",
    "following_orders",
    "following_decay",
    "validation_share",
  ] as const) {
    await database.setVariable(name, settings[name]);
  }
  await database.setVariable("most_contexts", mostContexts);
  await database.setVariable("most_taken", mostTaken);
  await database.setVariable("fewest_contexts", fewestContexts);
  await database.setVariable("most_history", mostHistory);
  await database.setVariable("currency", currency ?? "");
  await database.setVariable("wanted", wanted);
  await database.run(sql.orders);
  await database.run(sql.split);
  await database.run(sql.halfLife);
  await database.run(sql.counts);
  await database.run(sql.together);
  await database.run(sql.repurchase);
  await database.setVariable("objective", await chooseContexts(database, wanted));
  await database.run(sql.skus);
  await database.run(sql.summary);
}

/** A shop whose customers hardly return can still learn to complete baskets. */
async function chooseContexts(database: Database, wanted: Objective): Promise<Objective> {
  if (wanted === "next") {
    await database.run(sql.contextsNext);
    const answered = await database.number(
      "SELECT count(DISTINCT context) FROM contexts WHERE part = 2",
    );
    if (answered >= fewestContexts) return "next";
  }
  await database.run(sql.contextsTogether);
  return "together";
}

export async function readSummary(database: Database): Promise<Summary> {
  const row = await database.row<{
    orders: bigint;
    fit_orders: bigint;
    held_orders: bigint;
    customers: bigint;
    orders_over_cap: bigint;
    timed: boolean;
    window_days: number;
    returning_share: number;
    far_share: number;
    pair_half_life_days: number | null;
    last_time: bigint;
    objective: string;
    currency: string;
  }>("FROM summary");
  return {
    orders: Number(row.orders),
    fitOrders: Number(row.fit_orders),
    heldOrders: Number(row.held_orders),
    customers: Number(row.customers),
    ordersOverCap: Number(row.orders_over_cap),
    timed: row.timed,
    windowDays: row.window_days,
    returningShare: row.returning_share,
    farShare: row.far_share,
    pairHalfLifeDays: row.pair_half_life_days,
    lastTime: Number(row.last_time),
    objective: row.objective === "together" ? "together" : "next",
    currency: row.currency === "" ? null : row.currency,
  };
}

/** Writes the tables as Parquet, for other builds and for whoever checks another counter. */
export async function saveCounts(database: Database, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw fileFailure(folder, error);
  });
  const order = { skus: "sku", together: "a, b", next: "a, b", contexts: "ALL", summary: "ALL" };
  for (const table of countTables) {
    const file = quoted(join(folder, `${table}.parquet`));
    await database.run(`COPY (FROM ${table} ORDER BY ${order[table]}) TO ${file} (FORMAT parquet)`);
  }
}

const columnsOf: Record<(typeof countTables)[number], string> = {
  skus: `sku::UINTEGER AS sku, text::VARCHAR AS text, title::VARCHAR AS title,
    category::VARCHAR AS category, price::DOUBLE AS price, orders::UINTEGER AS orders,
    popularity::FLOAT AS popularity, discovery::FLOAT AS discovery, next_mass::DOUBLE AS next_mass,
    fit_orders::UINTEGER AS fit_orders, fit_popularity::FLOAT AS fit_popularity,
    fit_discovery::FLOAT AS fit_discovery, fit_next_mass::DOUBLE AS fit_next_mass,
    repeat::FLOAT AS repeat, days25::USMALLINT AS days25, days50::USMALLINT AS days50,
    days75::USMALLINT AS days75`,
  together:
    "a::UINTEGER AS a, b::UINTEGER AS b, weight::FLOAT AS weight, fit_weight::FLOAT AS fit_weight",
  next: "a::UINTEGER AS a, b::UINTEGER AS b, weight::FLOAT AS weight, fit_weight::FLOAT AS fit_weight",
  contexts:
    "context::UINTEGER AS context, part::UTINYINT AS part, place::BIGINT AS place, sku::UINTEGER AS sku, weight::FLOAT AS weight",
  summary: `orders::UBIGINT AS orders, order_weight::DOUBLE AS order_weight,
    followed_weight::DOUBLE AS followed_weight, fit_orders::UBIGINT AS fit_orders,
    fit_order_weight::DOUBLE AS fit_order_weight, fit_followed_weight::DOUBLE AS fit_followed_weight,
    held_orders::UBIGINT AS held_orders, customers::UBIGINT AS customers,
    orders_over_cap::UBIGINT AS orders_over_cap, timed::BOOLEAN AS timed,
    window_days::UINTEGER AS window_days, returning_share::DOUBLE AS returning_share,
    far_share::DOUBLE AS far_share,
    pair_half_life_days::DOUBLE AS pair_half_life_days, last_time::BIGINT AS last_time,
    objective::VARCHAR AS objective, currency::VARCHAR AS currency`,
};

/** Loads counts made elsewhere. A table may be one file, or a folder of parts as Spark writes it. */
export async function loadCounts(database: Database, folder: string): Promise<void> {
  for (const table of countTables) {
    const expected = `the columns that docs/counts.md gives for ${table}`;
    const path = join(folder, `${table}.parquet`);
    try {
      const found = await database.number(
        `SELECT count(*) FROM glob([${quoted(path)}, ${quoted(`${path}/*.parquet`)}])`,
      );
      if (found === 0) throw new BadData(`${path}: no such file; expected ${expected}`);
      const isFolder = await database.number(
        `SELECT count(*) FROM glob(${quoted(`${path}/*.parquet`)})`,
      );
      const files = quoted(isFolder > 0 ? `${path}/*.parquet` : path);
      await database.run(
        `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT ${columnsOf[table]} FROM read_parquet(${files})`,
      );
    } catch (error) {
      if (error instanceof BadData) throw error;
      throw new BadData(`${path}: ${reasonOf(error)}; expected ${expected}`);
    }
  }
  const rows = await database.number("SELECT count(*) FROM summary");
  if (rows !== 1) throw new BadData(`${folder}/summary.parquet: has ${rows} rows; expected one`);
  const numbered = await database.number(
    `SELECT count(*) FROM (SELECT sku, row_number() OVER (ORDER BY sku) - 1 AS place FROM skus)
     WHERE sku IS DISTINCT FROM place`,
  );
  if (numbered > 0) {
    throw new BadData(
      `${folder}/skus.parquet: expected sku to number the rows from 0 without gaps`,
    );
  }
}
