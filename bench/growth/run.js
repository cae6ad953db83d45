// npm run bench:growth [-- --most SKUS] [-- --json]
// How the build grows with the shop: synthetic shops of 1,000 to 100,000 SKUs with twenty orders per
// SKU, each built by the command line in a process of its own. Prints a table; writes
// bench/results/growth.json and growth.svg.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { plot } from "./plot.js";
import { writeSyntheticOrders } from "./synthetic-shop.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const cli = join(root, "dist/cli.js");
const sizes = [1000, 3000, 10_000, 30_000, 100_000];
const ordersPerSku = 20;
const memoryBudget = 4 * 2 ** 30;
const mostPower = 1.1;

const at = process.argv.indexOf("--most");
const most = at < 0 ? sizes.at(-1) : Number(process.argv[at + 1]);
if (!(most >= sizes[0])) {
  console.error(`bench:growth: --most takes a number of SKUs, at least ${sizes[0]}`);
  process.exit(2);
}
if (!existsSync(cli)) {
  console.error("bench:growth: dist/cli.js: no such file; run `npm run build` first");
  process.exit(1);
}

async function measure(folder, skus) {
  const orders = skus * ordersPerSku;
  const file = join(folder, "orders.parquet");
  const model = join(folder, "shop.afterglow");
  await writeSyntheticOrders(skus, orders, file);
  const begun = performance.now();
  const text = execFileSync(
    process.execPath,
    [cli, "build", "--orders", file, "--out", model, "--json"],
    { encoding: "utf8", maxBuffer: 1 << 26 },
  );
  const seconds = (performance.now() - begun) / 1000;
  const report = JSON.parse(text);
  const edges = report.sections.find(({ tag }) => tag === "EDGE")?.bytes ?? 0;
  return {
    skus: report.skus,
    orders: report.orders,
    lines: report.rows.read,
    seconds,
    phases: report.seconds,
    peak_memory: report.peak_memory,
    bytes: report.bytes,
    bits_per_edge: (8 * edges) / Math.max(report.edges, 1),
  };
}

const cells = (shop) => [
  shop.skus.toLocaleString("en"),
  shop.orders.toLocaleString("en"),
  shop.seconds.toFixed(1),
  (shop.phases.count ?? 0).toFixed(1),
  (shop.phases.learn ?? 0).toFixed(1),
  ((1000 * shop.seconds) / shop.skus).toFixed(2),
  (shop.peak_memory / 2 ** 20).toFixed(0),
  (shop.bytes / 2 ** 20).toFixed(2),
  (shop.bytes / shop.skus).toFixed(1),
  shop.bits_per_edge.toFixed(2),
];
const headings =
  "SKUs,orders,s,counting,learning,ms/SKU,peak MB,model MB,bytes/SKU,bits/edge".split(",");

const shops = [];
const folder = mkdtempSync(join(tmpdir(), "afterglow-growth-"));
try {
  for (const skus of sizes.filter((size) => size <= most)) {
    console.error(`bench:growth: ${skus} SKUs, ${skus * ordersPerSku} orders`);
    shops.push(await measure(folder, skus));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const machine = { processors: availableParallelism(), model: cpus()[0]?.model ?? "" };
const largest = shops.at(-1);
/** From ten thousand SKUs up, where what every build costs no longer counts: time ~ SKUs to this power. */
const begin = shops.find(({ skus }) => skus >= 9_000) ?? shops[0];
const power = Math.log(largest.seconds / begin.seconds) / Math.log(largest.skus / begin.skus);
const gigabytes = (bytes) => `${(bytes / 2 ** 30).toFixed(2)} GB`;
const rows = [
  {
    what: `peak memory of a build, ${largest.skus} SKUs, ${largest.orders} orders`,
    ours: gigabytes(largest.peak_memory),
    peer: "",
    ratio: null,
    budget: `< ${gigabytes(memoryBudget)}`,
    met: largest.peak_memory < memoryBudget,
  },
  {
    what: `build time from ${begin.skus} to ${largest.skus} SKUs grows with their power of`,
    ours: power.toFixed(2),
    peer: "",
    ratio: null,
    budget: `≤ ${mostPower} (linear)`,
    met: !(power > mostPower),
  },
];
const document = {
  when: new Date().toISOString(),
  machine,
  node: process.version,
  shops,
  rows,
  memory_budget: memoryBudget,
  within_memory_budget: largest.peak_memory < memoryBudget,
};
const results = join(root, "bench/results");
mkdirSync(results, { recursive: true });
writeFileSync(join(results, "growth.json"), `${JSON.stringify(document, null, 1)}\n`);
writeFileSync(join(results, "growth.svg"), plot(shops));
if (process.argv.includes("--json")) {
  console.log(JSON.stringify(document, null, 1));
} else {
  console.log(headings.map((text) => text.padStart(10)).join(""));
  for (const shop of shops)
    console.log(
      cells(shop)
        .map((text) => text.padStart(10))
        .join(""),
    );
  const verdict = document.within_memory_budget ? "met" : "MISSED";
  console.log(
    `\n${machine.processors} processors (${machine.model}); peak memory under 4 GB: ${verdict}`,
  );
}
