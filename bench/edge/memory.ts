/** Whether a worker's memory stays where it is over many pages. */
import { readFileSync } from "node:fs";
import { get } from "node:http";
import { text } from "node:stream/consumers";
import type { Row } from "../budget.ts";
import { type BareWorkerd, startBareWorkerd } from "./bare-workerd.ts";
import { timed } from "./client.ts";

const statusToken = "only-for-this-benchmark";
const main = `
import model from "./model.afterglow";
import { cloudflareWorker } from "./worker.js";
export default cloudflareWorker({ model });`;

const atOnce = 32;
const steps = 20;
/** Of the steps; in the first ones workerd's heap finds its size. */
const warmUp = 10;
/** Of Student's distribution, for 95 % of the slope through the settled steps. */
const twoSided = 2.262;

/** Megabytes that a process holds. */
function resident(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function visits(url: string, count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await timed(url);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Bytes of the module's own memory, as the status page tells. */
function moduleBytes(edgeUrl: string): Promise<number> {
  const headers = { authorization: `Bearer ${statusToken}` };
  return new Promise((resolve, reject) => {
    get(new URL("/afterglow/status", edgeUrl), { headers }, (response) => {
      text(response).then((told) => resolve(JSON.parse(told).module_bytes), reject);
    }).on("error", reject);
  });
}

interface Slope {
  /** Megabytes per 100,000 pages, by least squares. */
  slope: number;
  /** Half of its 95 % interval: what is above the samples' own unrest. */
  margin: number;
}

function slopeOf(points: [pages: number, megabytes: number][]): Slope {
  const sum = (of: (point: [number, number]) => number) =>
    points.reduce((total, point) => total + of(point), 0);
  const x = sum(([pages]) => pages) / points.length;
  const y = sum(([, megabytes]) => megabytes) / points.length;
  const spread = sum(([pages]) => (pages - x) ** 2);
  const slope = sum(([pages, megabytes]) => (pages - x) * (megabytes - y)) / spread;
  const unrest = sum(([pages, megabytes]) => (megabytes - y - slope * (pages - x)) ** 2);
  const margin = twoSided * Math.sqrt(unrest / (points.length - 2) / spread);
  return { slope: slope * 100_000, margin: margin * 100_000 };
}

type Say = (line: string) => void;

const told = ({ slope, margin }: Slope) => `${slope.toFixed(1)} ± ${margin.toFixed(1)}`;

/** What the settled steps say of a worker beside the one that only passes pages through. */
function verdict(ours: Slope, pass: Slope): { flat: boolean; words: string } {
  if (ours.slope <= ours.margin) {
    return { flat: true, words: "memory is flat: no growth that the samples show" };
  }
  const more = { slope: ours.slope - pass.slope, margin: Math.hypot(ours.margin, pass.margin) };
  if (more.slope <= more.margin) {
    return { flat: true, words: "memory grows no more than pass-through's" };
  }
  const words = `memory grows: ${told(more)} MB per 100,000 pages more than pass-through's`;
  return { flat: false, words };
}

function startEdge(origin: string, model: Uint8Array): Promise<BareWorkerd> {
  return startBareWorkerd(
    [
      { name: "main.js", esModule: main },
      { name: "worker.js", esModule: readFileSync("dist/worker.js", "utf8") },
      { name: "afterglow-edge.wasm", wasm: readFileSync("dist/afterglow-edge.wasm") },
      { name: "model.afterglow", data: model },
    ],
    {
      AFTERGLOW_ORIGIN: origin,
      AFTERGLOW_ROUTES: "/thank-you/*",
      AFTERGLOW_STATUS_TOKEN: statusToken,
    },
  );
}

/** Both workers get the same number of pages; says what they hold after every twentieth of them. */
export async function memoryOver(
  pages: number,
  shop: { origin: string; model: Uint8Array; passThrough: string },
  say: Say,
): Promise<Row> {
  const plain = await startBareWorkerd([{ name: "main.js", esModule: shop.passThrough }]);
  const edge = await startEdge(shop.origin, shop.model);
  try {
    return await compare(pages, edge, plain, say);
  } finally {
    await edge.stop();
    await plain.stop();
  }
}

async function compare(
  pages: number,
  edge: BareWorkerd,
  plain: BareWorkerd,
  say: Say,
): Promise<Row> {
  const ours: [number, number][] = [];
  const pass: [number, number][] = [];
  const modules: number[] = [];
  const done = (step: number) => (pages / steps) * step;
  say("\npages           pass-through     afterglow    the module's");
  for (let step = 0; step <= steps; step++) {
    if (step > 0) {
      await visits(`${edge.url}/thank-you/1`, pages / steps);
      await visits(`${plain.url}/thank-you/1`, pages / steps);
    }
    ours.push([done(step), resident(edge.pid)]);
    pass.push([done(step), resident(plain.pid)]);
    modules.push(await moduleBytes(edge.url));
    const cells = [pass.at(-1)?.[1] ?? 0, ours.at(-1)?.[1] ?? 0].map((mb) => `${mb.toFixed(1)} MB`);
    const bytes = `${modules.at(-1)} B`;
    say(
      `${String(done(step)).padStart(8)}${cells.map((cell) => cell.padStart(16)).join("")}${bytes.padStart(16)}`,
    );
  }
  const [settled, passSettled] = [slopeOf(ours.slice(warmUp)), slopeOf(pass.slice(warmUp))];
  say(
    `MB more per 100,000 pages, after the first ${done(warmUp)}: pass-through ${told(passSettled)}, afterglow ${told(settled)}`,
  );
  const { flat, words } = verdict(settled, passSettled);
  say(words);
  const same = modules.slice(1).every((bytes) => bytes === modules[1]);
  say(`the module's memory ${same ? "never changed" : `changed: ${modules.join(", ")}`}`);
  return {
    what: `memory at the edge over ${pages} pages, MB more per 100,000`,
    ours: told(settled),
    peer: told(passSettled),
    ratio: null,
    budget: "flat",
    met: flat && same,
  };
}
