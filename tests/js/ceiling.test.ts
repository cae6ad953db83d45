/**
 * The module's memory has a ceiling. Here it stands so low that whatever comes meets it, at every place
 * where memory is asked for: the answer is an error value, and the next page is served.
 */
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import binaryen from "binaryen";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createHandler } from "../../edge/handler.ts";
import { bundledModel } from "../../edge/model-source.ts";
import { Afterglow } from "../../js-glue/afterglow.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import {
  assertSpliced,
  assertUnchanged,
  dataScript,
  order,
  orderThenSlot,
} from "../runtimes/pages.ts";

const pageSize = 65_536;
const context = { now: 1_790_000_000, seed: "7" };

let model: Uint8Array;
beforeAll(() => {
  buildModel();
  model = readFileSync(modelPath);
});

/** The pages of memory that a module begins with and may grow to, from its memory section. */
function limitsOf(path: string): { initial: number; most: number } {
  const module = binaryen.readBinary(readFileSync(path));
  const { initial, max = 0 } = module.getMemoryInfo() as { initial: number; max?: number };
  module.dispose();
  return { initial, most: max };
}

/** LEB128, as in the binary format. */
function leb(value: number): number[] {
  const bytes = [];
  let rest = value;
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** The same module with another ceiling. */
function withCeiling(path: string, most: number): Uint8Array<ArrayBuffer> {
  const { initial, most: now } = limitsOf(path);
  const bytes = readFileSync(path);
  const section = (max: number) => [1, 1, ...leb(initial), ...leb(max)];
  const from = Buffer.from(section(now));
  const at = bytes.indexOf(Buffer.from([5, from.length, ...from]));
  if (at < 0) throw new Error(`${path} has no memory section as expected`);
  const to = section(most);
  return Uint8Array.from([
    ...bytes.subarray(0, at),
    5,
    ...leb(to.length),
    ...to,
    ...bytes.subarray(at + 2 + from.length),
  ]);
}

/** Takes all memory but about so many bytes. */
function fill(afterglow: Afterglow, left: number): void {
  const { heap } = afterglow as unknown as {
    heap: { exports: { ag_alloc(size: number): number; ag_release(at: number): void } };
  };
  const reserved = heap.exports.ag_alloc(left);
  for (let size = 1 << 26; size >= 16; size >>= 1) while (heap.exports.ag_alloc(size) !== 0);
  heap.exports.ag_release(reserved);
}

for (const name of ["afterglow", "afterglow-edge"]) {
  const path = `dist/${name}.wasm`;

  describe(`${name}.wasm`, () => {
    it("cannot grow beyond 256 MB", () => expect(limitsOf(path).most * pageSize).toBe(268_435_456));

    it("answers with an error value wherever its memory ends", async () => {
      const { initial } = limitsOf(path);
      const module = await WebAssembly.compile(withCeiling(path, initial));
      const large = {
        ...order,
        lines: Array.from({ length: 250 }, (_, i) => ({ ...order.lines[0], sku: `S${i}` })),
        customer: { id: "c", prior_skus: Array.from({ length: 500 }, (_, i) => `P${i}`) },
      };
      const seen = new Set<string>();
      for (let left = 64; left < 400_000; left = Math.ceil(left * 1.15)) {
        const made = Afterglow.fromModule(module);
        if (!made.ok) throw new Error(made.error.message);
        const afterglow = made.value;
        expect(afterglow.loadModel(model).ok).toBe(true);
        fill(afterglow, left);
        const answers = [
          afterglow.readOrder(large),
          afterglow.recommend(large),
          afterglow.render(large, context),
        ];
        for (const answer of answers) seen.add(answer.ok ? "ok" : answer.error.name);
        expect(afterglow.memory).toBe(initial * pageSize);
      }
      // Some calls find no memory for what they are given, others run out on the way.
      expect([...seen].sort()).toEqual(["limit", "ok", "trap"]);
    }, 60_000);
  });
}

describe("afterglow-edge.wasm with hostile pages", () => {
  const path = "dist/afterglow-edge.wasm";
  const megabytes = (text: string) =>
    new TextEncoder().encode(text.repeat(8_000_000 / text.length));
  const hostile: Record<string, Uint8Array> = {
    "a tag without an end": megabytes("<div a=b "),
    "an attribute without an end": megabytes(`<div title="${"x".repeat(5000)}`),
    "tags without an end": megabytes("<div>"),
    "slots without an end": megabytes('<div id="afterglow" data-afterglow-slot></div>'),
    "payloads without an end": megabytes(dataScript('{"order_id":"1","lines":[]}')),
    "an order without an end": megabytes(
      '<script data-afterglow-order type="application/json">{"a":',
    ),
    "calls without an end": megabytes("<script>dataLayer.push({ecommerce:{purchase:[</script>"),
    "a comment without an end": megabytes("<!-- "),
  };
  for (const [name, bytes] of Object.entries(hostile)) {
    it(`holds no more memory for ${name}`, async () => {
      const made = await Afterglow.instantiate(readFileSync(path));
      if (!made.ok) throw new Error(made.error.message);
      made.value.loadModel(model);
      const before = made.value.memory;
      const started = made.value.page(context);
      if (!started.ok) throw new Error(started.error.message);
      for (let at = 0; at < bytes.length; at += 65_536) {
        const step = started.value.write(bytes.subarray(at, at + 65_536));
        if (!step.ok || step.value.done) break;
      }
      started.value.close();
      expect(made.value.memory).toBe(before);
    });
  }
});

it("frees the pages of sessions that are dropped before they were closed", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow-edge.wasm"));
  if (!made.ok) throw new Error(made.error.message);
  const afterglow = made.value;
  afterglow.loadModel(model);
  const begun = new TextEncoder().encode(orderThenSlot.slice(0, orderThenSlot.indexOf("<div")));
  async function drop(sessions: number): Promise<number> {
    for (let k = 0; k < sessions; k++) {
      const page = afterglow.page(context);
      if (!page.ok || !page.value.write(begun).ok) throw new Error("no page");
    }
    // What was collected is told of in a later turn.
    for (let turn = 0; turn < 3; turn++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return afterglow.memory;
  }
  const before = await drop(2_000);
  for (let round = 0; round < 5; round++) expect(await drop(2_000)).toBe(before);
});

describe("the handler at the ceiling", () => {
  const serving = (html: string) => async () =>
    new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
  const visit = async (handle: ReturnType<typeof createHandler>, html: string) => {
    const kept: Promise<unknown>[] = [];
    const asked = new Request("https://shop.example/thank-you/1");
    const response = await handle(asked, serving(html), (work) => kept.push(work));
    const body = new Uint8Array(await response.arrayBuffer());
    await Promise.all(kept);
    return { body, said: response.headers.get("server-timing") ?? "" };
  };

  it("lets a page that finds no memory through, with the reason, and serves the next", async () => {
    const path = "dist/afterglow-edge.wasm";
    const module = new WebAssembly.Module(withCeiling(path, limitsOf(path).initial));
    // The first instance is left with so little that an order cannot be read.
    const instances: Afterglow[] = [];
    const made = Afterglow.fromModule;
    const fromModule = vi.spyOn(Afterglow, "fromModule").mockImplementation((given) => {
      const result = made.call(Afterglow, given);
      if (result.ok) instances.push(result.value);
      return result;
    });
    const handle = createHandler({ module, model: bundledModel(model), routes: ["/thank-you/*"] });
    assertSpliced((await visit(handle, orderThenSlot)).body, orderThenSlot);
    fill(instances[0] as Afterglow, 6_000);
    const starved = await visit(handle, orderThenSlot);
    assertUnchanged(starved.body, orderThenSlot);
    expect(starved.said).toMatch(/memory ceiling|trapped/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assertSpliced((await visit(handle, orderThenSlot)).body, orderThenSlot);
    expect(instances).toHaveLength(2);
    fromModule.mockRestore();
  });

  it("keeps the last good model when a new one does not fit", async () => {
    const module = new WebAssembly.Module(readFileSync("dist/afterglow-edge.wasm"));
    let current = { bytes: model, version: "1" };
    const handle = createHandler({
      module,
      model: { load: async (version) => (version === current.version ? null : current) },
      routes: ["/thank-you/*"],
      refreshEvery: 0.001,
    });
    assertSpliced((await visit(handle, orderThenSlot)).body, orderThenSlot);
    current = { bytes: new Uint8Array(300_000_000), version: "2" };
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (let i = 0; i < 3; i++) {
      assertSpliced((await visit(handle, orderThenSlot)).body, orderThenSlot);
    }
  });
});
