/** What a new worker does before its first page. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, it, vi } from "vitest";
import { ModelKeeper } from "../../edge/model-keeper.ts";
import { bundledModel } from "../../edge/model-source.ts";
import { warmUp } from "../../edge/warm-up.ts";
import { Afterglow, type PageStep } from "../../js-glue/afterglow.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { order, orderThenSlot } from "./pages.ts";

let model: Uint8Array;
let module: WebAssembly.Module;
beforeAll(() => {
  buildModel();
  model = readFileSync(modelPath);
  module = new WebAssembly.Module(readFileSync("dist/afterglow-edge.wasm"));
});

function made(): Afterglow {
  const instance = Afterglow.fromModule(module);
  if (!instance.ok) throw new Error(instance.error.message);
  const loaded = instance.value.loadModel(model);
  if (!loaded.ok) throw new Error(loaded.error.message);
  return instance.value;
}

it("goes the whole way of a page, up to the splice", () => {
  const afterglow = made();
  const open = afterglow.page.bind(afterglow);
  const steps: PageStep[] = [];
  vi.spyOn(afterglow, "page").mockImplementation((context) => {
    const page = open(context);
    if (!page.ok) return page;
    const write = page.value.write.bind(page.value);
    vi.spyOn(page.value, "write").mockImplementation((chunk) => {
      const step = write(chunk);
      if (step.ok) steps.push(step.value);
      return step;
    });
    return page;
  });
  warmUp(afterglow);
  expect(steps.map(({ splice }) => (splice?.bytes.length ?? 0) > 1000)).toEqual([true]);
});

it("leaves an instance that answers as one that was never warmed up", () => {
  const [warm, cold] = [made(), made()];
  warmUp(warm);
  expect(warm.usable).toBe(true);
  const context = { now: 1_790_000_000, seed: "7" };
  expect(warm.render(order, context)).toEqual(cold.render(order, context));
  const [first, second] = [warm, cold].map((afterglow) => {
    const page = afterglow.page({
      ...context,
      slots: [{ selector: "#afterglow", position: "append" }],
    });
    if (!page.ok) throw new Error(page.error.message);
    return page.value.write(new TextEncoder().encode(orderThenSlot));
  });
  expect(first).toEqual(second);
  expect(first).toMatchObject({ ok: true, value: { done: true } });
});

it("takes the model up only when the request to the origin can be on its way", async () => {
  const keeper = new ModelKeeper({ module, model: bundledModel(model) });
  const taken = keeper.take(() => {});
  for (let turn = 0; turn < 1000; turn++) await undefined;
  expect(keeper.status().model).toBe("missing");
  expect((await taken).ok).toBe(true);
  expect(keeper.status().model).toBe("loaded");
});
