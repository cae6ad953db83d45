// Scans whole pages for a slot near their end and puts a widget in: the page scanner (wasm) beside
// html-rewriter-wasm (lol-html in wasm) and parse5's rewriting stream, in one run and with the same
// output bytes.
//
//     npm run bench:page -- [--json] [FILE…]
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { HTMLRewriter } from "html-rewriter-wasm";
import { RewritingStream } from "parse5-html-rewriting-stream";
import { machine, type Row, rowsTable } from "../budget.ts";
import { confirmationPages, type Page } from "./pages.ts";
import { Scanner } from "./scanner.ts";

const chunkSize = 16 * 1024;
const budget = 8;
const widget = new TextEncoder().encode(
  '<section class="afterglow"><h2>Goes with it</h2></section>',
);
const widgetText = new TextDecoder().decode(widget);
const scanner = new Scanner("build/wasm/bench/page/page_scan.wasm", "#afterglow", chunkSize);

type Rewrite = (chunks: readonly Uint8Array[], out: (bytes: Uint8Array) => void) => unknown;

const ours: Rewrite = (chunks, out) => scanner.splice(chunks, widget, out);

const htmlRewriter: Rewrite = async (chunks, out) => {
  const rewriter = new HTMLRewriter(out);
  rewriter.on("#afterglow", {
    element: (element) => void element.append(widgetText, { html: true }),
  });
  for (const chunk of chunks) await rewriter.write(chunk);
  await rewriter.end();
  rewriter.free();
};

const parse5: Rewrite = async (chunks, out) => {
  const stream = new RewritingStream();
  let inside = false;
  stream.on("startTag", (tag, raw) => {
    inside ||= tag.attrs.some(({ name, value }) => name === "id" && value === "afterglow");
    stream.emitRaw(raw);
  });
  stream.on("endTag", (tag, raw) => {
    if (inside && tag.tagName === "div") {
      stream.emitRaw(widgetText);
      inside = false;
    }
    stream.emitRaw(raw);
  });
  const decoder = new TextDecoder();
  const texts = chunks.map((chunk) => decoder.decode(chunk, { stream: true }));
  for await (const text of Readable.from(texts).pipe(stream)) out(Buffer.from(text));
};

function withSlot(file: string): Page {
  const html = readFileSync(file, "utf8");
  const end = html.lastIndexOf("</body>");
  const at = end < 0 ? html.length : end;
  const page = `${html.slice(0, at)}<div id="afterglow"></div>${html.slice(at)}`;
  return { name: basename(file), bytes: new TextEncoder().encode(page) };
}

function cut(bytes: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) chunks.push(bytes.slice(at, at + chunkSize));
  return chunks;
}

async function output(rewrite: Rewrite, chunks: readonly Uint8Array[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  await rewrite(chunks, (bytes) => pieces.push(bytes.slice()));
  return Buffer.concat(pieces);
}

/** The best of several turns in MB/s; a turn lasts at least 20 ms. */
async function turn(rewrite: Rewrite, chunks: readonly Uint8Array[], bytes: number) {
  let runs = 0;
  const began = performance.now();
  let took = 0;
  do {
    await rewrite(chunks, () => {});
    runs++;
    took = performance.now() - began;
  } while (took < 20);
  return (bytes * runs) / took / 1000;
}

const peers: [string, Rewrite][] = [
  ["afterglow", ours],
  ["html-rewriter-wasm", htmlRewriter],
  ["parse5 rewriting stream", parse5],
];
const { values, positionals: files } = parseArgs({
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
});

async function mustGiveTheSame(page: Page, chunks: Uint8Array[]): Promise<void> {
  const expected = await output(htmlRewriter, chunks);
  for (const [name, rewrite] of peers) {
    const same = expected.equals(await output(rewrite, chunks));
    // Outside the generated pages parse5 may differ: it normalises what it parses.
    if (!same && (rewrite !== parse5 || files.length === 0)) {
      throw new Error(`${name} gives other bytes than html-rewriter-wasm on ${page.name}`);
    }
  }
}

async function measure(page: Page): Promise<Row[]> {
  const chunks = cut(page.bytes);
  await mustGiveTheSame(page, chunks);
  const best = peers.map(() => 0);
  for (let i = 0; i < 12; ++i) {
    for (const [k, [, rewrite]] of peers.entries()) {
      best[k] = Math.max(best[k] ?? 0, await turn(rewrite, chunks, page.bytes.length));
    }
  }
  const [mine = 0, ...theirs] = best;
  return theirs.map((rate, k) => ({
    what: `page scan and splice, ${page.name}, beside ${peers[k + 1]?.[0]}`,
    ours: `${mine.toFixed(0)} MB/s`,
    peer: `${rate.toFixed(1)} MB/s`,
    ratio: mine / rate,
    budget: k === 0 ? `≥ ${budget}×` : "",
    met: k > 0 || mine / rate >= budget,
  }));
}

const rows: Row[] = [];
for (const page of [...confirmationPages(), ...files.map(withSlot)]) {
  rows.push(...(await measure(page)));
}
if (values.json) console.log(JSON.stringify({ machine: machine(), rows }, null, 2));
else console.log(`${machine()}; the best of 12 turns each\n\n${rowsTable(rows)}`);
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
