/** `afterglow overlay`: today's prices, stock, blocks and switches, as the small file beside the model. */
import type { Command } from "commander";
import { BadCall, BadData } from "./failure.ts";
import { writeOutput } from "./files.ts";
import { readSigningKey, signed } from "./signing-key.ts";

interface Options {
  skus?: string;
  offers?: string;
  out: string;
  currency?: string;
  from?: string;
  until?: string;
  sign?: string;
}
type Row = Record<string, string | null>;

/** The rows of a CSV, every cell as text. */
async function rowsOf(path: string, needed: string): Promise<Row[]> {
  const { Database } = await import("./build/database.ts");
  const database = await Database.open("1GB");
  try {
    const rows = await database.rows<Row>(
      `SELECT * FROM read_csv('${path.replaceAll("'", "''")}', all_varchar = true, header = true)`,
    );
    if (rows.length > 0 && !(needed in (rows[0] as Row))) {
      throw new BadData(`${path}: expected a column "${needed}"`);
    }
    return rows;
  } catch (error) {
    if (error instanceof BadData) throw error;
    throw new BadData(`${path}: ${(error as Error).message.split("\n")[0]}`);
  } finally {
    database.close();
  }
}

function flag(path: string, line: number, column: string, text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new BadData(`${path} line ${line}: ${column} is "${text}"; expected true or false`);
}

function skuOf(path: string, row: Row, line: number) {
  const { sku, price, stock, blocked } = row;
  if (!sku) throw new BadData(`${path} line ${line}: sku is empty; expected a SKU`);
  if (price && !/^\d+(\.\d+)?$/.test(price)) {
    throw new BadData(`${path} line ${line}: price is "${price}"; expected a number such as 19.90`);
  }
  if (stock && !/^\d{1,9}$/.test(stock)) {
    throw new BadData(`${path} line ${line}: stock is "${stock}"; expected a whole number`);
  }
  return {
    sku,
    ...(price ? { price } : {}),
    ...(stock ? { stock: Number(stock) } : {}),
    ...(blocked ? { blocked: flag(path, line, "blocked", blocked) } : {}),
  };
}

function offerOf(path: string, row: Row, line: number) {
  const { offer_id, on } = row;
  if (!offer_id) throw new BadData(`${path} line ${line}: offer_id is empty; expected an offer`);
  return { offer_id, on: flag(path, line, "on", on ?? "") };
}

function unixSeconds(option: string, text: string | undefined): number {
  if (text === undefined) return 0;
  const time = Date.parse(text);
  if (Number.isNaN(time)) {
    throw new BadCall(`--${option} ${text}: expected a time such as 2026-11-21T10:00:00Z`);
  }
  return Math.floor(time / 1000);
}

async function overlay(options: Options): Promise<void> {
  const { skus, offers, currency } = options;
  if (skus === undefined && offers === undefined) {
    throw new BadCall("overlay: expected --skus FILE, --offers FILE or both");
  }
  const key = options.sign === undefined ? undefined : await readSigningKey(options.sign);
  // Line 1 is the heading.
  const skuRows = skus === undefined ? [] : await rowsOf(skus, "sku");
  const offerRows = offers === undefined ? [] : await rowsOf(offers, "offer_id");
  const content = {
    ...(currency === undefined ? {} : { currency }),
    valid_from: unixSeconds("from", options.from),
    valid_until: unixSeconds("until", options.until),
    skus: skuRows.map((row, i) => skuOf(skus as string, row, i + 2)),
    offers: offerRows.map((row, i) => offerOf(offers as string, row, i + 2)),
  };
  if (currency === undefined && content.skus.some((sku) => "price" in sku)) {
    throw new BadCall("overlay: the file has prices; expected --currency, such as EUR");
  }
  const { Trainer } = await import("./build/trainer.ts");
  const trainer = new Trainer();
  try {
    const packed = await trainer.overlay(content);
    const file = key ? signed(packed, key) : packed;
    await writeOutput(options.out, file);
    console.error(
      `${options.out}: ${content.skus.length} SKUs, ${content.offers.length} offers, ${file.length} bytes`,
    );
  } finally {
    await trainer.close();
  }
}

export function registerOverlay(program: Command): void {
  program
    .command("overlay")
    .description("pack today's prices, stock, blocked SKUs and offer switches beside the model")
    .option("--skus <csv>", "columns sku and any of price, stock, blocked")
    .option("--offers <csv>", "columns offer_id, on")
    .option("--currency <code>", "of the prices: the model's currency")
    .option("--from <iso>", "valid from this time on")
    .option("--until <iso>", "valid up to this time; after it the model stands alone")
    .option("--sign <key>", "sign the overlay with this private key (afterglow keys)")
    .requiredOption("--out <file>", "the overlay file to write")
    .action(overlay);
}
