/** A module that breaks the contract of scorer_abi.h must not be able to damage a page. */
import { describe, expect, it } from "vitest";
import type { EdgeExports, Exports } from "../../js-glue/exports.ts";
// Brings the names of errors.
import "../../js-glue/afterglow.ts";
import { Heap } from "../../js-glue/heap.ts";
import { PageSession } from "../../js-glue/page-session.ts";

interface Step {
  release: number;
  at?: number;
  end?: number;
  splice?: string;
  done?: boolean;
}

const response = 16;
const stepAt = 64;

/** The exports that a page session calls, answering every write with this step. */
function answering(step: Step): PageSession {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const view = new DataView(memory.buffer);
  const splice = new TextEncoder().encode(step.splice ?? "");
  view.setUint32(response + 4, 32 + splice.length, true);
  view.setUint32(response + 8, stepAt, true);
  view.setBigUint64(stepAt, BigInt(step.release), true);
  view.setBigUint64(stepAt + 8, BigInt(step.at ?? 0), true);
  view.setBigUint64(stepAt + 16, BigInt(step.end ?? 0), true);
  view.setUint32(stepAt + 24, splice.length, true);
  view.setUint32(stepAt + 28, step.done ? 1 : 0, true);
  new Uint8Array(memory.buffer).set(splice, stepAt + 32);
  const exports = {
    memory,
    ag_alloc: () => 100_000,
    ag_release() {},
    ag_page_write: () => 0,
    ag_page_response: () => response,
  };
  return new PageSession(
    new Heap(exports as unknown as Exports),
    exports as unknown as EdgeExports,
    1,
  );
}

const ten = new Uint8Array(10);

describe("a page session refuses", () => {
  const refused = (step: Step) =>
    expect(answering(step).write(ten)).toMatchObject({ ok: false, error: { name: "bad-answer" } });

  it("to release bytes that were not written", () => refused({ release: 11 }));
  it("to splice behind what is released", () =>
    refused({ release: 5, at: 6, end: 6, splice: "<p>" }));
  it("to leave out bytes behind what is released", () =>
    refused({ release: 5, at: 4, end: 6, splice: "<p>" }));
  it("to splice backwards", () => refused({ release: 10, at: 6, end: 4, splice: "<p>" }));
  it("an answer that lies outside the memory", () =>
    expect(answering({ release: 2 ** 52 }).write(ten).ok).toBe(false));
  it("a second splice", () => {
    const page = answering({ release: 10, at: 10, end: 10, splice: "<p>" });
    expect(page.write(ten).ok).toBe(true);
    expect(page.write(ten)).toMatchObject({ error: { name: "bad-answer" } });
  });
});

it("a step that keeps to the contract is handed on", () => {
  const step = { release: 10, at: 4, end: 6, splice: "<p>", done: true };
  const bytes = new TextEncoder().encode("<p>");
  expect(answering(step).write(ten)).toEqual({
    ok: true,
    value: { release: 10, done: true, splice: { at: 4, end: 6, bytes } },
  });
});
