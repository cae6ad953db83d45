// What the tests of the build share: a folder of their own, files in it, models read back.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { Afterglow } from "../../js-glue/afterglow.ts";

/** A folder that goes away after the file's tests. */
export const folder = mkdtempSync(join(tmpdir(), "afterglow-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export interface SkuDescription {
  sku: string;
  card: Record<string, string | number>;
  prior: number;
  repurchase: { propensity: number; days: number[] };
  neighbours: { sku: string; weight: number }[];
}

/** A model file opened with the real scorer. */
export async function openModel(path: string): Promise<Afterglow> {
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow-edge.wasm"));
  if (!made.ok) throw new Error(made.error.message);
  const loaded = made.value.loadModel(readFileSync(path));
  if (!loaded.ok) throw new Error(loaded.error.message);
  return made.value;
}

export function describeSku(model: Afterglow, sku: string): SkuDescription {
  const described = model.describe(sku);
  if (!described.ok) throw new Error(described.error.message);
  return described.value as SkuDescription;
}

export interface Row {
  order: string | number;
  customer?: string | number;
  time?: string;
  sku: string;
}

export const heading = "order_id,customer_id,ordered_at,sku,title,category,quantity,unit_price";

export function csvOf(rows: Row[]): string {
  const lines = rows.map(
    ({ order, customer = "", time = "", sku }) => `${order},${customer},${time},${sku},,,1,9.90`,
  );
  return `${[heading, ...lines].join("\n")}\n`;
}

/** Numbers in [0, 1) that depend on nothing but the seed: xorshift32. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A small shop: SKUs s0 to s29 in five groups that are bought together, customers who return. */
export function smallShop(orders: number, timed = true): Row[] {
  const random = randomNumbers(7);
  const rows: Row[] = [];
  for (let order = 0; order < orders; order++) {
    const day = new Date(Date.UTC(2025, 0, 1) + order * 6 * 3600 * 1000);
    const group = Math.floor(random() * 5);
    const size = 1 + Math.floor(random() * 4);
    const customer = Math.floor(random() * 60);
    for (let line = 0; line < size; line++) {
      const sku = `s${group * 6 + Math.floor(random() * 6)}`;
      rows.push({ order, customer, sku, ...(timed ? { time: day.toISOString() } : {}) });
    }
  }
  return rows;
}
