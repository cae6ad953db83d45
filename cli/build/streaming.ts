// Streams the tables of docs/counts.md, and the cards, into the trainer as columns.
import type { Database } from "./database.ts";
import { sql } from "./sql.ts";
import type { Trainer } from "./trainer.ts";

export async function streamCounts(database: Database, trainer: Trainer): Promise<void> {
  for (const table of ["together", "next"] as const) {
    for (const [span, weight] of [
      ["full", "weight"],
      ["fit", "fit_weight"],
    ] as const) {
      const where = `FROM ${table} WHERE ${weight} > 0`;
      await trainer.putColumns(
        ["a", "b", "weight"].map((column) => `${span}.${table}.${column}`),
        database.numbers(`SELECT a, b, ${weight} ${where}`),
        await database.number(`SELECT count(*) ${where}`),
      );
    }
    await database.run(`DROP TABLE ${table}`);
  }
  const sums = {
    "full.order_count": "orders",
    "full.order_weight": "order_weight",
    "full.followed_weight": "followed_weight",
    returning_share: "returning_share",
    "fit.order_count": "fit_orders",
    "fit.order_weight": "fit_order_weight",
    "fit.followed_weight": "fit_followed_weight",
  };
  await trainer.putColumns(
    Object.keys(sums),
    database.numbers(`SELECT ${Object.values(sums).join(", ")} FROM summary`),
  );
  await streamContexts(database, trainer);
}

async function streamContexts(database: Database, trainer: Trainer): Promise<void> {
  await trainer.putColumns(
    ["context.weight"],
    database.numbers(
      "SELECT max(weight) FROM contexts WHERE part = 0 GROUP BY context ORDER BY context",
    ),
  );
  // Every context has a basket, part 0.
  for (const [part, name] of ["basket", "history", "target"].entries()) {
    await trainer.putColumns(
      [`${name}.size`],
      database.numbers(
        `SELECT coalesce(size, 0)::UINTEGER
         FROM (SELECT DISTINCT context FROM contexts WHERE part = 0)
         LEFT JOIN (SELECT context, count(*) AS size FROM contexts WHERE part = ${part} GROUP BY context)
           USING (context)
         ORDER BY context`,
      ),
    );
    await trainer.putColumns(
      [`${name}.item`],
      database.numbers(`SELECT sku FROM contexts WHERE part = ${part} ORDER BY context, place`),
    );
  }
}

export interface Pricing {
  hasProducts: boolean;
  /** Minor units in one major unit of the currency. */
  minorUnits: number;
}

/** SKUs, their cards and statistics. Needs skus and products; leaves the table card. */
export async function streamCards(
  database: Database,
  trainer: Trainer,
  pricing: Pricing,
): Promise<void> {
  await database.setVariable("has_products", pricing.hasProducts);
  await database.setVariable("minor_units", pricing.minorUnits);
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
  const columns = {
    price: "price",
    margin: "margin",
    offered: "offered",
    "full.orders": "orders",
    "full.popularity": "popularity",
    "full.discovery": "discovery",
    "full.next.mass": "next_mass",
    "fit.orders": "fit_orders",
    "fit.popularity": "fit_popularity",
    "fit.discovery": "fit_discovery",
    "fit.next.mass": "fit_next_mass",
    repeat: "repeat",
    days25: "days25",
    days50: "days50",
    days75: "days75",
  };
  await trainer.putColumns(
    Object.keys(columns),
    database.numbers(`SELECT ${Object.values(columns).join(", ")} FROM card ORDER BY sku`),
  );
}
