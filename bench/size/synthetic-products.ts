// The catalogue of bench/growth/synthetic-shop.js: titles, addresses, pictures and categories as shops have them,
// as Parquet. The same number of SKUs gives the same catalogue.
import { DuckDBInstance } from "@duckdb/node-api";
import { random } from "../growth/synthetic-shop.js";

const makers =
  "Alder Brook Corvo Dunmore Ellis Fjordline Granite Harrow Islay Juno Kestrel Lumen Moraine Norden Osprey Pinewood".split(
    " ",
  );
const kinds = [
  ..."Rain Jacket,Hiking Boots,Wool Sweater,Trail Backpack,Camping Stove,Sleeping Bag,Headlamp".split(
    ",",
  ),
  ..."Water Bottle,Merino Socks,Down Vest,Trekking Poles,Dry Bag,Climbing Rope,Bike Helmet".split(
    ",",
  ),
  ..."Coffee Grinder,Cast Iron Pan,Linen Sheet,Desk Lamp,Storage Box,Floor Rug,Throw Pillow".split(
    ",",
  ),
  ..."Kids Parka,Board Game,Yoga Mat,Running Shorts,Swim Goggles,Tennis Racket,Travel Adapter".split(
    ",",
  ),
];
const details =
  "black navy sand olive rust slate ivory moss small medium large XL 2-pack 500ml 1.2l compact women men junior".split(
    " ",
  );

const list = (words: string[]) => `[${words.map((word) => `'${word}'`).join(", ")}]`;
const pick = (words: string[], what: string) =>
  `${list(words)}[1 + floor(${random("n", `'${what}'`)} * ${words.length})::INT]`;

export async function writeSyntheticProducts(skus: number, out: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    `COPY (
       WITH named AS (
         SELECT n, ${pick(makers, "maker")} || ' ' || ${pick(kinds, "kind")} || ', ' ||
           ${pick(details, "detail")} || ' ' || ${pick(details, "variant")} AS title
         FROM range(${skus}) AS t(n)
       )
       SELECT
         'SKU-' || n AS sku,
         title,
         'Department ' || (n // 50) % 120 AS category,
         'https://www.shop.example/products/' ||
           regexp_replace(lower(title), '[^a-z0-9]+', '-', 'g') || '-' || n AS url,
         'https://cdn.shop.example/media/catalog/' || lpad((n % 1000)::VARCHAR, 3, '0') || '/' ||
           left(md5(n::VARCHAR), 12) || '.webp' AS image,
         5 + (hash(n, 'price') % 9500) / 100 AS price
       FROM named
     ) TO '${out.replaceAll("'", "''")}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}
