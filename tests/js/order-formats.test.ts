/** The recorded payloads of tests/spec/orders through the wasm module: the same orders as native C++. */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { Afterglow } from "../../js-glue/afterglow.ts";

interface RecordedOrder {
  name: string;
  payload: unknown;
  expect?: unknown;
  error?: { code: number; message: string; offset: number };
}

const folder = "tests/spec/orders";
const recorded = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as RecordedOrder,
);

let afterglow: Afterglow;
beforeAll(async () => {
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow-edge.wasm"));
  if (!made.ok) throw new Error(made.error.message);
  afterglow = made.value;
});

describe("a recorded payload is read in wasm as it is natively", () => {
  it.each(recorded.map((spec) => [spec.name, spec] as const))("%s", (_name, spec) => {
    const text = typeof spec.payload === "string" ? spec.payload : JSON.stringify(spec.payload);
    const order = afterglow.readOrder(text);
    if (spec.expect) {
      expect(order).toMatchObject({ ok: true });
      expect(order.ok && JSON.parse(order.text)).toEqual(spec.expect);
    } else {
      expect(order).toMatchObject({ ok: false, error: spec.error });
    }
  });
});
