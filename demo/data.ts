// The demo's data: the catalogue, the orders, and the files a shop would export.
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, makeCatalogue } from "./catalogue/catalogue.ts";
import { ordersCsv, productsCsv } from "./orders/csv.ts";
import { makeOrders, type PlacedOrder } from "./orders/generate.ts";

/** Another seed is another shop. */
export const seed = "larkfell";

export interface DemoData {
  catalogue: Catalogue;
  orders: PlacedOrder[];
}

export function makeData(): DemoData {
  const catalogue = makeCatalogue(seed);
  return { catalogue, orders: makeOrders(catalogue, seed) };
}

export interface DataFiles {
  orders: string;
  products: string;
}

/** Writes orders.csv and products.csv into `folder`, whole or not at all. */
export function writeData({ catalogue, orders }: DemoData, folder: string): DataFiles {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    // A name of its own, since tests start several demos at once.
    const part = `${path}.${randomUUID()}.part`;
    writeFileSync(part, text);
    renameSync(part, path);
    return path;
  };
  return {
    orders: write("orders.csv", ordersCsv(orders)),
    products: write("products.csv", productsCsv(catalogue)),
  };
}
