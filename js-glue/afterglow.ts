/**
 * Afterglow from JavaScript: the same in browsers, Node, workerd, Deno and Bun.
 *
 *     const made = await Afterglow.instantiate(fetch("/afterglow.wasm"));
 *     if (!made.ok) return made.error.message;
 *     const afterglow = made.value;
 *     afterglow.loadModel(modelBytes);
 *     const decision = afterglow.decide(orderJson, { touchpoint: "confirmation" });
 *
 * One instance holds one model for good; for a new model make a new instance. Calls are
 * synchronous, never throw for bad input, and answer with a Result.
 */
import type { JsonResult, Result } from "./errors.ts";
import { answer, failure } from "./errors.ts";
import type { Exports, ModuleSource, Pointer } from "./exports.ts";
import { compileModule, instantiate } from "./exports.ts";
import type { Payload } from "./heap.ts";
import { Heap, outOfMemory } from "./heap.ts";
import { PageSession } from "./page-session.ts";
import type {
  Context,
  Decision,
  Order,
  PageContext,
  ReadOrder,
  Recommendation,
  RenderContext,
  Rendered,
} from "./types.ts";

export * from "./errors.ts";
export type { ModuleSource } from "./exports.ts";
export { compileModule } from "./exports.ts";
export type { Payload } from "./heap.ts";
export type { PageSession, PageStep, Splice } from "./page-session.ts";
export * from "./types.ts";

/** An order in any known format: JSON as text or UTF-8 bytes, or a canonical order. */
export type OrderInput = Payload | Order;

const decoder = new TextDecoder();

function payloadOf(order: OrderInput): Payload {
  return typeof order === "string" || order instanceof Uint8Array ? order : JSON.stringify(order);
}

export class Afterglow {
  readonly #heap: Heap;
  #engine: Pointer;

  private constructor(exports: Exports) {
    this.#heap = new Heap(exports);
    this.#engine = exports.ag_engine_new();
  }

  /** Compiles and instantiates. Fails with "bad-module". */
  static async instantiate(source: ModuleSource): Promise<Result<Afterglow>> {
    const module = await compileModule(source);
    return module.ok ? Afterglow.fromModule(module.value) : module;
  }

  /** A further instance of a module compiled before. */
  static fromModule(module: WebAssembly.Module): Result<Afterglow> {
    const exports = instantiate(module);
    if (!exports.ok) return exports;
    try {
      const made = new Afterglow(exports.value);
      return made.#engine === 0 ? outOfMemory("an engine") : { ok: true, value: made };
    } catch {
      return failure(101, "the module trapped while it started");
    }
  }

  /** Whether the instance trapped or was closed, and can only answer with errors from now on. */
  get usable(): boolean {
    return this.#engine !== 0 && this.#heap.poison === undefined;
  }

  /** Copies and verifies a model file. Fails with "bad-model", "model-version", "model-checksum". */
  loadModel(bytes: Uint8Array): Result<void> {
    return this.#call(() => {
      const at = this.#heap.give(bytes);
      if (at === 0) return outOfMemory(`a model of ${bytes.length} bytes`);
      const { exports } = this.#heap;
      return this.#check(exports.ag_load_model(this.#engine, at, bytes.length), () => undefined);
    });
  }

  /** Any known payload to the canonical order. Needs no model. */
  readOrder(order: OrderInput): JsonResult<ReadOrder> {
    return this.#json([payloadOf(order)], (exports, payload) =>
      exports.ag_read_order(this.#engine, ...payload),
    );
  }

  /** Relevance alone: products by score, without offers, reserve, exploration or holdout. */
  recommend(
    order: OrderInput,
    { most = 10, repeats = false }: { most?: number; repeats?: boolean } = {},
  ): JsonResult<Recommendation> {
    return this.#json([payloadOf(order)], (exports, payload) =>
      exports.ag_recommend(this.#engine, ...payload, most, repeats ? 1 : 0),
    );
  }

  decide(order: OrderInput, context: Context = {}): JsonResult<Decision> {
    return this.#json([payloadOf(order), JSON.stringify(context)], (exports, payload, told) =>
      exports.ag_decide(this.#engine, ...payload, ...told),
    );
  }

  render(order: OrderInput, context: RenderContext = {}): Result<Rendered> {
    return this.#call(() => {
      const placed = this.#heap.pass(payloadOf(order), JSON.stringify(context));
      if (!placed) return outOfMemory("the order");
      const [payload, told] = placed as [Place, Place];
      const status = this.#heap.exports.ag_render(this.#engine, ...payload, ...told);
      return this.#check(status, (at) => readRendered(this.#heap.response(at)));
    });
  }

  /** Starts a page; `context` also says where the slot is. Fails for a selector it cannot read. */
  page(context: PageContext = {}): Result<PageSession> {
    return this.#call(() => {
      const placed = this.#heap.pass(JSON.stringify(context))?.[0];
      if (!placed) return outOfMemory("the context");
      const { exports } = this.#heap;
      const handle = exports.ag_page_new(this.#engine, ...placed);
      if (handle === 0) return outOfMemory("a page");
      const response = exports.ag_page_response(handle);
      const status = new DataView(exports.memory.buffer, response, 4).getUint32(0, true);
      if (status === 0) return { ok: true, value: new PageSession(this.#heap, handle) };
      const failed = this.#heap.errorAt(response, status);
      exports.ag_page_free(handle);
      return failed;
    });
  }

  /** What `afterglow inspect` prints: the whole model, or one SKU's neighbours and card. */
  describe(sku = ""): JsonResult<unknown> {
    return this.#json([sku], (exports, name) => exports.ag_describe(this.#engine, ...name));
  }

  /** Frees the model; open page sessions must be closed before. */
  close(): void {
    const engine = this.#engine;
    this.#engine = 0;
    if (engine === 0) return;
    this.#heap.guard(() => ({ ok: true, value: this.#heap.exports.ag_engine_free(engine) }));
  }

  #json<T>(
    payloads: [Payload, Payload?],
    call: (exports: Exports, first: Place, second: Place) => number,
  ): JsonResult<T> {
    const told = this.#call(() => {
      const placed = this.#heap.pass(payloads[0], payloads[1] ?? "");
      if (!placed) return outOfMemory("the order");
      const [first, second] = placed as [Place, Place];
      const status = call(this.#heap.exports, first, second);
      return this.#check(status, (at) => this.#heap.responseText(at));
    });
    return told.ok ? answer<T>(told.value) : told;
  }

  #call<T>(work: () => Result<T>): Result<T> {
    if (this.#engine === 0) return failure(102, "the instance is closed");
    return this.#heap.guard(work);
  }

  #check<T>(status: number, read: (at: Pointer) => T): Result<T> {
    const at = this.#heap.exports.ag_engine_response(this.#engine);
    if (status !== 0) return this.#heap.errorAt(at, status);
    return { ok: true, value: read(at) };
  }
}

type Place = [Pointer, number];

/** u32 size of the decision, u32 size of the content, decision JSON, content. */
function readRendered(bytes: Uint8Array): Rendered {
  const sizes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decisionEnd = 8 + sizes.getUint32(0, true);
  const decisionText = decoder.decode(bytes.subarray(8, decisionEnd));
  const content = decoder.decode(
    bytes.subarray(decisionEnd, decisionEnd + sizes.getUint32(4, true)),
  );
  return { decisionText, content, decision: JSON.parse(decisionText) as Decision };
}
