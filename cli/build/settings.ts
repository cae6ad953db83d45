// What the shop says about itself and the build, from --settings FILE (JSON).
import { readFileSync } from "node:fs";
import { BadData } from "../failure.ts";
import { reasonOf } from "./database.ts";

export interface BuildSettings {
  /** ISO 4217 code of all prices; null: as the files say, else unknown. */
  currency: string | null;
  /** Headings of the orders file by our names, where they differ: {"sku": "Artikelnummer"}. */
  columns: Record<string, string>;
  /** Days after an order in which a purchase counts as following it. */
  window_days: number;
  /** Orders with more distinct SKUs are not counted in pairs: bots and wholesale. */
  basket_cap: number;
  /** Most following orders of a customer that an order is paired with. */
  following_orders: number;
  /** What a pairing counts of the one an order before it. */
  following_decay: number;
  /** Days after which a sale counts half in popularity. */
  half_life_days: number;
  /** Days after which a pair of SKUs in one basket counts half; null: as the orders show. */
  pair_half_life_days: number | null;
  /** Share of the orders, the newest, that settings are chosen on. */
  validation_share: number;
  /** Neighbours kept per SKU. */
  neighbours: number;
  /** Margin of a product without its own, as a share of its price. */
  margin_share: number;
  /** Least expected value shown, in the currency's major unit: "0.50". */
  reserve: number;
  places: number;
  places_per_category: number;
  /** Share of units who are shown nothing, to measure against. */
  holdout_share: number;
  /** Share of decisions in which offers are drawn at random among the best. */
  exploration_share: number;
  /** The experiment's key: what the arms are drawn by. */
  experiment: string;
  /** BCP 47: spoken to buyers whose own language the model does not have. */
  locale: string;
  /** DuckDB's memory ceiling. */
  memory: string;
}

export const defaultSettings: BuildSettings = {
  currency: null,
  columns: {},
  window_days: 30,
  basket_cap: 250,
  following_orders: 20,
  following_decay: 0.8,
  half_life_days: 60,
  pair_half_life_days: null,
  validation_share: 0.15,
  neighbours: 16,
  margin_share: 0.3,
  reserve: 0,
  places: 4,
  places_per_category: 2,
  holdout_share: 0,
  exploration_share: 0,
  experiment: "afterglow",
  locale: "en",
  memory: "1500MB",
};

interface Range {
  least: number;
  most: number;
  whole: boolean;
}

const whole = (least: number, most: number): Range => ({ least, most, whole: true });
const share: Range = { least: 0, most: 1, whole: false };

const ranges: Partial<Record<keyof BuildSettings, Range>> = {
  window_days: whole(1, 3650),
  basket_cap: whole(2, 10000),
  following_orders: whole(1, 100),
  following_decay: { least: 0, most: 1, whole: false },
  half_life_days: { least: 1, most: 36500, whole: false },
  pair_half_life_days: { least: 1, most: 36500, whole: false },
  validation_share: { least: 0.01, most: 0.5, whole: false },
  neighbours: whole(1, 255),
  margin_share: share,
  reserve: { least: 0, most: 1e9, whole: false },
  places: whole(1, 255),
  places_per_category: whole(1, 255),
  holdout_share: share,
  exploration_share: share,
};

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Throws a BadData that names `source` and the key. */
export function checkSettings(given: Record<string, unknown>, source: string): BuildSettings {
  const settings: Record<string, unknown> = { ...defaultSettings };
  for (const [key, value] of Object.entries(given)) {
    const fail = (expected: string): never => {
      throw new BadData(`${source}: ${key} is ${JSON.stringify(value)}; expected ${expected}`);
    };
    const range = ranges[key as keyof BuildSettings];
    if (!(key in defaultSettings)) {
      throw new BadData(
        `${source}: ${key} is not a setting; expected one of ${Object.keys(defaultSettings).join(", ")}`,
      );
    } else if (value === null && defaultSettings[key as keyof BuildSettings] === null) {
      // As if it were not there.
    } else if (range) {
      // "0.50" is how money is written elsewhere.
      const number = typeof value === "string" && key === "reserve" ? Number(value) : value;
      const inRange = typeof number === "number" && number >= range.least && number <= range.most;
      if (!inRange || (range.whole && !Number.isInteger(number))) {
        fail(`${range.whole ? "a whole number" : "a number"} from ${range.least} to ${range.most}`);
      }
      settings[key] = number;
    } else if (key === "currency") {
      if (typeof value !== "string" || !/^[A-Za-z]{3}$/.test(value)) fail("three letters, as EUR");
      settings[key] = String(value).toUpperCase();
    } else if (key === "locale") {
      if (typeof value !== "string" || !isLocale(value)) fail('a locale, as "de-AT"');
      settings[key] = value;
    } else if (key === "experiment") {
      if (typeof value !== "string" || value === "") fail("the key of an experiment");
      settings[key] = value;
    } else if (key === "memory") {
      if (typeof value !== "string" || !/^\d+ ?[MG]i?B$/.test(value)) fail('a size, as "2GB"');
      settings[key] = value;
    } else {
      const headings = typeof value === "object" && value !== null ? Object.values(value) : [null];
      if (!headings.every((heading) => typeof heading === "string")) {
        fail('an object of headings, as {"sku": "Article"}');
      }
      settings[key] = value;
    }
  }
  return settings as unknown as BuildSettings;
}

/** The defaults without a file. */
export function readSettings(file: string | undefined): BuildSettings {
  if (file === undefined) return defaultSettings;
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BadData(`${file}: ${reasonOf(error)}; expected a JSON object of settings`);
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new BadData(`${file}: expected a JSON object of settings`);
  }
  return checkSettings(given as Record<string, unknown>, file);
}
