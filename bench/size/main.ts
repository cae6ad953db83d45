/**
 * What buyers' browsers have to fetch: module and loader, and all that five lines need of a large shop.
 *
 *     npm run bench:size -- [--json] [--skus 100000] [--orders 2000000]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { shardsFor } from "../../js-glue/loader/shards.ts";
import { atMost, kilobytes, machine, type Row, rowsTable } from "../budget.ts";
import { fetchedFor } from "./browser.ts";
import { type PiecedShop, piecedShop } from "./shop.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    skus: { type: "string", default: "100000" },
    orders: { type: "string", default: "2000000" },
  },
});

const sizes = new Map<string, number>();
function brotliOf(file: string): number {
  const known = sizes.get(file) ?? brotliCompressSync(readFileSync(file)).length;
  sizes.set(file, known);
  return known;
}

function transferOf(basket: string[], { folder, entry }: PiecedShop): number {
  const pieces = ["entry.json", `${entry.build}.core`];
  pieces.push(
    ...shardsFor(
      entry,
      basket.map((sku) => ({ sku })),
    ),
  );
  return ["dist/loader.js", "dist/afterglow.wasm", ...pieces.map((name) => join(folder, name))]
    .map(brotliOf)
    .reduce((sum, bytes) => sum + bytes, 0);
}

const imports = WebAssembly.Module.imports(
  new WebAssembly.Module(readFileSync("dist/afterglow.wasm")),
).length;
const shop = await piecedShop(Number(values.skus), Number(values.orders));
const byTransfer = shop.baskets
  .map((basket) => ({ basket, bytes: transferOf(basket, shop) }))
  .sort((a, b) => a.bytes - b.bytes);
const at = (share: number) => {
  const one = byTransfer[Math.floor(share * byTransfer.length)];
  if (!one) throw new Error(`no order of five lines among ${values.orders}`);
  return one;
};
const seen = await fetchedFor(at(0.95).basket, shop.folder);

const large = `five lines, ${shop.entry.skus.toLocaleString("en")} SKUs`;
const rows: Row[] = [
  atMost("scorer module, brotli", kilobytes(brotliOf("dist/afterglow.wasm")), 40, "KB"),
  { ...atMost("scorer module, imports", imports, 0, ""), ours: String(imports) },
  atMost("loader, brotli", kilobytes(brotliOf("dist/loader.js")), 4, "KB"),
  atMost(`${large}: transfer, median order`, kilobytes(at(0.5).bytes), null, "KB"),
  atMost(`${large}: transfer, 95 of 100 orders`, kilobytes(at(0.95).bytes), 120, "KB"),
  atMost(`the same in Chromium, ${seen.files} files`, kilobytes(seen.bytes), 120, "KB"),
  atMost(
    "of that, the core",
    kilobytes(brotliOf(join(shop.folder, `${shop.entry.build}.core`))),
    null,
    "KB",
  ),
];

if (values.json) console.log(JSON.stringify({ machine: machine(), rows }, null, 2));
else console.log(`${machine()}\n\n${rowsTable(rows)}`);
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
