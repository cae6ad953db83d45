// Runs the counting SQL over the orders that were read, and streams the counts into the trainer.
import type { Database } from "./database.ts";
import type { BuildSettings } from "./settings.ts";
import { sql } from "./sql.ts";
import type { Trainer } from "./trainer.ts";

export type Objective = "next" | "together";

/** Situations to choose settings on; fewer with an outcome than this teach nothing. */
const fewestContexts = 50;
const mostContexts = 20000;
const mostHistory = 100;

export interface Counted {
  orders: number;
  customers: number;
  skus: number;
  /** Whether the orders are placed by their times, or by their place in the files. */
  timed: boolean;
  /** Days: the window, shortened where the orders span too little time. */
  windowDays: number;
  /** Unix seconds of the newest order; 0 unknown. */
  lastTime: number;
  ordersOverCap: number;
  heldOrders: number;
  contexts: number;
  /** The objective that the contexts are for. */
  objective: Objective;
}

/** From checked_rows and products to all tables of cli/sql/. */
export async function countOrders(
  database: Database,
  settings: BuildSettings,
  wanted: Objective,
): Promise<Counted> {
  for (const name of [
    "basket_cap",
    "window_days",
    "half_life_days",
    "following_orders",
    "validation_share",
  ] as const) {
    await database.setVariable(name, settings[name]);
  }
  await database.setVariable("most_contexts", mostContexts);
  await database.setVariable("most_history", mostHistory);
  await database.run(sql.orders);
  await database.run(sql.split);
  await database.run(sql.counts);
  await database.run(sql.repurchase);
  const objective = await chooseContexts(database, wanted);
  const head = await database.row<{
    timed: boolean;
    window: bigint;
    last: bigint | null;
    orders: bigint;
    customers: bigint;
    skus: bigint;
    over: bigint;
    held: bigint;
    contexts: bigint;
  }>(
    `SELECT getvariable('timed') AS timed, coalesce(getvariable('window_seconds'), 0)::BIGINT AS window,
       getvariable('last_time')::BIGINT AS last,
       (SELECT count(*) FROM order_list) AS orders,
       (SELECT count(DISTINCT customer) FROM order_list) AS customers,
       (SELECT count(*) FROM sku_list) AS skus,
       (SELECT count(*) FROM order_size WHERE size > getvariable('basket_cap')) AS over,
       (SELECT count(*) FROM held_order) AS held,
       (SELECT count(*) FROM context_order) AS contexts`,
  );
  const shortened = Math.round(Number(head.window) / 86400);
  return {
    orders: Number(head.orders),
    customers: Number(head.customers),
    skus: Number(head.skus),
    timed: head.timed,
    windowDays: head.timed ? Math.max(1, shortened) : settings.window_days,
    lastTime: Number(head.last ?? 0),
    ordersOverCap: Number(head.over),
    heldOrders: Number(head.held),
    contexts: Number(head.contexts),
    objective,
  };
}

/** A shop whose customers hardly return can still learn to complete baskets. */
async function chooseContexts(database: Database, wanted: Objective): Promise<Objective> {
  if (wanted === "next") {
    await database.run(sql.contextsNext);
    const answered = await database.number(
      "SELECT count(DISTINCT context) FROM context_item WHERE part = 2",
    );
    if (answered >= fewestContexts) return "next";
  }
  await database.run(sql.contextsTogether);
  return "together";
}

/** The counts and contexts, into the trainer. */
export async function streamCounts(database: Database, trainer: Trainer): Promise<void> {
  for (const kind of ["together", "next"] as const) {
    for (const [span, weight] of [
      ["full", "weight"],
      ["fit", "fit_weight"],
    ] as const) {
      const where = `FROM ${kind} WHERE ${weight} > 0`;
      await trainer.putColumns(
        ["a", "b", "weight"].map((column) => `${span}.${kind}.${column}`),
        database.numbers(`SELECT a, b, ${weight} ${where}`),
        await database.number(`SELECT count(*) ${where}`),
      );
    }
  }
  await trainer.putColumns(
    ["full.orders", "full.popularity", "fit.orders", "fit.popularity"],
    database.numbers(
      "SELECT orders, popularity, fit_orders, fit_popularity FROM sku_counts ORDER BY sku",
    ),
  );
  await trainer.putColumns(
    ["full.order_count", "fit.order_count"],
    database.numbers(
      `SELECT (SELECT count(*) FROM order_list)::UBIGINT, (SELECT count(*) FROM fit_order)::UBIGINT`,
    ),
  );
  await streamContexts(database, trainer);
}

async function streamContexts(database: Database, trainer: Trainer): Promise<void> {
  for (const [part, name] of ["basket", "history", "target"].entries()) {
    await trainer.putColumns(
      [`${name}.size`],
      database.numbers(
        `SELECT count(sku)::UINTEGER FROM context_order
         LEFT JOIN (FROM context_item WHERE part = ${part}) USING (context)
         GROUP BY context ORDER BY context`,
      ),
    );
    await trainer.putColumns(
      [`${name}.item`],
      database.numbers(
        `SELECT sku::UINTEGER FROM context_item WHERE part = ${part} ORDER BY context, place`,
      ),
    );
  }
}

/** SKUs, cards and their statistics, into the trainer. */
export async function streamCards(
  database: Database,
  trainer: Trainer,
  prices: { hasProducts: boolean; currency: string | null; minorUnits: number },
): Promise<void> {
  await database.setVariable("has_products", prices.hasProducts);
  await database.setVariable("currency", prices.currency ?? "");
  await database.setVariable("minor_units", prices.minorUnits);
  await database.run(sql.cards);
  for (const [column, field] of Object.entries({
    sku: "text",
    title: "title",
    url: "url",
    image: "image",
    category: "category",
  })) {
    await trainer.putTexts(column, database.texts(`SELECT ${field} FROM card ORDER BY sku`));
  }
  await trainer.putColumns(
    ["price", "margin", "offered"],
    database.numbers("SELECT price, margin, offered FROM card ORDER BY sku"),
  );
  await trainer.putColumns(
    ["repeat", "days25", "days50", "days75"],
    database.numbers("SELECT propensity, days25, days50, days75 FROM repurchase ORDER BY sku"),
  );
}
