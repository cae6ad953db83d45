// `afterglow build`: orders in, model file out.

import { BadData } from "../failure.ts";
import { writeOutput } from "../files.ts";
import {
  type Counted,
  countOrders,
  type Objective,
  streamCards,
  streamCounts,
} from "./counting.ts";
import { Database } from "./database.ts";
import { BuildProgress } from "./progress.ts";
import { countRows, readOrders } from "./read-orders.ts";
import { readProducts } from "./read-products.ts";
import { makeSections } from "./sections.ts";
import { type BuildSettings, minorUnits, readSettings } from "./settings.ts";
import type { Refusals } from "./source.ts";
import { sql } from "./sql.ts";
import { framed, readShopTemplates } from "./templates.ts";
import { type FileDescription, type LearnDescription, Trainer } from "./trainer.ts";
import type { Words } from "./words.ts";

export interface BuildOptions {
  orders: string[];
  ordersSql?: string | undefined;
  products?: string | undefined;
  offers?: string | undefined;
  events?: string[] | undefined;
  /** A folder of the shop's own templates and texts. */
  templates?: string | undefined;
  /** A settings file, or the settings themselves. */
  settings?: string | BuildSettings | undefined;
  out: string;
  objective?: Objective | undefined;
  /** Where progress is shown, if it is a terminal. */
  progress?: NodeJS.WriteStream | null | undefined;
  /** Unix seconds: orders a day after it are refused. Now, unless a test says otherwise. */
  now?: number | undefined;
}

export interface BuildReport {
  out: string;
  bytes: number;
  checksum: string;
  rows: { read: number; refused: number; reasons: Record<string, number> };
  products: { read: number; refused: number; reasons: Record<string, number> } | null;
  orders: number;
  customers: number;
  skus: number;
  edges: number;
  /** "time" of the orders, or their "sequence" in the files where they have none. */
  order_by: "time" | "sequence";
  orders_over_basket_cap: number;
  validation: { orders: number; contexts: number };
  objective: Objective;
  currency: string | null;
  sections: { tag: string; bytes: number }[];
  settings: Record<string, unknown>;
  learned: Record<string, number>;
  seconds: Record<string, number>;
  /** What the reader of the report should know. */
  notes: string[];
}

export async function build(options: BuildOptions): Promise<BuildReport> {
  const settings =
    typeof options.settings === "object" ? options.settings : readSettings(options.settings);
  const progress = new BuildProgress(options.progress ?? null);
  const templates = readShopTemplates(options.templates);
  const database = await Database.open(settings.memory);
  const trainer = new Trainer();
  try {
    // Before the long work: a mistake in a template is known at once.
    await trainer.putTemplates(framed(templates.files));
    return await run(options, settings, progress, database, trainer, templates.words);
  } finally {
    await trainer.close();
    database.close();
  }
}

async function run(
  options: BuildOptions,
  settings: BuildSettings,
  progress: BuildProgress,
  database: Database,
  trainer: Trainer,
  words: Record<string, Words>,
): Promise<BuildReport> {
  const refusals: Refusals = new Map();
  const { read, products, currency } = await progress.phase("read", "reading orders", async () => {
    const now = options.now ?? Date.now() / 1000;
    await database.setVariable("latest_time", Math.floor(now) + 86400);
    const input = { files: options.orders, sql: options.ordersSql, columns: settings.columns };
    await readOrders(database, input, refusals);
    await database.run(sql.checkRows);
    await database.run("DROP TABLE raw_rows");
    const read = await countRows(database, refusals);
    const products = await readProducts(database, options.products);
    const currency = settings.currency ?? products.currency ?? (await ordersCurrency(database));
    return { read, products, currency };
  });
  if ((await database.number("SELECT count(*) FROM checked_rows WHERE reason IS NULL")) === 0) {
    throw new BadData(noUsableRows(options, read, refusals));
  }

  const counted = await progress.phase("count", "counting", async () => {
    const counted = await countOrders(database, settings, options.objective ?? "next");
    await streamCards(database, trainer, {
      hasProducts: options.products !== undefined,
      currency,
      minorUnits: minorUnits(currency),
    });
    await streamCounts(database, trainer);
    return counted;
  });
  const unlisted = await unlistedSkus(database);

  const learned = await progress.phase("learn", "learning", () =>
    trainer.learn({ objective: counted.objective, neighbours: settings.neighbours }),
  );

  const { file, description } = await progress.phase("pack", "packing", async () => {
    const sections = await makeSections({
      offers: options.offers,
      events: options.events ?? [],
      settings,
      currency,
      words,
    });
    for (const { tag, bytes } of sections) await trainer.putSection(tag, bytes);
    const file = await trainer.pack(modelSettings(settings, counted, currency));
    const description = await trainer.describe();
    await writeOutput(options.out, file);
    return { file, description };
  });

  return report({
    options,
    settings,
    progress,
    read,
    refusals,
    products,
    currency,
    counted,
    learned,
    file,
    description,
    unlisted,
  });
}

/** The settings that go into the model as they are. */
function modelSettings(settings: BuildSettings, counted: Counted, currency: string | null) {
  return {
    window_days: counted.windowDays,
    margin_share: settings.margin_share,
    reserve: Math.round(settings.reserve * minorUnits(currency)),
    places: settings.places,
    places_per_category: settings.places_per_category,
    exploration_share: settings.exploration_share,
    holdout_share: settings.holdout_share,
    trained_until: counted.lastTime,
    ...(currency === null ? {} : { currency }),
  };
}

/** The currency of most order lines; null when none names one. */
async function ordersCurrency(database: Database): Promise<string | null> {
  const [most] = await database.rows<{ currency: string }>(
    `SELECT currency FROM checked_rows WHERE reason IS NULL AND regexp_full_match(currency, '[A-Z]{3}')
     GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1`,
  );
  return most?.currency ?? null;
}

/** SKUs that were sold but are not in the products file: learned from, never offered. */
async function unlistedSkus(database: Database): Promise<number> {
  return database.number(
    "SELECT count(*) FROM card WHERE offered = 0 AND text NOT IN (SELECT sku FROM products)",
  );
}

function sum(refusals: Refusals): number {
  return [...refusals.values()].reduce((a, b) => a + b, 0);
}

/** Most frequent first. */
function sorted(refusals: Refusals): Record<string, number> {
  return Object.fromEntries([...refusals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function noUsableRows(options: BuildOptions, read: number, refusals: Refusals): string {
  const name = options.ordersSql === undefined ? options.orders.join(", ") : "--orders-sql";
  const [reason] = Object.entries(sorted(refusals));
  const why =
    reason === undefined ? "it has no rows" : `${reason[1]} of ${read} rows: ${reason[0]}`;
  return `${name}: no usable orders (${why}); expected rows with at least order_id and sku`;
}

function report(made: {
  options: BuildOptions;
  settings: BuildSettings;
  progress: BuildProgress;
  read: number;
  refusals: Refusals;
  products: { rows: number; refusals: Refusals };
  currency: string | null;
  counted: Counted;
  learned: LearnDescription;
  file: Uint8Array;
  description: FileDescription;
  unlisted: number;
}): BuildReport {
  const { options, settings, counted, products, description } = made;
  const notes: string[] = [];
  if (counted.objective !== (options.objective ?? "next")) {
    notes.push("too few customers ordered again to learn from: trained to complete baskets");
  }
  if (counted.contexts === 0) {
    notes.push("too few orders to validate on: default settings, no calibrated probabilities");
  }
  if (counted.timed && counted.windowDays < settings.window_days) {
    notes.push(`the orders span too little time: the window is ${counted.windowDays} days`);
  }
  if (made.currency === null) {
    notes.push("no currency named: prices are taken to have two decimals; see --settings");
  }
  if (made.unlisted > 0) {
    notes.push(`${made.unlisted} SKUs sold are not in the products file and will not be offered`);
  }
  return {
    out: options.out,
    bytes: made.file.byteLength,
    checksum: description.checksum,
    rows: { read: made.read, refused: sum(made.refusals), reasons: sorted(made.refusals) },
    products:
      options.products === undefined
        ? null
        : {
            read: products.rows,
            refused: sum(products.refusals),
            reasons: sorted(products.refusals),
          },
    orders: counted.orders,
    customers: counted.customers,
    skus: counted.skus,
    edges: description.edges,
    order_by: counted.timed ? "time" : "sequence",
    orders_over_basket_cap: counted.ordersOverCap,
    validation: { orders: counted.heldOrders, contexts: counted.contexts },
    objective: counted.objective,
    currency: made.currency,
    sections: description.sections,
    settings: { ...settings, window_days: counted.windowDays, currency: made.currency },
    learned: made.learned.settings,
    seconds: made.progress.seconds,
    notes,
  };
}
