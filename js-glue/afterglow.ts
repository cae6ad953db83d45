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
import { Engine, type OrderInput, payloadOf, start } from "./engine.ts";
import type { JsonResult, Result } from "./errors.ts";
import { compileModule, type Module, type ModuleSource } from "./exports.ts";
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

  /**
   * Uses a file of `afterglow overlay` for all decisions from now on; an empty one ends that. A file
   * that is refused changes nothing. Fails with "bad-overlay".
   */
  loadOverlay(bytes: Uint8Array): Result<void> {
    return this.hand("ag_load_overlay", bytes);
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

  /** Starts a page; `context` also says where the slot is. Fails for a selector it cannot read. */
  page(context: PageContext = {}): Result<PageSession> {
    return this.call(() => {
      const placed = this.heap.pass(JSON.stringify(context))?.[0];
      if (!placed) return outOfMemory("the context");
      const { exports } = this.heap;
      const handle = exports.ag_page_new(this.handle, ...placed);
      if (handle === 0) return outOfMemory("a page");
      const response = exports.ag_page_response(handle);
      const status = this.heap.statusAt(response);
      if (status === 0) return { ok: true, value: new PageSession(this.heap, handle) };
      const failed = this.heap.errorAt(response, status);
      exports.ag_page_free(handle);
      return failed;
    });
  }

  /** What `afterglow inspect` prints: the whole model, or one SKU's neighbours and card. */
  describe(sku = ""): JsonResult<unknown> {
    return this.json([sku], (exports, name) => exports.ag_describe(this.handle, ...name));
  }

  /** Frees the model; open page sessions must be closed before. */
  close(): void {
    const { handle } = this;
    this.handle = 0;
    if (handle === 0) return;
    this.heap.guard(() => ({ ok: true, value: this.heap.exports.ag_engine_free(handle) }));
  }
}
