// What a build says about itself: the document of --json.
import type { Objective, Summary } from "./counting.ts";
import type { OffersAdded } from "./offers/add-offers.ts";
import type { ProductsRead } from "./read-products.ts";
import type { BuildSettings } from "./settings.ts";
import type { Refusals } from "./source.ts";
import type { FileDescription, LearnDescription } from "./trainer.ts";

export interface RowReport {
  read: number;
  refused: number;
  /** Rows by the reason they could not be used, most frequent first. */
  reasons: Record<string, number>;
}

export interface BuildReport {
  out: string;
  bytes: number;
  checksum: string;
  /** Null when the counts were made elsewhere. */
  rows: RowReport | null;
  products: RowReport | null;
  /** Null without an offers file. */
  offers: OffersReport | null;
  orders: number;
  customers: number;
  skus: number;
  edges: number;
  /** "time" of the orders, or their "sequence" in the files where they have none. */
  order_by: "time" | "sequence";
  orders_over_basket_cap: number;
  validation_orders: number;
  /** Share of the orders that another of the customer's follows within the window; 1 where that
   * does not matter. Probabilities are this much smaller than for customers who do return. */
  returning_share: number;
  /** What a pair of lines far apart in an order counts, of what one side by side does: 1 where their
   * places say nothing. */
  far_share: number;
  objective: Objective;
  currency: string | null;
  sections: { tag: string; bytes: number }[];
  /** As they were used. */
  settings: BuildSettings;
  /** What was chosen on the validation orders. */
  learned: Record<string, number>;
  seconds: Record<string, number>;
  /** The most memory the process held, in bytes: all threads, DuckDB and the trainer. */
  peak_memory: number;
  /** What the reader of the report should know. */
  notes: string[];
}

export interface OffersReport {
  offers: number;
  rules: number;
  /** Null without logs. */
  events: RowReport | null;
  /** Of each type in the file: mean acceptance, how alike its offers are, and what that rests on. */
  types: { type: string; mean: number; strength: number; shown: number }[];
}

export interface RowsRead {
  rows: number;
  refusals: Refusals;
}

/** Everything a build found out on its way. */
export interface BuildFacts {
  options: { out: string; objective?: Objective | undefined; products?: string | undefined };
  settings: BuildSettings;
  seconds: Record<string, number>;
  read: RowsRead | null;
  products: ProductsRead;
  summary: Summary;
  /** SKUs sold that the products file does not list. */
  unlisted: number;
  offers: OffersAdded | null;
  learned: LearnDescription;
  file: Uint8Array;
  description: FileDescription;
}

export function byFrequency(refusals: Refusals): Record<string, number> {
  return Object.fromEntries([...refusals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function rowReport(read: RowsRead): RowReport {
  const refused = [...read.refusals.values()].reduce((a, b) => a + b, 0);
  return { read: read.rows, refused, reasons: byFrequency(read.refusals) };
}

function offersReport({ offers, rules, events, types }: OffersAdded): OffersReport {
  return {
    offers,
    rules,
    events: events === null ? null : rowReport(events),
    types: types.map(({ type, mean, strength, shown }) => ({
      type,
      mean: Number(mean.toPrecision(6)),
      strength: Number(strength.toPrecision(3)),
      shown: Number(shown.toPrecision(6)),
    })),
  };
}

export function makeReport(facts: BuildFacts): BuildReport {
  const { options, summary, description } = facts;
  return {
    out: options.out,
    bytes: facts.file.byteLength,
    checksum: description.checksum,
    rows: facts.read === null ? null : rowReport(facts.read),
    products: options.products === undefined ? null : rowReport(facts.products),
    offers: facts.offers === null ? null : offersReport(facts.offers),
    orders: summary.orders,
    customers: summary.customers,
    skus: description.skus,
    edges: description.edges,
    order_by: summary.timed ? "time" : "sequence",
    orders_over_basket_cap: summary.ordersOverCap,
    validation_orders: summary.heldOrders,
    returning_share: summary.returningShare,
    far_share: summary.farShare,
    objective: summary.objective,
    currency: summary.currency,
    sections: description.sections,
    settings: {
      ...facts.settings,
      window_days: summary.windowDays,
      pair_half_life_days: summary.pairHalfLifeDays,
      currency: summary.currency,
    },
    learned: facts.learned.settings,
    seconds: facts.seconds,
    // The system reports kilobytes.
    peak_memory: process.resourceUsage().maxRSS * 1024,
    notes: notesOn(facts),
  };
}

function notesOn({ options, settings, summary, learned, unlisted, offers }: BuildFacts): string[] {
  const notes: string[] = [];
  if (summary.objective !== (options.objective ?? "next")) {
    notes.push("too few customers ordered again to learn from: trained to complete baskets");
  }
  if (learned.calibration_knots === 0) {
    notes.push("too few orders to validate on: default settings, no calibrated probabilities");
  }
  if (summary.windowDays < settings.window_days) {
    notes.push(`the orders span too little time: the window is ${summary.windowDays} days`);
  }
  if (summary.currency === null) {
    notes.push("no currency named: prices are taken to have two decimals; see --settings");
  }
  if (unlisted > 0) {
    notes.push(`${unlisted} SKUs sold are not in the products file and will not be offered`);
  }
  return [...notes, ...(offers?.notes ?? [])];
}
