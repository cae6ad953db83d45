/**
 * How much a single call can be made to do. Counted, not timed: the module is rebuilt so that it calls
 * out at the start of every function and of every turn of a loop.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Afterglow, type OrderInput } from "../../js-glue/afterglow.ts";

const binaryen = join(createRequire(import.meta.url).resolve("binaryen/package.json"), "../bin");
const folder = mkdtempSync(join(tmpdir(), "afterglow-work-"));
afterAll(() => rmSync(folder, { recursive: true }));

let steps = 0;
let counted: WebAssembly.Module;
let model: Uint8Array;
beforeAll(() => {
  const path = join(folder, "counted.wasm");
  const given = ["--all-features", "--log-execution", "dist/afterglow-edge.wasm", "-o", path];
  execFileSync(process.execPath, [join(binaryen, "wasm-opt"), ...given], { stdio: "inherit" });
  counted = new WebAssembly.Module(readFileSync(path));
  model = largestShop();
}, 600_000);

const afterglow = (...args: string[]) =>
  execFileSync(process.execPath, ["cli/bin.js", ...args], { stdio: ["pipe", "pipe", "inherit"] });

const skus = 750;
const sku = (i: number) => `${"SKU-".repeat(8)}${String(i).padStart(8, "0")}`;

/** Every SKU bought with every other, as many neighbours and offers as the files may say. */
function largestShop(): Uint8Array {
  const lines = ["order_id,customer_id,ordered_at,sku,quantity,unit_price,title,category"];
  for (let n = 0; n < 60; n++) {
    const day = String(1 + (n % 28)).padStart(2, "0");
    for (let i = 0; i < 240; i++) {
      const which = (n * 97 + i * 3 + (n % 3)) % skus;
      const title = `Title ${which} ${"long ".repeat(20)}`;
      lines.push(
        `o${n},c${n % 7},2026-0${1 + (n % 9)}-${day},${sku(which)},1,10.00,${title},C${which % 9}`,
      );
    }
  }
  const text = "Größer & <schöner> ".repeat(12);
  const offers = Array.from({ length: 1000 }, (_, i) => ({
    id: `offer-${i}`,
    type: "loyalty",
    value: `${1 + i}.00`,
    creative: {
      en: {
        title: `${i} ${text}`.slice(0, 120),
        text: text.slice(0, 240),
        url: `/club?${"x".repeat(1900)}`,
      },
    },
    eligible: { lines: { unit_price: { min: "10.00" }, skus: [sku(i % skus), "ANOTHER"] } },
  }));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const out = join(folder, "shop.afterglow");
  const orders = file("orders.csv", lines.join("\n"));
  const book = file("offers.json", JSON.stringify({ currency: "EUR", offers }));
  const settings = { neighbours: 255, places: 255, places_per_category: 255, exploration_share: 1 };
  const told = file("settings.json", JSON.stringify(settings));
  afterglow("build", "--orders", orders, "--offers", book, "--settings", told, "--out", out);
  return readFileSync(out);
}

function instance(): Afterglow {
  const log_execution = () => {
    steps++;
  };
  const made = Afterglow.fromModule({
    instantiate: () => new WebAssembly.Instance(counted, { env: { log_execution } }).exports,
  });
  if (!made.ok) throw new Error(made.error.message);
  expect(made.value.loadModel(model).ok).toBe(true);
  return made.value;
}

const context = { now: 1_790_000_000, seed: "7" };
const line = (i: number) => ({ sku: sku(i % skus), quantity: 1, unit_price: "10.00" });
const orderOf = (lines: number, prior = 0) => ({
  order_id: "1001",
  currency: "EUR",
  country: "DE",
  lines: Array.from({ length: lines }, (_, i) => line(i)),
  customer: { id: "c", prior_skus: Array.from({ length: prior }, (_, i) => sku(i % skus)) },
});

function stepsOf(work: () => unknown): number {
  steps = 0;
  work();
  return steps;
}

/** What docs/security.md promises of one call; a step takes about a nanosecond. */
const mostSteps = 50_000_000;
const mostStepsPerByte = 400;

describe("the largest shop there can be", () => {
  const decided = (order: OrderInput, more: object = {}) => {
    const edge = instance();
    return stepsOf(() => {
      const rendered = edge.render(order, { ...context, ...more });
      if (!rendered.ok) throw new Error(rendered.error.message);
      expect(rendered.value.decision.offers.length).toBeGreaterThan(5);
    });
  };

  it("decides on the largest order in a bounded number of steps", () => {
    const largest = orderOf(250, 500);
    expect(JSON.stringify(largest).length).toBeGreaterThan(40_000);
    const steps = decided(largest);
    console.log(`the largest order: ${steps} steps`);
    expect(steps).toBeGreaterThan(decided(orderOf(5)));
    expect(steps).toBeLessThan(mostSteps);
  });

  it("explains the largest order in a bounded number of steps", () => {
    const steps = decided(orderOf(250, 500), { explain: true, touchpoint: "order-history" });
    console.log(`the largest order, explained: ${steps} steps`);
    expect(steps).toBeLessThan(mostSteps);
  });
});

describe("a page", () => {
  const deep = "<div>".repeat(8_000);
  const pages: Record<string, string> = {
    "of text": "words and words ".repeat(6_000),
    "of tags that are never closed": deep,
    "of end tags that close nothing": `${"<b><p>".repeat(3_000)}${"</i></section>".repeat(3_000)}`,
    "of formatting that has to be closed again": "<a><b><i><table>".repeat(4_000),
    "of attributes":
      `<div ${Array.from({ length: 5_000 }, (_, i) => `a${i}="b${i}"`).join(" ")}>`.repeat(2),
    "of character references": `<div id="${"&amp;&notit;&#x41;".repeat(700)}">`.repeat(6),
    "of comments": "<!-- - -- --! -->".repeat(6_000),
    "of script": `<script>${"<!--<script>-->".repeat(6_000)}`,
    "of payloads": `<script type="application/ld+json">{"@type":"Order"}</script>`.repeat(1_500),
    "of calls": `<script>${"gtag('event','purchase',{a:[[[[".repeat(3_000)}</script>`,
  };
  for (const [name, html] of Object.entries(pages)) {
    it(`${name} is scanned in a bounded number of steps for each byte, however it is cut`, () => {
      const bytes = new TextEncoder().encode(html);
      for (const size of [bytes.length, 100, 1]) {
        const edge = instance();
        const started = edge.page(context);
        if (!started.ok) throw new Error(started.error.message);
        const steps = stepsOf(() => {
          for (let at = 0; at < bytes.length; at += size) {
            if (!started.value.write(bytes.subarray(at, at + size)).ok) return;
          }
          started.value.end();
        });
        expect(steps / bytes.length, `in chunks of ${size}`).toBeLessThan(mostStepsPerByte);
      }
    }, 60_000);
  }
});
