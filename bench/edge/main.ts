/**
 * What Afterglow adds at the edge: workerd with the worker beside workerd with a worker that only
 * passes the page through, on the same page from the same origin, requests taken in turns. A third
 * worker does nothing but read the page and write it again in JavaScript, which whoever puts
 * something into a page has to do: what is above that is ours.
 *
 *     npm run bench:edge -- [--json] [--requests 1000] [--starts 12] [--seconds 5] [--memory 200000] [--origin-ms 20]
 *
 * --requests 0, --starts 0 and --seconds 0 leave the times out, --memory 0 the memory. --origin-ms is
 * how long the origin thinks: a shop's confirmation page takes tens of milliseconds.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Miniflare } from "miniflare";
import { startWorkerd } from "../../edge/workerd.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { dataScript, order, page, slot } from "../../tests/runtimes/pages.ts";
import { machine, type Row } from "../budget.ts";
import { quantile, type Timed, timed } from "./client.ts";
import { firstPages } from "./first-page.ts";
import { memoryOver } from "./memory.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    requests: { type: "string", default: "1000" },
    starts: { type: "string", default: "12" },
    seconds: { type: "string", default: "5" },
    memory: { type: "string", default: "200000" },
    "origin-ms": { type: "string", default: "20" },
  },
});

/** Of added time to first byte, as a share. */
const mostAdded = 0.05;
const say = values.json ? console.error : console.log;

const askOrigin = (origin: string) => `
    const url = new URL(request.url);
    const wanted = new Request(new URL(url.pathname, "${origin}"), { redirect: "manual" });`;

const passThrough = (origin: string) => `
export default {
  fetch(request) {${askOrigin(origin)}
    return fetch(wanted);
  },
};`;

const copyThrough = (origin: string) => `
async function copy(source, sink) {
  const reader = source.getReader({ mode: "byob" });
  const writer = sink.getWriter();
  while (true) {
    const { done, value } = await reader.read(new Uint8Array(65536));
    if (done) return writer.close();
    await writer.write(value);
  }
}
export default {
  async fetch(request, env, context) {${askOrigin(origin)}
    const { body, headers } = await fetch(wanted);
    const { readable, writable } = new IdentityTransformStream();
    context.waitUntil(copy(body, writable));
    return new Response(readable, { headers });
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
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

const cell = (ms: number) => `${ms.toFixed(2)} ms`;
const line = (name: string, cells: (string | number)[]) =>
  say(name.padEnd(34) + cells.map((cell) => String(cell).padStart(14)).join(""));

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

/** In turns, and who begins changes, so that a slow moment of the machine meets all. */
async function compareTimes(requests: number): Promise<Row> {
  const urls = [passUrl, copyUrl, edgeUrl];
  const times: Timed[][] = urls.map(() => []);
  for (let i = 0; i < requests; i++) {
    for (let turn = 0; turn < urls.length; turn++) {
      const k = (i + turn) % urls.length;
      times[k]?.push(await timed(urls[k] as string));
    }
  }
  line("", ["pass-through", "copied in JS", "added", "afterglow", "added"]);
  const at = (of: (t: Timed) => number, share: number) =>
    times.map((all) => quantile(all.map(of), share));
  const compare = (name: string, of: (t: Timed) => number, share: number) => {
    const [pass = 0, copy = 0, ours = 0] = at(of, share);
    const added = (ms: number) => `${(100 * (ms / pass - 1)).toFixed(1)} %`;
    line(name, [cell(pass), cell(copy), added(copy), cell(ours), added(ours)]);
  };
  compare("time to first byte, p25", (t) => t.first, 0.25);
  compare("time to first byte, p50", (t) => t.first, 0.5);
  compare("time to first byte, p99", (t) => t.first, 0.99);
  compare("whole page, p50", (t) => t.whole, 0.5);
  compare("whole page, p99", (t) => t.whole, 0.99);
  const [pass = 0, , ours = 0] = at((t) => t.first, 0.5);
  return {
    what: "time to first byte at the edge, p50, beside pass-through",
    ours: cell(ours),
    peer: cell(pass),
    ratio: pass / ours,
    budget: `≤ ${100 * mostAdded} % more`,
    met: ours / pass - 1 <= mostAdded,
  };
}

/** Of a worker that has just started, as an isolate at the edge of a small shop mostly has. */
async function compareFirstPages(starts: number): Promise<void> {
  const plain = (script: string) => async () => {
    const worker = plainWorker(script);
    return { url: (await worker.ready).origin, stop: () => worker.dispose() };
  };
  const ours = async () => {
    const worker = await startEdge();
    return { url: worker.url, stop: () => worker.close() };
  };
  const kinds = [plain(passThrough(origin.url)), plain(copyThrough(origin.url)), ours];
  const [pass = 0, copy = 0, edge = 0] = await firstPages("/thank-you/1", starts, kinds);
  const added = (ms: number) => cell(ms - pass);
  const cells = [cell(pass), cell(copy), added(copy), cell(edge), added(edge)];
  line("first page of a worker, p50", cells);
}

async function compareThroughput(seconds: number): Promise<void> {
  let [pass, copy, ours] = [0, 0, 0];
  for (let round = 0; round < 2; round++) {
    pass += (await throughput(passUrl, seconds / 2)) / 2;
    copy += (await throughput(copyUrl, seconds / 2)) / 2;
    ours += (await throughput(edgeUrl, seconds / 2)) / 2;
  }
  const added = (rate: number) => `${(100 * (rate / pass - 1)).toFixed(1)} %`;
  const count = (rate: number) => rate.toFixed(0);
  line("pages/s, 32 at once", [count(pass), count(copy), added(copy), count(ours), added(ours)]);
}

buildModel();
const model = readFileSync(modelPath);
const html = confirmationPage();
const origin = await startOrigin(html, values["origin-ms"]);
const plainWorker = (script: string) =>
  new Miniflare({
    host: "127.0.0.1",
    modules: true,
    compatibilityDate: "2026-01-01",
    script,
  });
const startEdge = () =>
  startWorkerd({
    model,
    settings: { AFTERGLOW_ORIGIN: origin.url, AFTERGLOW_ROUTES: "/thank-you/*" },
  });
const bare = plainWorker(passThrough(origin.url));
const passUrl = `${(await bare.ready).origin}/thank-you/1`;
const copying = plainWorker(copyThrough(origin.url));
const copyUrl = `${(await copying.ready).origin}/thank-you/1`;
const edge = await startEdge();
const edgeUrl = `${edge.url}/thank-you/1`;

try {
  const size = Buffer.byteLength(html);
  // V8 optimises a module while it runs: what is measured is the worker that has run for a while.
  for (let i = 0; i < 2000; i++) {
    await Promise.all([timed(passUrl), timed(copyUrl), timed(edgeUrl)]);
  }
  const { bytes } = await timed(edgeUrl);
  if (bytes <= size) throw new Error("the edge put nothing into the page: nothing to measure");
  say(
    `${machine()}; workerd in miniflare 4; page ${size} bytes, with the offer ${bytes}; origin thinks ${values["origin-ms"]} ms`,
  );

  const rows: Row[] = [];
  if (Number(values.requests) > 0) rows.push(await compareTimes(Number(values.requests)));
  if (Number(values.starts) > 0) await compareFirstPages(Number(values.starts));
  if (Number(values.seconds) > 0) await compareThroughput(Number(values.seconds));
  const pages = Number(values.memory);
  if (pages > 0) {
    const shop = { origin: origin.url, model, passThrough: passThrough(origin.url) };
    rows.push(await memoryOver(pages, shop, say));
  }
  if (values.json) console.log(JSON.stringify({ machine: machine(), rows }, null, 2));
  process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
} finally {
  await edge.close();
  await bare.dispose();
  await copying.dispose();
  origin.stop();
}
