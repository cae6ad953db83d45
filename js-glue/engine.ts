import type { JsonResult, Result } from "./errors.ts";
import { answer, failure } from "./errors.ts";
import type { Exports, Module, Pointer } from "./exports.ts";
import { instantiate } from "./exports.ts";
import type { Payload } from "./heap.ts";
import { Heap, outOfMemory } from "./heap.ts";
import type { Decision, Order, ReadOrder, RenderContext, Rendered } from "./types.ts";

/** An order in any known format: JSON as text or UTF-8 bytes, or a canonical order. */
export type OrderInput = Payload | Order;
type Place = [Pointer, number];

export function payloadOf(order: OrderInput): Payload {
  return typeof order === "string" || order instanceof Uint8Array ? order : JSON.stringify(order);
}

/** What the browser loader needs of Afterglow, and no more: every byte of it is sent to buyers. */
export class Engine {
  protected readonly heap: Heap;
  protected handle: Pointer;

  constructor(exports: Exports) {
    this.heap = new Heap(exports);
    this.handle = exports.ag_engine_new();
  }

  /** False once the instance trapped or was closed: then it only answers with errors. */
  get usable(): boolean {
    return this.handle !== 0 && this.heap.poison === undefined;
  }

  /** Copies and verifies a model file. Fails with "bad-model", "model-version", "model-checksum". */
  loadModel(bytes: Uint8Array): Result<void> {
    return this.hand("ag_load_model", bytes);
  }

  /** Adds a shard to the core that loadModel was given: the rows of the SKUs that hash to it. */
  attachShard(bytes: Uint8Array): Result<void> {
    return this.hand("ag_attach_shard", bytes);
  }

  /**
   * Uses a file of `afterglow overlay` for all decisions from now on; an empty one ends that. A file
   * that is refused changes nothing. Fails with "bad-overlay".
   */
  loadOverlay(bytes: Uint8Array): Result<void> {
    return this.hand("ag_load_overlay", bytes);
  }

  /** Any known payload to the canonical order. Needs no model. */
  readOrder(order: OrderInput): JsonResult<ReadOrder> {
    return this.json([payloadOf(order)], (exports, payload) =>
      exports.ag_read_order(this.handle, ...payload),
    );
  }

  /** Decides, and renders for the context's touchpoint. */
  render(order: OrderInput, context: RenderContext = {}): Result<Rendered> {
    return this.call(() => {
      const placed = this.heap.pass(payloadOf(order), JSON.stringify(context));
      if (!placed) return outOfMemory("the order");
      const [payload, told] = placed as [Place, Place];
      const status = this.heap.exports.ag_render(this.handle, ...payload, ...told);
      return this.check(status, (at) => readRendered(this.heap, at));
    });
  }

  /** Gives a copy of a file to the module for good. */
  protected hand(
    call: "ag_load_model" | "ag_attach_shard" | "ag_load_overlay",
    bytes: Uint8Array,
  ): Result<void> {
    return this.call(() => {
      const at = this.heap.give(bytes);
      if (at === 0) return outOfMemory(`a file of ${bytes.length} bytes`);
      const status = this.heap.exports[call](this.handle, at, bytes.length);
      return this.check(status, () => undefined);
    });
  }

  protected json<T>(
    payloads: [Payload, Payload?],
    call: (exports: Exports, first: Place, second: Place) => number,
  ): JsonResult<T> {
    const told = this.call(() => {
      const placed = this.heap.pass(payloads[0], payloads[1] ?? "");
      if (!placed) return outOfMemory("the order");
      const [first, second] = placed as [Place, Place];
      const status = call(this.heap.exports, first, second);
      return this.check(status, (at) => this.heap.responseText(at));
    });
    return told.ok ? answer<T>(told.value) : told;
  }

  protected call<T>(work: () => Result<T>): Result<T> {
    if (this.handle === 0) return failure(102, "the instance is closed");
    return this.heap.guard(work);
  }

  protected check<T>(status: number, read: (at: Pointer) => T): Result<T> {
    const at = this.heap.exports.ag_engine_response(this.handle);
    if (status !== 0) return this.heap.errorAt(at, status);
    return { ok: true, value: read(at) };
  }
}

/** An instance of a compiled module; `kind` is Engine or a class made of it. */
export function start<T extends Engine>(
  kind: new (exports: Exports) => T,
  module: Module,
): Result<T> {
  const exports = instantiate(module);
  if (!exports.ok) return exports;
  try {
    const made = new kind(exports.value);
    return made.usable ? { ok: true, value: made } : outOfMemory("an engine");
  } catch {
    return failure(101, "the module trapped while it started");
  }
}

/** u32 size of the decision, u32 size of the content, decision JSON, content. */
function readRendered(heap: Heap, at: Pointer): Rendered {
  const bytes = heap.response(at);
  const sizes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decisionEnd = 8 + sizes.getUint32(0, true);
  const contentEnd = decisionEnd + sizes.getUint32(4, true);
  const decisionText = heap.text(bytes.subarray(8, decisionEnd));
  const content = heap.text(bytes.subarray(decisionEnd, contentEnd));
  return { decisionText, content, decision: JSON.parse(decisionText) as Decision };
}
