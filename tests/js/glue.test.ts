/** The glue on the real module: answers, errors as values, memory, traps. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { Afterglow, type Decision, type PageSession } from "../../js-glue/afterglow.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { trappingModule, trapSize } from "../runtimes/faulty-files.ts";
import { order, orderThenSlot } from "../runtimes/pages.ts";

const modulePath = "dist/afterglow-edge.wasm";
const context = { now: 1_790_000_000, seed: "7" };
const slots = [{ selector: "#afterglow", position: "append" as const }];

let module: WebAssembly.Module;
let model: Uint8Array;
beforeAll(async () => {
  buildModel();
  model = readFileSync(modelPath);
  module = await WebAssembly.compile(readFileSync(modulePath));
});

function instance(withModel = true): Afterglow {
  const made = Afterglow.fromModule(module);
  if (!made.ok) throw new Error(made.error.message);
  if (withModel) expect(made.value.loadModel(model)).toEqual({ ok: true, value: undefined });
  return made.value;
}

function started(afterglow: Afterglow): PageSession {
  const page = afterglow.page({ ...context, slots });
  if (!page.ok) throw new Error(page.error.message);
  return page.value;
}

describe("the module", () => {
  it("imports nothing", () => expect(WebAssembly.Module.imports(module)).toEqual([]));

  it("is made from bytes, a compiled module, a response or a promise of one", async () => {
    const bytes = readFileSync(modulePath);
    const asWasm = { headers: { "content-type": "application/wasm" } };
    const sources = [
      bytes,
      module,
      new Response(bytes, asWasm),
      new Response(bytes),
      Promise.resolve(new Response(bytes, asWasm)),
    ];
    for (const source of sources) expect((await Afterglow.instantiate(source)).ok).toBe(true);
  });

  it("that is none, or cannot be fetched, is an error value", async () => {
    const sources = [
      () => new Uint8Array([0, 1, 2]),
      () => new Response("gone", { status: 410 }),
      () => Promise.reject(new Error("no network")),
      () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
    ];
    for (const source of sources) {
      const made = await Afterglow.instantiate(source());
      expect(made.ok ? "made" : made.error.name).toBe("bad-module");
    }
  });
});

describe("calls", () => {
  it("answer with the text and its value", () => {
    const decided = instance().decide(order, context);
    if (!decided.ok) throw new Error(decided.error.message);
    expect(JSON.parse(decided.text)).toEqual(decided.value);
    const { offers, arm }: Decision = decided.value;
    expect(arm).toBe("treatment");
    expect(offers.length).toBeGreaterThan(0);
  });

  it("render the offers that they decide on", () => {
    const afterglow = instance();
    const decided = afterglow.decide(order, context);
    const rendered = afterglow.render(order, context);
    if (!decided.ok || !rendered.ok) throw new Error("refused");
    expect(rendered.value.decisionText).toBe(decided.text);
    for (const offer of decided.value.offers) expect(rendered.value.content).toContain(offer.url);
  });

  it("take the order as text, as bytes and as an object alike", () => {
    const afterglow = instance();
    const text = JSON.stringify(order);
    const answers = [order, text, new TextEncoder().encode(text)].map((given) =>
      afterglow.decide(given, context),
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it("fail with the code, a sentence and the place", () => {
    const afterglow = instance();
    const bad = afterglow.readOrder('{"order_id": nonsense}');
    expect(bad).toMatchObject({ ok: false, error: { code: 2, name: "bad-json" } });
    if (!bad.ok) expect(bad.error.offset).toBeGreaterThan(0);
    expect(afterglow.decide("{}", context)).toMatchObject({ error: { name: "bad-order" } });
    const unknown = { colour: "red" } as object;
    expect(afterglow.decide(order, unknown)).toMatchObject({ error: { name: "bad-argument" } });
    expect(instance(false).decide(order)).toMatchObject({ error: { name: "no-model" } });
  });

  it("refuse models that are damaged or none", () => {
    const flipped = Uint8Array.from(model);
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 4;
    for (const bytes of [flipped, model.subarray(0, 99), new Uint8Array()]) {
      const loaded = instance(false).loadModel(bytes);
      expect(loaded.ok ? "loaded" : loaded.error.name).toMatch(/^(bad-model|model-)/);
    }
  });

  it("work on after the memory has grown", () => {
    const afterglow = instance();
    const before = afterglow.decide(order, context);
    const large = "x".repeat(30_000_000);
    expect(afterglow.readOrder(large).ok).toBe(false);
    expect(afterglow.decide(order, context)).toEqual(before);
  });

  it("meet the memory ceiling with an error value, and work on", () => {
    const afterglow = instance();
    const huge = afterglow.readOrder(new Uint8Array(400_000_000));
    expect(huge).toMatchObject({ ok: false, error: { name: "limit" } });
    expect(afterglow.decide(order, context).ok).toBe(true);
  });

  it("on a closed instance are error values", () => {
    const afterglow = instance();
    afterglow.close();
    afterglow.close();
    expect(afterglow.usable).toBe(false);
    expect(afterglow.decide(order)).toMatchObject({ error: { name: "closed" } });
  });

  it("give the memory back: a thousand decisions and pages do not grow it", () => {
    const afterglow = instance();
    const bytes = new TextEncoder().encode(orderThenSlot);
    const run = () => {
      afterglow.decide(order, context);
      const page = started(afterglow);
      page.write(bytes);
      page.end();
      page.close();
    };
    for (let i = 0; i < 50; i++) run();
    const settled = afterglow.memory;
    for (let i = 0; i < 1_000; i++) run();
    expect(afterglow.memory).toBe(settled);
  });
});

describe("a page session", () => {
  const bytes = new TextEncoder().encode(orderThenSlot);

  /** The page as it comes out when it goes in as these chunks. */
  function through(page: PageSession, chunks: Uint8Array[]): string {
    const parts: Uint8Array[] = [];
    let at = 0;
    let done = false;
    const take = (step: ReturnType<PageSession["write"]>) => {
      if (!step.ok) throw new Error(step.error.message);
      const { release, splice } = step.value;
      done = step.value.done;
      if (splice) {
        parts.push(bytes.subarray(at, splice.at), splice.bytes);
        at = splice.end;
      }
      parts.push(bytes.subarray(at, release));
      at = release;
    };
    for (const chunk of chunks) if (!done) take(page.write(chunk));
    if (!done) take(page.end());
    page.close();
    parts.push(bytes.subarray(at));
    return Buffer.concat(parts).toString();
  }

  it("splices at the same place wherever the page is cut in two", () => {
    const afterglow = instance();
    const whole = through(started(afterglow), [bytes]);
    expect(whole.length).toBeGreaterThan(orderThenSlot.length);
    for (let at = 0; at <= bytes.length; at++) {
      const halves = [bytes.subarray(0, at), bytes.subarray(at)];
      expect(through(started(afterglow), halves)).toBe(whole);
    }
  });

  it("splices whatever stands further behind, in the same chunk too", () => {
    const unreadable = new TextEncoder().encode(`${" ".repeat(4096)}<\0`);
    const step = started(instance()).write(Uint8Array.from([...bytes, ...unreadable]));
    expect(step).toMatchObject({
      value: { done: true, release: bytes.length + unreadable.length, splice: {} },
    });
  });

  it("reports what it found", () => {
    const page = started(instance());
    page.write(bytes);
    page.end();
    const report = page.report();
    if (!report.ok) throw new Error(report.error.message);
    expect(report.value.outcome).toBe("spliced");
    expect(report.value.payloads?.[0]?.order?.order_id).toBe("1001");
    expect(report.value.slots?.some(({ used }) => used)).toBe(true);
    page.close();
    expect(page.report()).toMatchObject({ error: { name: "closed" } });
  });

  it("refuses a selector that cannot be read, and says which", () => {
    const page = instance().page({ slots: [{ selector: "a >> b", position: "append" }] });
    expect(page.ok ? "" : page.error.message).toContain("a >> b");
  });

  it("refuses a broken order given before the page", () => {
    expect(started(instance()).order("{}")).toMatchObject({ error: { name: "bad-order" } });
  });
});

describe("a trap", () => {
  it("poisons its instance, is an error value, and leaves other instances alone", async () => {
    const made = await Afterglow.instantiate(Uint8Array.from(await trappingModule(modulePath)));
    if (!made.ok) throw new Error(made.error.message);
    made.value.loadModel(model);
    const [trapping, bystander] = [started(made.value), started(made.value)];
    expect(bystander.write(new Uint8Array(10)).ok).toBe(true);
    expect(trapping.write(new Uint8Array(trapSize))).toMatchObject({ error: { name: "trap" } });
    expect(made.value.usable).toBe(false);
    expect(bystander.write(new Uint8Array(10))).toMatchObject({ error: { name: "trap" } });
    expect(made.value.decide(order)).toMatchObject({ error: { name: "trap" } });
    bystander.close();
    made.value.close();
    expect(instance().decide(order, context).ok).toBe(true);
  });
});
