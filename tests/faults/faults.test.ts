/**
 * workerd under load while everything around it breaks: origin, pages, model, KV, module. Every
 * response must be the origin's page, byte for byte, with or without one well-formed splice.
 * AFTERGLOW_FAULT_PAGES sets how many pages (default 500), AFTERGLOW_FAULT_SEED which.
 */
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorkerd, type Workerd } from "../../edge/workerd.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { type Got, get } from "../runtimes/client.ts";
import { flipped, trappingModule, trapSize, truncated } from "../runtimes/faulty-files.ts";
import { type Origin, startOrigin } from "../runtimes/origin.ts";
import {
  assertSpliced,
  assertUnchanged,
  dataScript,
  orderThenSlot,
  page,
  slot,
} from "../runtimes/pages.ts";
import { chance, type Fault, nextFault } from "./pages.ts";

const pages = Number(process.env.AFTERGLOW_FAULT_PAGES ?? 500);
const draw = chance(Number(process.env.AFTERGLOW_FAULT_SEED ?? 20261122));
const atOnce = 12;

let origin: Origin;
let edge: Workerd;
let model: Uint8Array;

beforeAll(async () => {
  buildModel();
  model = await readFile(modelPath);
  origin = await startOrigin();
  edge = await startWorkerd({
    wasm: await trappingModule("dist/afterglow-edge.wasm"),
    settings: {
      AFTERGLOW_ORIGIN: origin.url,
      AFTERGLOW_ROUTES: "/thank-you/*",
      AFTERGLOW_REFRESH: "0.2",
    },
  });
  await putModel(model, "good-0");
});
afterAll(async () => {
  await edge.close();
  await origin.close();
});

async function putModel(bytes: Uint8Array, version: string): Promise<void> {
  const store = await edge.miniflare.getKVNamespace("AFTERGLOW_MODEL");
  await store.put("model", Uint8Array.from(bytes).buffer, { metadata: { version } });
}

/** What is done to the model while pages are served; each leaves the edge with the last good one. */
const modelFaults: [string, (n: number) => Promise<void>][] = [
  ["model truncated", (n) => putModel(truncated(model), `bad-${n}`)],
  ["model bit flipped", (n) => putModel(flipped(model), `bad-${n}`)],
  ["model empty", (n) => putModel(new Uint8Array(), `bad-${n}`)],
  [
    "model deleted",
    async () => (await edge.miniflare.getKVNamespace("AFTERGLOW_MODEL")).delete("model"),
  ],
  ["model replaced", (n) => putModel(model, `good-${n}`)],
];

/** Whether the page was spliced; throws when it is not the origin's page. */
function check({ sent, cut }: Fault, got: Got): boolean {
  const encoded = got.headers["content-encoding"] === "gzip";
  const body = encoded ? gunzipSync(got.body) : got.body;
  // Of a page that broke off, the edge may have had less than the origin wrote.
  const known = cut && body.length < sent.length ? sent.subarray(0, body.length) : sent;
  if (body.length <= known.length) {
    assertUnchanged(body, known);
    return false;
  }
  assertSpliced(body, known);
  return true;
}

async function untilSpliced(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const got = await get(edge.url + origin.put({ chunks: [orderThenSlot] }));
    if (got.body.length > Buffer.byteLength(orderThenSlot)) return;
    await wait(50);
  }
  throw new Error("no page is spliced any more");
}

test("no page is broken, whatever breaks around it", async () => {
  await untilSpliced();
  const injected = new Map<string, number>();
  const count = (name: string) => injected.set(name, (injected.get(name) ?? 0) + 1);
  const broken: string[] = [];
  let served = 0;
  let spliced = 0;

  async function one(fault: Fault): Promise<void> {
    if (fault.name !== "nothing wrong") count(fault.name);
    const got = await get(edge.url + origin.put(fault.served), { keepAlive: false });
    served++;
    try {
      if (check(fault, got)) spliced++;
    } catch (cause) {
      broken.push(`${fault.name}: ${cause instanceof Error ? cause.message : cause}`);
    }
  }

  const trap = page(`<!--${"-".repeat(20 * trapSize)}-->${dataScript()}${slot}`);
  const trapped: Fault = {
    name: "module trapped",
    served: { chunks: [trap] },
    sent: Buffer.from(trap),
    cut: false,
  };
  let started = 0;
  const worker = async () => {
    while (started < pages) {
      const n = started++;
      if (n % 20 === 10) {
        const [name, inject] = modelFaults[
          ((n / 10) % modelFaults.length) | 0
        ] as (typeof modelFaults)[0];
        await inject(n);
        count(name);
      }
      // A trap makes the module rest, ever longer: a few are enough.
      await one(n % Math.ceil(pages / 4) === 25 ? trapped : nextFault(draw));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));

  for (const [name, times] of [...injected].sort())
    console.log(`${String(times).padStart(6)}  ${name}`);
  const faults = [...injected.values()].reduce((sum, times) => sum + times, 0);
  console.log(
    `${faults} faults injected, ${served} pages served, ${spliced} with an offer, ${broken.length} broken`,
  );
  expect(broken).toEqual([]);
  expect(served).toBe(pages);
  expect(spliced).toBeGreaterThan(pages / 20);

  await putModel(model, "good-again");
  await untilSpliced();
}, 600_000);
