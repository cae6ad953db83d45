/** The model that is measured, the same as JSON, and the baskets it is asked about. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { Afterglow } from "../../js-glue/afterglow.ts";

/** What a shop would serve without a packed model: neighbours by SKU, largest weight first. */
export type JsonModel = Record<string, [sku: string, weight: number][]>;

export interface Shop {
  bytes: Uint8Array<ArrayBuffer>;
  bitsPerEdge: number;
  edges: number;
  skus: number;
  sections: { tag: string; bytes: number }[];
  json: string;
  /** For the reference answers alone. */
  priors: Map<string, number>;
  priorWeight: number;
  baskets: string[][];
}

/** Builds with the command line, as a shop does; 16 neighbours is the default. */
export function buildModel(orders: string, out: string, ...more: string[]): void {
  mkdirSync("build/bench", { recursive: true });
  const words = ["cli/bin.js", "build", "--orders", orders, "--out", out, ...more];
  execFileSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
}

/** Every 17th order, so that all times and customers are among them; the same each time. */
async function basketsOf(orders: string, most: number): Promise<string[][]> {
  const database = await (await DuckDBInstance.create(":memory:")).connect();
  const read = await database.runAndReadAll(
    `SELECT array_to_string(list(DISTINCT sku ORDER BY sku), chr(10)) AS lines
     FROM read_csv('${orders.replaceAll("'", "''")}', all_varchar = true)
     GROUP BY order_id HAVING hash(order_id) % 17 = 0 ORDER BY hash(order_id) LIMIT ${most}`,
  );
  return read.getRows().map(([lines]) => String(lines).split("\n"));
}

interface Described {
  skus: number;
  edges: number;
  bits_per_edge: number;
  sections: { tag: string; bytes: number }[];
  settings: { prior_weight: number };
}
interface DescribedSku {
  prior: number;
  neighbours: { sku: string; weight: number }[];
}

async function skusOf(orders: string): Promise<string[]> {
  const database = await (await DuckDBInstance.create(":memory:")).connect();
  const read = await database.runAndReadAll(
    `SELECT DISTINCT sku FROM read_csv('${orders.replaceAll("'", "''")}', all_varchar = true) ORDER BY 1`,
  );
  return read.getRows().map(([sku]) => String(sku));
}

export async function openShop(orders: string, model: string, baskets: number): Promise<Shop> {
  const bytes = new Uint8Array(readFileSync(model));
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow-edge.wasm"));
  if (!made.ok) throw new Error(made.error.message);
  const loaded = made.value.loadModel(bytes);
  if (!loaded.ok) throw new Error(`${model}: ${loaded.error.message}`);
  const whole = made.value.describe();
  if (!whole.ok) throw new Error(whole.error.message);
  const about = whole.value as Described;
  const graph: JsonModel = {};
  const priors = new Map<string, number>();
  for (const sku of await skusOf(orders)) {
    const answer = made.value.describe(sku);
    if (!answer.ok) continue;
    const { prior, neighbours } = answer.value as DescribedSku;
    priors.set(sku, prior);
    graph[sku] = neighbours.map((neighbour) => [neighbour.sku, neighbour.weight]);
  }
  if (priors.size !== about.skus) throw new Error(`${model} is not a model of ${orders}`);
  return {
    bytes,
    bitsPerEdge: about.bits_per_edge,
    edges: about.edges,
    skus: about.skus,
    sections: about.sections,
    json: JSON.stringify(graph),
    priors,
    priorWeight: about.settings.prior_weight,
    baskets: await basketsOf(orders, baskets),
  };
}

export function brotliSize(text: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(text, { params }).length;
}
