// Writes the orders of a shop that does not exist, of any size, as Parquet: SKUs in groups that are
// bought together, popularity with a long tail, customers who return to the groups they like. The
// same arguments give the same orders.
//
//   node bench/growth/synthetic-shop.js SKUS ORDERS OUT.parquet
import { DuckDBInstance } from "@duckdb/node-api";

const groupSize = 50;

/** A number in [0, 1) that depends on its arguments alone. */
export const random = (...parts) =>
  `((hash(${parts.join(", ")}) >> 11)::DOUBLE / 9007199254740992)`;

export async function writeSyntheticOrders(skus, orders, out) {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "1500MB" });
  const connection = await instance.connect();
  const groups = Math.max(1, Math.floor(skus / groupSize));
  await connection.run(
    `COPY (
       WITH order_head AS (
         SELECT
           o,
           floor(${random("o", "'customer'")} ** 1.5 * ${orders} / 3)::BIGINT AS customer,
           1700000000 + floor(${random("o", "'time'")} ** 0.8 * 63072000)::BIGINT AS time,
           -- A geometric number of lines, 3.5 on average.
           least(1 + floor(ln(1 - ${random("o", "'lines'")}) / ln(0.714))::BIGINT, 40) AS lines,
           ${random("o", "'taste'")} AS taste
         FROM range(${orders}) AS t(o)
       ),
       placed AS (
         SELECT *,
           -- Seven orders of ten are from a group the customer likes, the others from popular ones.
           floor(CASE
             WHEN taste < 0.7 THEN ${random("customer", "floor(taste * 3)", "'liked'")} ** 1.5
             ELSE ${random("o", "'group'")} ** 2
           END * ${groups})::BIGINT AS grp
         FROM order_head
       ),
       order_line AS (
         SELECT *, unnest(range(lines)) AS line FROM placed
       )
       SELECT
         o AS order_id,
         'c' || customer AS customer_id,
         make_timestamp(time * 1000000) AS ordered_at,
         'SKU-' || CASE
           WHEN ${random("o", "line", "'inside'")} < 0.8
             THEN grp * ${groupSize} + floor(${random("o", "line", "'sku'")} ** 2 * ${groupSize})::BIGINT
           ELSE floor(${random("o", "line", "'sku'")} ** 3 * ${skus})::BIGINT
         END AS sku,
         1 AS quantity,
         5 + (hash(sku) % 9500) / 100 AS unit_price
       FROM order_line
     ) TO '${out.replaceAll("'", "''")}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

if (process.argv[1]?.endsWith("synthetic-shop.js")) {
  const [skus, orders, out] = process.argv.slice(2);
  if (!(Number(skus) > 0) || !(Number(orders) > 0) || out === undefined) {
    console.error("usage: node bench/growth/synthetic-shop.js SKUS ORDERS OUT.parquet");
    process.exit(2);
  }
  await writeSyntheticOrders(Number(skus), Number(orders), out);
}
