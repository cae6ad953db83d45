// `afterglow build`: its flags, and the report for people.
import { type Command, Option } from "commander";
import { BadCall } from "../failure.ts";
import { build } from "./build.ts";
import type { Objective } from "./counting.ts";
import type { BuildReport, OffersReport, RowReport } from "./report.ts";

const details = `
Orders are CSV (also .gz), NDJSON or Parquet with the headings order_id, customer_id, ordered_at,
sku, quantity, unit_price and optionally title, category, currency; or a Shopify order export; or
the order JSON that "recommend" takes, one a line. ordered_at may be empty: then the file's order
of each customer's orders is their time. Rows that cannot be used are counted by reason.

Products have the headings sku, title, url, image, category, price and optionally margin or cost,
available, currency. With a products file, SKUs that it does not list are learned from but never
offered. Without one, title, category and price come from the orders.

Examples:
  afterglow build --orders orders.csv.gz --products products.csv --out shop.afterglow
  afterglow build --orders export.csv --out shop.afterglow \\
    --orders-sql "SELECT nr AS order_id, kunde AS customer_id, datum AS ordered_at, artikel AS sku FROM orders"`;

interface Flags {
  orders?: string[];
  ordersSql?: string;
  counts?: string;
  saveCounts?: string;
  products?: string;
  offers?: string;
  events?: string[];
  settings?: string;
  templates?: string;
  out: string;
  shards?: string;
  sign?: string;
  objective: Objective;
  threads?: number;
  json?: boolean;
}

export function registerBuild(program: Command): void {
  program
    .command("build")
    .description("make a model from exported orders")
    .option("--orders <file...>", "order exports: CSV, CSV.gz, NDJSON or Parquet")
    .option(
      "--orders-sql <query>",
      "a DuckDB query that gives the headings; the files are its table `orders`",
    )
    .option("--counts <dir>", "counts made elsewhere (docs/counts.md), instead of orders")
    .option("--save-counts <dir>", "also write the counts, as Parquet")
    .option("--products <file>", "the catalogue: CSV, JSON, NDJSON or Parquet")
    .option("--offers <file>", "JSON: what to offer besides products (docs/decision.md)")
    .option("--events <file...>", "event and decision logs, from which acceptance is learned")
    .option("--templates <folder>", "your own templates and texts, over ours")
    .option("--settings <file>", "JSON: currency, window_days, basket_cap, neighbours, reserve, …")
    .requiredOption("--out <model>", "the model file to write")
    .option("--shards <folder>", "also write a core and shards, for browsers")
    .option("--sign <key>", "sign what is written with this private key (afterglow keys)")
    .addOption(
      new Option(
        "--objective <what>",
        "what to predict: the customer's next order, or the rest of this basket",
      )
        .choices(["next", "together"])
        .default("next"),
    )
    .option(
      "--threads <n>",
      "threads that learn, 1 to 64; the model is the same (default: one per processor, at most 4)",
      threadsOf,
    )
    .option("--json", "print the report as one JSON document")
    .addHelpText("after", details)
    .action(async (flags: Flags) => {
      checkInputs(flags);
      const { json, ...options } = flags;
      const report = await build({
        ...options,
        progress: process.stderr,
      });
      process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : describe(report));
    });
}

function threadsOf(text: string): number {
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
    throw new BadCall(`--threads ${text}: expected a whole number from 1 to 64`);
  }
  return threads;
}

function checkInputs(flags: Flags): void {
  const orders = flags.orders !== undefined || flags.ordersSql !== undefined;
  if (orders === (flags.counts !== undefined)) {
    throw new BadCall(
      "build: expected either --orders FILE… (or --orders-sql QUERY) or --counts DIR",
    );
  }
  if (flags.counts !== undefined && flags.saveCounts !== undefined) {
    throw new BadCall("build: --save-counts needs --orders; --counts are there already");
  }
  if (flags.events !== undefined && flags.offers === undefined) {
    throw new BadCall("build: --events needs --offers: products learn from orders");
  }
}

const count = (value: number) => value.toLocaleString("en");

function refusedLines(what: string, rows: RowReport): string[] {
  const lines = [`${count(rows.read)} ${what} rows read, ${count(rows.refused)} refused`];
  for (const [reason, refused] of Object.entries(rows.reasons)) {
    lines.push(`  ${count(refused)}: ${reason}`);
  }
  return lines;
}

function offerLines({ offers, rules, events, types }: OffersReport): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const learned = types
    .filter(({ shown }) => shown > 0)
    .map(({ type, mean, shown }) => `  ${type}: ${percent(mean)} of ${count(Math.round(shown))}`);
  return [
    ...(events === null ? [] : refusedLines("event", events)),
    `${count(offers)} offers and ${count(rules)} rules${learned.length > 0 ? ", accepted on average" : ""}`,
    ...learned,
  ];
}

/** The report in a few lines. */
export function describe(report: BuildReport): string {
  const seconds = Object.values(report.seconds).reduce((a, b) => a + b, 0);
  const lines = [
    ...(report.rows === null ? [] : refusedLines("order", report.rows)),
    ...(report.products === null ? [] : refusedLines("product", report.products)),
    ...(report.offers === null ? [] : offerLines(report.offers)),
    `${count(report.orders)} orders of ${count(report.customers)} known customers, ${count(report.skus)} SKUs, placed by ${report.order_by}`,
    ...(report.orders_over_basket_cap > 0
      ? [
          `${count(report.orders_over_basket_cap)} orders over the basket cap are not counted in pairs`,
        ]
      : []),
    ...report.notes.map((note) => `note: ${note}`),
    `${report.out}: ${count(report.bytes)} bytes, ${count(report.edges)} edges, checksum ${report.checksum}, ${seconds.toFixed(1)} s`,
  ];
  return `${lines.join("\n")}\n`;
}
