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
 * synchronous, never throw for bad input, and answer with a Result. Where pages pass through
 * (edges, `page`) or models are described, the module is afterglow-edge.wasm.
 */
import { Engine, type OrderInput, payloadOf, start } from "./engine.ts";
import { allErrorNames } from "./error-names.ts";
import type { Failure, JsonResult, Result } from "./errors.ts";
import { errorNames, failure } from "./errors.ts";
import {
  compileModule,
  type EdgeExports,
  type Exports,
  type Module,
  type ModuleSource,
} from "./exports.ts";
import { outOfMemory } from "./heap.ts";
import { PageSession } from "./page-session.ts";
import type { Context, Decision, PageContext, Recommendation } from "./types.ts";

export type { OrderInput } from "./engine.ts";
export * from "./errors.ts";
export type { JavaScriptModule, Module, ModuleSource } from "./exports.ts";
export { canRunWasm, compileModule, reasonOf } from "./exports.ts";
export type { Payload } from "./heap.ts";
export type { PageSession, PageStep, Splice } from "./page-session.ts";
export { checkSignature, readPublicKeys, splitSignature } from "./signature.ts";
export * from "./types.ts";

function edgeExports(exports: Exports): EdgeExports | undefined {
  return exports.ag_page_new ? (exports as Exports & EdgeExports) : undefined;
}

function needsEdge(call: string): Failure {
  return failure(100, `this module has no ${call}: expected afterglow-edge.wasm`);
}

Object.assign(errorNames, allErrorNames);

export class Afterglow extends Engine {
  /** Compiles and instantiates. Fails with "bad-module". */
  static async instantiate(source: ModuleSource): Promise<Result<Afterglow>> {
    const module = await compileModule(source);
    return module.ok ? start(Afterglow, module.value) : module;
  }

  /** A further instance of a module compiled before. */
  static fromModule(module: Module): Result<Afterglow> {
    return start(Afterglow, module);
  }

  /** Relevance alone: products by score, without offers, reserve, exploration or holdout. */
  recommend(
    order: OrderInput,
    { most = 10, repeats = false }: { most?: number; repeats?: boolean } = {},
  ): JsonResult<Recommendation> {
    return this.json([payloadOf(order)], (exports, payload) =>
      exports.ag_recommend(this.handle, ...payload, most, repeats ? 1 : 0),
    );
  }

  decide(order: OrderInput, context: Context = {}): JsonResult<Decision> {
    return this.json([payloadOf(order), JSON.stringify(context)], (exports, payload, told) =>
      exports.ag_decide(this.handle, ...payload, ...told),
    );
  }

  /**
   * Starts a page; `context` also says where the slot is. Fails for a selector it cannot read. Only
   * afterglow-edge.wasm handles pages.
   */
  page(context: PageContext = {}): Result<PageSession> {
    return this.call(() => {
      const edge = edgeExports(this.heap.exports);
      if (!edge) return needsEdge("page");
      const placed = this.heap.pass(JSON.stringify(context))?.[0];
      if (!placed) return outOfMemory("the context");
      const handle = edge.ag_page_new(this.handle, ...placed);
      if (handle === 0) return outOfMemory("a page");
      const response = edge.ag_page_response(handle);
      const status = this.heap.statusAt(response);
      if (status === 0) return { ok: true, value: new PageSession(this.heap, edge, handle) };
      const failed = this.heap.errorAt(response, status);
      edge.ag_page_free(handle);
      return failed;
    });
  }

  /**
   * What `afterglow inspect` prints: the whole model, or one SKU's neighbours and card. Only
   * afterglow-edge.wasm tells it.
   */
  describe(sku = ""): JsonResult<unknown> {
    const edge = edgeExports(this.heap.exports);
    if (!edge) return needsEdge("describe");
    return this.json([sku], (_, name) => edge.ag_describe(this.handle, ...name));
  }

  /** Bytes of the instance's memory: it grows up to its ceiling and never shrinks. */
  get memory(): number {
    return this.heap.exports.memory.buffer.byteLength;
  }

  /** Frees the model; open page sessions must be closed before. */
  close(): void {
    const { handle } = this;
    this.handle = 0;
    if (handle === 0) return;
    this.heap.guard(() => ({ ok: true, value: this.heap.exports.ag_engine_free(handle) }));
  }
}
