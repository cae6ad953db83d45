// The products file -> products(sku, title, url, image, category, price, margin, available). Our
// own headings, or those of a Google Merchant feed or a Shopify product export.
import { BadData } from "../failure.ts";
import type { Database } from "./database.ts";
import { type Refusals, refuse, type Source, withSource } from "./source.ts";

// The first name that the file has counts.
const names = {
  sku: ["sku", "Variant SKU", "id"],
  title: ["title", "name"],
  url: ["url", "link"],
  image: ["image", "image_link", "image_url", "Image Src"],
  category: ["category", "product_type", "Product Category", "Type"],
  price: ["price", "unit_price", "Variant Price"],
  margin: ["margin"],
  cost: ["cost", "cost_of_goods_sold", "Cost per item"],
  available: ["available", "availability", "in_stock"],
} as const;

const expectedProducts =
  "products with the headings sku, title, url, image, category, price and optionally " +
  "margin or cost, available, currency (CSV, JSON, NDJSON or Parquet)";

export interface ProductsRead {
  rows: number;
  refusals: Refusals;
  /** The one currency the file names, if any. */
  currency: string | null;
}

const emptyTable = `CREATE OR REPLACE TEMP TABLE products(sku VARCHAR, title VARCHAR, url VARCHAR,
  image VARCHAR, category VARCHAR, price DOUBLE, margin DOUBLE, available BOOLEAN)`;

export async function readProducts(
  database: Database,
  file: string | undefined,
): Promise<ProductsRead> {
  const refusals: Refusals = new Map();
  await database.run(emptyTable);
  if (file === undefined) return { rows: 0, refusals, currency: null };
  await withSource(database, file, "loaded", expectedProducts, refusals, (source) =>
    checkProducts(database, source),
  );
  await database.run(
    `INSERT INTO products
     SELECT sku, title, url, image, category, price,
       coalesce(try_cast(margin AS DOUBLE), price - try_cast(cost AS DOUBLE)),
       coalesce(available NOT IN ('false', '0', 'no', 'out of stock', 'out_of_stock'), true)
     FROM checked_products WHERE reason IS NULL ORDER BY row`,
  );
  const unreadable = [...refusals.values()].reduce((a, b) => a + b, 0);
  const reasons = await database.rows<{ reason: string; rows: bigint }>(
    "SELECT reason, count(*) AS rows FROM checked_products WHERE reason IS NOT NULL GROUP BY reason",
  );
  for (const { reason, rows } of reasons) refuse(refusals, reason, Number(rows));
  const rows = unreadable + (await database.number("SELECT count(*) FROM checked_products"));
  if ((await database.number("SELECT count(*) FROM products")) === 0) {
    throw new BadData(
      `${file}: none of its ${rows} rows is a product; expected ${expectedProducts}`,
    );
  }
  const currencies = await database.rows<{ currency: string }>(
    "SELECT DISTINCT currency FROM checked_products WHERE reason IS NULL AND currency IS NOT NULL",
  );
  await database.run("DROP TABLE checked_products");
  const only = currencies.length === 1 ? (currencies[0]?.currency ?? null) : null;
  return { rows, refusals, currency: only };
}

/** Fills checked_products, every row with the reason it cannot be used, if any. */
async function checkProducts(database: Database, source: Source): Promise<void> {
  const field = (name: keyof typeof names) => {
    for (const candidate of names[name]) {
      const expression = source.field(candidate);
      if (expression !== null) return `nullif(trim(${expression}), '')`;
    }
    return "NULL";
  };
  if (field("sku") === "NULL") {
    const found = source.headings.slice(0, 20).join(", ");
    throw new BadData(
      `${source.file}: has no column sku (it has ${found || "none"}); expected ${expectedProducts}`,
    );
  }
  const currencyField = source.field("currency") ?? "NULL";
  await database.run(
    `CREATE OR REPLACE TEMP TABLE checked_products AS
     SELECT *,
       CASE
         WHEN sku IS NULL THEN 'sku is missing'
         WHEN strlen(sku) > 128 THEN 'sku is longer than 128 bytes'
         WHEN price_text IS NOT NULL AND NOT coalesce(price >= 0 AND isfinite(price), false)
           THEN 'price is not a number of zero or more'
         WHEN row_number() OVER (PARTITION BY sku ORDER BY row DESC) > 1
           THEN 'sku is given again further down'
       END AS reason
     FROM (
       SELECT row_number() OVER () AS row, ${field("sku")} AS sku, ${field("title")} AS title,
         ${field("url")} AS url, ${field("image")} AS image, ${field("category")} AS category,
         ${field("price")} AS price_text, ${field("margin")} AS margin, ${field("cost")} AS cost,
         -- A merchant feed writes "19.90 EUR".
         try_cast(regexp_extract(price_text, '^([0-9.eE+-]+)( ?[A-Za-z]{3})?$', 1) AS DOUBLE) AS price,
         upper(coalesce(nullif(regexp_extract(price_text, ' ?([A-Za-z]{3})$', 1), ''),
           ${currencyField})) AS currency,
         lower(${field("available")}) AS available
       FROM ${source.table})`,
  );
}
