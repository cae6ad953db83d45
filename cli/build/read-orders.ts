// Orders of every accepted shape -> one table of texts, raw_rows, in the order of the files.
import { BadData } from "../failure.ts";
import { type Database, reasonOf } from "./database.ts";
import { kindOf, type Refusals, refuse, type Source, tableSource, withSource } from "./source.ts";

export const orderHeadings = [
  "order_id",
  "customer_id",
  "ordered_at",
  "sku",
  "quantity",
  "unit_price",
  "title",
  "category",
  "currency",
] as const;
type OrderHeading = (typeof orderHeadings)[number];

const expectedOrders =
  "orders with the headings order_id, customer_id, ordered_at, sku, quantity, unit_price " +
  "(CSV, NDJSON or Parquet), or a Shopify order export";

export interface OrderInput {
  files: string[];
  /** A query that gives the headings; the files, if any, are its table `orders`. */
  sql?: string | undefined;
  /** The files' own headings, where they differ from ours. */
  columns: Record<string, string>;
}

/** Fills raw_rows; says how many rows came from where, refused ones included. */
export async function readOrders(
  database: Database,
  input: OrderInput,
  refusals: Refusals,
): Promise<void> {
  const columns = orderHeadings.map((heading) => `${heading} VARCHAR`).join(", ");
  await database.run(`CREATE OR REPLACE TEMP TABLE raw_rows(${columns}, refused VARCHAR)`);
  if (input.sql !== undefined) {
    await readQuery(database, input, input.sql, refusals);
    return;
  }
  for (const file of input.files) {
    await withSource(database, file, "loaded", expectedOrders, refusals, (source) =>
      insertSource(database, source, input.columns),
    );
  }
}

function insertSource(
  database: Database,
  source: Source,
  columns: Record<string, string>,
): Promise<void> {
  if (source.field("Lineitem sku") !== null && source.field("Lineitem quantity") !== null) {
    return insertShopify(database, source);
  }
  if (kindOf(source.file) === "json" && source.field("lines") !== null) {
    return insertCanonical(database, source);
  }
  return insertRows(database, source, columns);
}

async function insert(database: Database, fields: string[], rest: string): Promise<void> {
  const names = [...orderHeadings, "refused"].join(", ");
  await database.run(`INSERT INTO raw_rows(${names}) SELECT ${fields.join(", ")} ${rest}`);
}

async function insertRows(
  database: Database,
  source: Source,
  columns: Record<string, string>,
): Promise<void> {
  const field = (heading: OrderHeading) => source.field(columns[heading] ?? heading);
  for (const heading of ["order_id", "sku"] as const) {
    if (field(heading) !== null) continue;
    const found = source.headings.slice(0, 20).join(", ");
    throw new BadData(
      `${source.file}: has no column ${columns[heading] ?? heading} (it has ${found || "none"}); expected ${expectedOrders}`,
    );
  }
  const fields = orderHeadings.map((heading) => field(heading) ?? "NULL");
  await insert(database, [...fields, "NULL"], `FROM ${source.table}`);
}

/** Our own order JSON, one order a line: the same file that `recommend` takes. */
async function insertCanonical(database: Database, source: Source): Promise<void> {
  const line = (name: string) => `(line->>'$.${name}')`;
  const order = (name: string) => `(json->>'$.${name}')`;
  await insert(
    database,
    [
      order("order_id"),
      order("customer.id"),
      order("placed_at"),
      line("sku"),
      line("quantity"),
      line("unit_price"),
      line("title"),
      line("category"),
      order("currency"),
      // A test order says nothing about buyers.
      `CASE WHEN ${order("test")} = 'true' THEN 'order is a test' END`,
    ],
    `FROM (
       SELECT rowid AS place, json, unnest(
         CASE WHEN json_type(json, '$.lines') = 'ARRAY' AND json_array_length(json, '$.lines') > 0
           THEN from_json(json->'$.lines', '["JSON"]') ELSE ['null'::JSON] END) AS line,
         generate_subscripts(
         CASE WHEN json_type(json, '$.lines') = 'ARRAY' AND json_array_length(json, '$.lines') > 0
           THEN from_json(json->'$.lines', '["JSON"]') ELSE ['null'::JSON] END, 1) AS position
       FROM ${source.table})
     ORDER BY place, position`,
  );
}

/**
 * Shopify's order export: one row a line item, what belongs to the order only in its first row.
 * The e-mail address only tells customers apart: its hash is kept, and that for the build alone.
 */
async function insertShopify(database: Database, source: Source): Promise<void> {
  const text = (name: string) => source.field(name) ?? "NULL";
  await database.run(`CREATE OR REPLACE TEMP TABLE shopify_row AS FROM ${source.table}`);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE shopify_order AS
     SELECT ${text("Name")} AS shopify_name,
       sha256(lower(trim(max(nullif(${text("Email")}, ''))))) AS shopify_customer,
       max(nullif(${text("Created at")}, '')) AS shopify_created,
       max(nullif(${text("Currency")}, '')) AS shopify_currency,
       CASE
         WHEN max(nullif(${text("Cancelled at")}, '')) IS NOT NULL THEN 'order was cancelled'
         WHEN lower(max(${text("Financial Status")})) IN ('refunded', 'voided')
           THEN 'order was refunded or voided'
       END AS shopify_refused
     FROM shopify_row GROUP BY 1`,
  );
  await insert(
    database,
    [
      text("Name"),
      "shopify_customer",
      "shopify_created",
      text("Lineitem sku"),
      text("Lineitem quantity"),
      text("Lineitem price"),
      text("Lineitem name"),
      "NULL",
      "shopify_currency",
      "shopify_refused",
    ],
    `FROM shopify_row JOIN shopify_order ON shopify_name = ${text("Name")}
     ORDER BY shopify_row.rowid`,
  );
  await database.run("DROP TABLE shopify_row");
  await database.run("DROP TABLE shopify_order");
}

async function readQuery(
  database: Database,
  input: OrderInput,
  query: string,
  refusals: Refusals,
): Promise<void> {
  for (const [k, file] of input.files.entries()) {
    const verb = k === 0 ? "CREATE OR REPLACE TEMP TABLE orders AS" : "INSERT INTO orders BY NAME";
    await withSource(database, file, "loaded", expectedOrders, refusals, (source) =>
      database.run(`${verb} FROM ${source.table}`),
    );
  }
  try {
    await database.run(`CREATE OR REPLACE TEMP TABLE loaded AS ${query.replace(/;\s*$/, "")}`);
  } catch (error) {
    throw new BadData(
      `--orders-sql: ${reasonOf(error)}; expected a query that gives order_id and sku`,
    );
  }
  await insertRows(database, await tableSource(database, "--orders-sql", "loaded"), {});
  await database.run("DROP TABLE loaded");
}

/** Numbers of the rows read and the reasons of those refused, once 1_check_rows.sql has run. */
export async function countRows(database: Database, refusals: Refusals): Promise<number> {
  const beforeChecks = [...refusals.values()].reduce((a, b) => a + b, 0);
  const reasons = await database.rows<{ reason: string; rows: bigint }>(
    "SELECT reason, count(*) AS rows FROM checked_rows WHERE reason IS NOT NULL GROUP BY reason",
  );
  for (const { reason, rows } of reasons) refuse(refusals, reason, Number(rows));
  return beforeChecks + (await database.number("SELECT count(*) FROM checked_rows"));
}
