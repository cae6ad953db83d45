/**
 * What Afterglow adds at the edge: workerd with the worker beside workerd with a worker that only
 * passes the page through, on the same page from the same origin, requests taken in turns.
 *
 *     npm run bench:edge -- [--requests 1000] [--seconds 5] [--memory 20000] [--origin-ms 20]
 *
 * --requests 0 and --seconds 0 leave the times out. --origin-ms is how long the origin thinks: a shop's confirmation page takes tens of milliseconds.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { Miniflare } from "miniflare";
import { startWorkerd } from "../../edge/workerd.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { dataScript, order, page, slot } from "../../tests/runtimes/pages.ts";
import { quantile, type Timed, timed } from "./client.ts";
import { memoryOver } from "./memory.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "1000" },
    seconds: { type: "string", default: "5" },
    memory: { type: "string", default: "20000" },
    "origin-ms": { type: "string", default: "20" },
  },
});

const passThrough = (origin: string) => `
export default {
  fetch(request) {
    const url = new URL(request.url);
    const wanted = new Request(new URL(url.pathname, "${origin}"), { redirect: "manual" });
    return fetch(wanted);
  },
};`;

/** 40 KB around an order and a slot, the usual order of things on a confirmation page. */
function confirmationPage(): string {
  const row =
    '<li class="line"><a href="/p/1?ref=order&amp;n=1">Item</a> <span>199,00 €</span></li>\n';
  return page(`<ul>${row.repeat(200)}</ul>${dataScript(order)}${slot}<ul>${row.repeat(200)}</ul>`);
}

async function startOrigin(html: string, delay: string) {
  const env = {
    ...process.env,
    AFTERGLOW_BENCH_PAGE: Buffer.from(html).toString("base64"),
    AFTERGLOW_BENCH_DELAY: delay,
  };
  const child = fork(new URL("./edge-origin.js", import.meta.url), { env });
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => child.kill() };
}

function childrenOf(pid: number): number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return list.trim().split(/\s+/).filter(Boolean).map(Number);
}

const line = (name: string, cells: (string | number)[]) =>
  console.log(name.padEnd(34) + cells.map((cell) => String(cell).padStart(14)).join(""));

async function throughput(url: string, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let count = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await timed(url);
      count++;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: 32 }, worker));
  return (count * 1000) / (performance.now() - started);
}

/** In turns, and who begins changes, so that a slow moment of the machine meets both. */
async function compareTimes(requests: number): Promise<void> {
  const pass: Timed[] = [];
  const ours: Timed[] = [];
  for (let i = 0; i < requests; i++) {
    const turns = i % 2 === 0 ? [passUrl, edgeUrl] : [edgeUrl, passUrl];
    for (const url of turns) (url === passUrl ? pass : ours).push(await timed(url));
  }
  line("", ["pass-through", "afterglow", "added"]);
  const compare = (name: string, of: (t: Timed) => number, share: number) => {
    const [a, b] = [quantile(pass.map(of), share), quantile(ours.map(of), share)];
    const added = `${(100 * (b / a - 1)).toFixed(1)} %`;
    line(name, [`${a.toFixed(2)} ms`, `${b.toFixed(2)} ms`, added]);
  };
  compare("time to first byte, p50", (t) => t.first, 0.5);
  compare("time to first byte, p99", (t) => t.first, 0.99);
  compare("whole page, p50", (t) => t.whole, 0.5);
  compare("whole page, p99", (t) => t.whole, 0.99);
}

async function compareThroughput(seconds: number): Promise<void> {
  const rates = [0, 0];
  for (let round = 0; round < 2; round++) {
    rates[0] = (rates[0] ?? 0) + (await throughput(passUrl, seconds / 2)) / 2;
    rates[1] = (rates[1] ?? 0) + (await throughput(edgeUrl, seconds / 2)) / 2;
  }
  const [a = 0, b = 0] = rates;
  line("pages/s, 32 at once", [a.toFixed(0), b.toFixed(0), `${(100 * (b / a - 1)).toFixed(1)} %`]);
}

buildModel();
const html = confirmationPage();
const origin = await startOrigin(html, values["origin-ms"]);
const bare = new Miniflare({
  host: "127.0.0.1",
  modules: true,
  compatibilityDate: "2026-01-01",
  script: passThrough(origin.url),
});
const passUrl = `${(await bare.ready).origin}/thank-you/1`;
const others = new Set(childrenOf(process.pid));
const passPid = [...others].find((pid) => pid !== origin.pid) ?? 0;
const statusToken = "only-for-this-benchmark";
const edge = await startWorkerd({
  model: readFileSync(modelPath),
  settings: {
    AFTERGLOW_ORIGIN: origin.url,
    AFTERGLOW_ROUTES: "/thank-you/*",
    AFTERGLOW_STATUS_TOKEN: statusToken,
  },
});
const edgeUrl = `${edge.url}/thank-you/1`;
const edgePid = childrenOf(process.pid).find((pid) => !others.has(pid)) ?? 0;

try {
  const size = Buffer.byteLength(html);
  // V8 optimises a module while it runs: what is measured is the worker that has run for a while.
  for (let i = 0; i < 2000; i++) await Promise.all([timed(passUrl), timed(edgeUrl)]);
  const { bytes } = await timed(edgeUrl);
  if (bytes <= size) throw new Error("the edge put nothing into the page: nothing to measure");
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores; workerd in miniflare 4; page ${size} bytes, with the offer ${bytes}; origin thinks ${values["origin-ms"]} ms`,
  );

  if (Number(values.requests) > 0) await compareTimes(Number(values.requests));
  if (Number(values.seconds) > 0) await compareThroughput(Number(values.seconds));
  await memoryOver(Number(values.memory), { edgeUrl, passUrl, edgePid, passPid, statusToken });
} finally {
  await edge.close();
  await bare.dispose();
  origin.stop();
}
