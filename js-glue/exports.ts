import type { Failure, Result } from "./errors.ts";
import { failure } from "./errors.ts";

/** Addresses and sizes in the module's memory. */
export type Pointer = number;
type Size = number;
/** An ErrorCode, 0 for success. */
type Code = number;

/** The functions of wasm/abi/scorer_abi.h, as WebAssembly exports them. */
export interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  ag_abi_version(): number;
  ag_alloc(size: Size): Pointer;
  ag_release(bytes: Pointer): void;
  ag_engine_new(): Pointer;
  ag_engine_free(engine: Pointer): void;
  ag_load_model(engine: Pointer, bytes: Pointer, size: Size): Code;
  ag_attach_shard(engine: Pointer, bytes: Pointer, size: Size): Code;
  ag_load_overlay(engine: Pointer, bytes: Pointer, size: Size): Code;
  ag_describe(engine: Pointer, sku: Pointer, size: Size): Code;
  ag_read_order(engine: Pointer, order: Pointer, size: Size): Code;
  ag_recommend(engine: Pointer, order: Pointer, size: Size, most: number, repeats: number): Code;
  ag_decide(engine: Pointer, order: Pointer, size: Size, context: Pointer, contextSize: Size): Code;
  ag_render(engine: Pointer, order: Pointer, size: Size, context: Pointer, contextSize: Size): Code;
  ag_page_new(engine: Pointer, context: Pointer, size: Size): Pointer;
  ag_page_free(page: Pointer): void;
  ag_page_order(page: Pointer, order: Pointer, size: Size): Code;
  ag_page_write(page: Pointer, chunk: Pointer, size: Size): Code;
  ag_page_end(page: Pointer): Code;
  ag_page_report(page: Pointer): Code;
  ag_engine_response(engine: Pointer): Pointer;
  ag_page_response(page: Pointer): Pointer;
}

/** The version of scorer_abi.h that this glue was written for. */
export const abiVersion = 1;

/**
 * What a module can be made from: its bytes, a compiled module (the only form Cloudflare Workers
 * allow), or a response being fetched (compiled while it arrives).
 */
export type ModuleSource =
  | BufferSource
  | WebAssembly.Module
  | Response
  | PromiseLike<Response | BufferSource | WebAssembly.Module>;

/** By its tag, not by instanceof: an edge platform may hand over a module of another realm. */
function isModule(source: unknown): boolean {
  return Object.prototype.toString.call(source) === "[object WebAssembly.Module]";
}

async function compile(source: Awaited<ModuleSource>): Promise<WebAssembly.Module> {
  if (isModule(source)) return source as WebAssembly.Module;
  if (!(source instanceof Response)) return WebAssembly.compile(source as BufferSource);
  if (!source.ok) throw new Error(`${source.url} answered with status ${source.status}`);
  // Streaming compilation is refused for any content type but this one.
  const streams = source.headers.get("content-type")?.startsWith("application/wasm");
  if (streams && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(source);
  return WebAssembly.compile(await source.arrayBuffer());
}

export async function compileModule(source: ModuleSource): Promise<Result<WebAssembly.Module>> {
  try {
    return { ok: true, value: await compile(await source) };
  } catch (cause) {
    return badModule(cause);
  }
}

/** A fresh instance with its own memory. The module imports nothing, so it is given nothing. */
export function instantiate(module: WebAssembly.Module): Result<Exports> {
  try {
    const exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    exports._initialize?.();
    const version = exports.ag_abi_version();
    if (version !== abiVersion) {
      return failure(
        100,
        `the module speaks ABI version ${version}, this glue ${abiVersion}: deploy both from one build`,
      );
    }
    return { ok: true, value: exports };
  } catch (cause) {
    return badModule(cause);
  }
}

function badModule(cause: unknown): Failure {
  return failure(100, `the WebAssembly module cannot be used: ${reasonOf(cause)}`);
}

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
