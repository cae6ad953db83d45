/**
 * What the packed model costs, beside what a shop would have without it: size, scoring, opening.
 *
 *     npm run bench:model -- [--json] [--data DIR] [--model FILE] [--baskets 5000]
 *
 * --model takes a model of Ta-Feng that is there already instead of building one.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { table } from "../../cli/table.ts";
import { machine, type Row, rowsTable } from "../budget.ts";
import type { Ready } from "./ready.ts";
import { measureScoring } from "./scoring.ts";
import { brotliSize, buildModel, openShop, type Shop } from "./shop.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    data: { type: "string", default: process.env.AFTERGLOW_DATA ?? "../shared/data" },
    model: { type: "string" },
    baskets: { type: "string", default: "5000" },
  },
});

/** Each in a fresh process; the machine's quietest of three. */
async function readyIn(model: string, json: string): Promise<Ready> {
  const runs: Ready[] = [];
  for (let run = 0; run < 3; run++) {
    const child = fork(new URL("./ready.js", import.meta.url), [model, json]);
    const [told] = (await once(child, "message")) as [Ready];
    runs.push(told);
  }
  const least = (of: (ready: Ready) => number) => Math.min(...runs.map(of));
  return {
    cold: least(({ cold }) => cold),
    warm: least(({ warm }) => warm),
    parseCold: least(({ parseCold }) => parseCold),
    parseWarm: least(({ parseWarm }) => parseWarm),
  };
}

function sizes(shop: Shop) {
  const brotli = brotliSize(shop.json);
  const packed = shop.sections
    .filter(({ tag }) => tag === "EDGE" || tag === "SKUS")
    .reduce((sum, { bytes }) => sum + bytes, 0);
  return { json: shop.json.length, brotli, packed, file: shop.bytes.length };
}

const orders = join(values.data, "tafeng.csv.gz");
if (!existsSync(orders)) {
  console.error(`bench:model: ${orders}: no such file; --data or AFTERGLOW_DATA names its folder`);
  process.exit(1);
}
const model = values.model ?? "build/bench/tafeng.afterglow";
if (values.model === undefined) buildModel(orders, model);
const shop = await openShop(orders, model, Number(values.baskets));
const json = "build/bench/tafeng.json";
writeFileSync(json, shop.json);

const size = sizes(shop);
const scorer = await WebAssembly.compile(readFileSync("build/bench/score_baskets.wasm"));
const scoring = measureScoring(shop, scorer);
const ready = await readyIn(model, json);

const times = (value: number) => `${value.toPrecision(3)} ms`;
const micros = (value: number) => `${value.toPrecision(3)} µs`;
const rate = (value: number) => `${Math.round(value / 100) / 10} k/s`;
const bytes = (value: number) => `${(value / 1000).toFixed(1)} KB`;
const compare = (
  what: string,
  [ours, peer]: [number, number],
  format: (value: number) => string,
  budget: number | null,
  more: "less is better" | "more is better" = "less is better",
): Row => {
  const ratio = more === "more is better" ? ours / peer : peer / ours;
  const met = budget === null || ratio >= budget;
  return {
    what,
    ours: format(ours),
    peer: format(peer),
    ratio,
    budget: budget === null ? "" : `≥ ${budget}×`,
    met,
  };
};
const rows: Row[] = [
  {
    what: "bits per edge, all in",
    ours: shop.bitsPerEdge.toFixed(2),
    peer: ((8 * size.brotli) / shop.edges).toFixed(2),
    ratio: (8 * size.brotli) / shop.edges / shop.bitsPerEdge,
    budget: "≤ 12.5 bits",
    met: shop.bitsPerEdge <= 12.5,
  },
  compare("graph and SKUs, against JSON + brotli", [size.packed, size.brotli], bytes, null),
  compare("graph and SKUs, against JSON", [size.packed, size.json], bytes, null),
  compare(
    "scoring, baskets per second",
    [scoring.packed.perSecond, scoring.map.perSecond],
    rate,
    15,
    "more is better",
  ),
  compare("scoring, p50", [scoring.packed.p50, scoring.map.p50], micros, null),
  compare("scoring, p99", [scoring.packed.p99, scoring.map.p99], micros, 20),
  compare(
    "… from and to JavaScript strings",
    [scoring.packedTexts.perSecond, scoring.map.perSecond],
    rate,
    null,
    "more is better",
  ),
  compare("model ready, warm", [ready.warm, ready.parseWarm], times, 100),
  compare("model ready, first in its process", [ready.cold, ready.parseCold], times, null),
];

if (values.json) {
  const { sections, edges, skus, bitsPerEdge } = shop;
  const model = { file_bytes: size.file, skus, edges, bits_per_edge: bitsPerEdge, sections };
  console.log(JSON.stringify({ machine: machine(), model, size, scoring, ready, rows }, null, 2));
} else {
  console.log(
    `${machine()}\nTa-Feng, ${shop.skus} SKUs, ${shop.edges} edges, file ${bytes(size.file)}`,
  );
  console.log(
    `${scoring.baskets} baskets of ${scoring.lines.toFixed(1)} lines, ten answers each; peer: a plain JavaScript Map over JSON\n`,
  );
  console.log(rowsTable(rows));
  console.log(
    table(
      ["section", "bytes"],
      shop.sections.map(({ tag, bytes }) => [tag, bytes]),
    ),
  );
}
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
