// `afterglow build`: orders in, model file out.

import { availableParallelism } from "node:os";
import { BadData } from "../failure.ts";
import { writeOutput } from "../files.ts";
import { readSigningKey, signed } from "../signing-key.ts";
import {
  countOrders,
  loadCounts,
  type Objective,
  readSummary,
  type Summary,
  saveCounts,
} from "./counting.ts";
import { minorUnits } from "./currency.ts";
import { Database } from "./database.ts";
import { addOffers } from "./offers/add-offers.ts";
import type { OffersFile } from "./offers/offers-file.ts";
import { readOffers } from "./offers/read-offers.ts";
import { BuildProgress } from "./progress.ts";
import { countRows, readOrders } from "./read-orders.ts";
import { readProducts } from "./read-products.ts";
import { type BuildReport, byFrequency, makeReport, type RowsRead } from "./report.ts";
import { makeSections } from "./sections.ts";
import { type BuildSettings, checkSettings, readSettings } from "./settings.ts";
import { writeShards } from "./shards.ts";
import type { Refusals } from "./source.ts";
import { sql } from "./sql.ts";
import { streamCards, streamCounts } from "./streaming.ts";
import { framed, readShopTemplates } from "./templates.ts";
import type { Trainer } from "./trainer.ts";
import { TrainingTeam } from "./training-team.ts";
import type { Words } from "./words.ts";

export type { BuildReport } from "./report.ts";

export interface BuildOptions {
  orders?: string[] | undefined;
  ordersSql?: string | undefined;
  /** A folder of counts made elsewhere (docs/counts.md), instead of orders. */
  counts?: string | undefined;
  /** A folder to write the counts to. */
  saveCounts?: string | undefined;
  products?: string | undefined;
  /** The offers file (docs/decision.md). */
  offers?: string | undefined;
  /** Event and decision logs, from which acceptance is learned. Needs offers. */
  events?: string[] | undefined;
  /** A folder of the shop's own templates and texts. */
  templates?: string | undefined;
  /** A settings file, or settings that differ from the defaults. */
  settings?: string | Partial<BuildSettings> | undefined;
  out: string;
  /** A folder for the core and the shards that browsers load. */
  shards?: string | undefined;
  /** A private key file: model and entry are signed with it. */
  sign?: string | undefined;
  objective?: Objective | undefined;
  /** Threads that learn; the model does not depend on it. As many as there are processors, at most 4. */
  threads?: number | undefined;
  /** Where progress is shown, if it is a terminal. */
  progress?: NodeJS.WriteStream | null | undefined;
  /** Unix seconds: orders a day after it are refused. Now, unless a test says otherwise. */
  now?: number | undefined;
}

/** What was read before the long work, so that a mistake in it is known at once. */
interface Checked {
  words: Record<string, Words>;
  offers: OffersFile | null;
  finished: Finish;
}

/** What a file goes through before it is written: its signature, if there is a key. */
type Finish = (file: Uint8Array) => Uint8Array;

export async function build(options: BuildOptions): Promise<BuildReport> {
  const settings =
    typeof options.settings === "object"
      ? checkSettings({ ...options.settings }, "settings")
      : readSettings(options.settings);
  const progress = new BuildProgress(options.progress ?? null);
  const templates = readShopTemplates(options.templates);
  const offers = options.offers === undefined ? null : await readOffers(options.offers);
  const key = options.sign === undefined ? undefined : await readSigningKey(options.sign);
  const finished: Finish = (file) => (key ? signed(file, key) : file);
  const database = await Database.open(settings.memory);
  const trainer = new TrainingTeam(options.threads ?? Math.min(availableParallelism(), 4));
  try {
    await trainer.putTemplates(framed(templates.files));
    const checked = { words: templates.words, offers, finished };
    return await run(options, settings, progress, database, trainer, checked);
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
  { words, offers, finished }: Checked,
): Promise<BuildReport> {
  const products = await progress.phase("products", "reading products", () =>
    readProducts(database, options.products),
  );
  const named = { products: products.currency, offers: offers?.currency ?? null };
  const read = await gatherCounts(options, settings, progress, database, named);
  const summary = await readSummary(database);
  const hasProducts = options.products !== undefined;
  const unlisted = await progress.phase("stream", "handing over", async () => {
    const pricing = { hasProducts, minorUnits: minorUnits(summary.currency) };
    await streamCards(database, trainer, pricing);
    await streamCounts(database, trainer);
    return hasProducts ? unlistedSkus(database) : 0;
  });
  const offersAdded = await progress.phase("offers", "reading offers and events", () =>
    addOffers(database, trainer, offers, {
      file: options.offers ?? "",
      events: options.events ?? [],
      settings,
      currency: summary.currency,
      now: options.now ?? Date.now() / 1000,
    }),
  );
  // Its memory is the trainer's from here on.
  database.close();

  const learned = await progress.phase("learn", "learning", (tell) =>
    trainer.learn({ objective: summary.objective, neighbours: settings.neighbours }, tell),
  );
  const { file, description } = await progress.phase("pack", "packing", async () => {
    const sections = await makeSections({
      settings,
      currency: summary.currency,
      words,
    });
    for (const { tag, bytes } of sections) await trainer.putSection(tag, bytes);
    const file = finished(await trainer.pack(modelSettings(settings, summary)));
    const description = await trainer.describe();
    await writeOutput(options.out, file);
    if (options.shards !== undefined) await writeShards(trainer, options.shards, finished);
    return { file, description };
  });
  return makeReport({
    options,
    settings,
    seconds: progress.seconds,
    read,
    products,
    summary,
    unlisted,
    offers: offersAdded,
    learned,
    file,
    description,
  });
}

/** Counts the orders, or loads counts made elsewhere; says what became of the rows. */
async function gatherCounts(
  options: BuildOptions,
  settings: BuildSettings,
  progress: BuildProgress,
  database: Database,
  named: { products: string | null; offers: string | null },
): Promise<RowsRead | null> {
  const { counts } = options;
  if (counts !== undefined) {
    await progress.phase("read", "reading counts", () => loadCounts(database, counts));
    return null;
  }
  const refusals: Refusals = new Map();
  const rows = await progress.phase("read", "reading orders", async () => {
    const now = options.now ?? Date.now() / 1000;
    await database.setVariable("latest_time", Math.floor(now) + 86400);
    const input = {
      files: options.orders ?? [],
      sql: options.ordersSql,
      columns: settings.columns,
    };
    await readOrders(database, input, refusals);
    await database.run(sql.checkRows);
    await database.run("DROP TABLE raw_rows");
    return countRows(database, refusals);
  });
  if ((await database.number("SELECT count(*) FROM checked_rows WHERE reason IS NULL")) === 0) {
    throw new BadData(noUsableRows(options, rows, refusals));
  }
  await progress.phase("count", "counting", async () => {
    const currency =
      settings.currency ?? named.products ?? (await ordersCurrency(database)) ?? named.offers;
    await countOrders(database, settings, options.objective ?? "next", currency);
    if (options.saveCounts !== undefined) await saveCounts(database, options.saveCounts);
  });
  return { rows, refusals };
}

/** The settings that go into the model as they are. */
function modelSettings(settings: BuildSettings, summary: Summary) {
  return {
    window_days: summary.windowDays,
    margin_share: settings.margin_share,
    reserve: Math.round(settings.reserve * minorUnits(summary.currency)),
    places: settings.places,
    places_per_category: settings.places_per_category,
    holdout_share: settings.holdout_share,
    exploration_share: settings.exploration_share,
    trained_until: summary.lastTime,
    ...(summary.currency === null ? {} : { currency: summary.currency }),
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

function noUsableRows(options: BuildOptions, read: number, refusals: Refusals): string {
  const name = options.ordersSql === undefined ? (options.orders ?? []).join(", ") : "--orders-sql";
  const [reason] = Object.entries(byFrequency(refusals));
  const why =
    reason === undefined ? "it has no rows" : `${reason[1]} of ${read} rows: ${reason[0]}`;
  return `${name}: no usable orders (${why}); expected rows with at least order_id and sku`;
}
