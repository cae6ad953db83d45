import type { Failure, Result } from "./errors.ts";
import { failure } from "./errors.ts";

/** Addresses and sizes in the module's memory. */
export type Pointer = number;
type Size = number;
/** An ErrorCode, 0 for success. */
type Code = number;

/** The functions of wasm/abi/scorer_abi.h, as WebAssembly exports them. */
export interface Exports extends Partial<EdgeExports> {
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
  ag_read_order(engine: Pointer, order: Pointer, size: Size): Code;
  ag_recommend(engine: Pointer, order: Pointer, size: Size, most: number, repeats: number): Code;
  ag_decide(engine: Pointer, order: Pointer, size: Size, context: Pointer, contextSize: Size): Code;
  ag_render(engine: Pointer, order: Pointer, size: Size, context: Pointer, contextSize: Size): Code;
  ag_engine_response(engine: Pointer): Pointer;
}

/** The functions of wasm/abi/edge_abi.h, which afterglow-edge.wasm has besides. */
export interface EdgeExports {
  ag_describe(engine: Pointer, sku: Pointer, size: Size): Code;
  ag_page_new(engine: Pointer, context: Pointer, size: Size): Pointer;
  ag_page_free(page: Pointer): void;
  ag_page_order(page: Pointer, order: Pointer, size: Size): Code;
  ag_page_write(page: Pointer, chunk: Pointer, size: Size): Code;
  ag_page_end(page: Pointer): Code;
  ag_page_report(page: Pointer): Code;
  ag_page_response(page: Pointer): Pointer;
}

/** The version of scorer_abi.h that this glue was written for. */
export const abiVersion = 1;

/**
 * The module as JavaScript (dist/afterglow.wasm.js, made by wasm2js): the same answers, slower, for
 * pages whose policy forbids WebAssembly and browsers without it.
 */
export interface JavaScriptModule {
  /** A fresh instance with its own memory. */
  instantiate(): unknown;
}

export type Module = WebAssembly.Module | JavaScriptModule;

/**
 * What a module can be made from: its bytes, a compiled module (the only form Cloudflare Workers
 * allow), a response being fetched (compiled while it arrives), or the module as JavaScript:
 * `canRunWasm() ? fetch("/afterglow.wasm") : import("/afterglow.wasm.js")`.
 */
export type ModuleSource =
  | BufferSource
  | Module
  | Response
  | PromiseLike<Response | BufferSource | Module>;

/** The smallest module with a vector in it: () -> v128. */
const probe = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
];

/** False without WebAssembly or its SIMD, and under a policy without 'wasm-unsafe-eval'. */
export function canRunWasm(): boolean {
  try {
    return !!new WebAssembly.Module(Uint8Array.from(probe));
  } catch {
    return false;
  }
}

/** By its tag, not by instanceof: an edge platform may hand over a module of another realm. */
function isModule(source: object): boolean {
  const tag = Object.prototype.toString.call(source);
  return tag === "[object WebAssembly.Module]" || "instantiate" in source;
}

async function compile(source: Awaited<ModuleSource>): Promise<Module> {
  if (isModule(source)) return source as Module;
  if (!(source instanceof Response)) return WebAssembly.compile(source as BufferSource);
  if (!source.ok) throw new Error(`${source.url} answered with status ${source.status}`);
  // Streaming compilation is refused for any content type but this one.
  const streams = source.headers.get("content-type")?.startsWith("application/wasm");
  if (streams && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(source);
  return WebAssembly.compile(await source.arrayBuffer());
}

export async function compileModule(source: ModuleSource): Promise<Result<Module>> {
  try {
    return { ok: true, value: await compile(await source) };
  } catch (cause) {
    return badModule(cause);
  }
}

/** A fresh instance with its own memory. The module imports nothing, so it is given nothing. */
export function instantiate(module: Module): Result<Exports> {
  try {
    const inJavaScript = (module as JavaScriptModule).instantiate;
    const made = inJavaScript?.() ?? new WebAssembly.Instance(module as WebAssembly.Module).exports;
    const exports = made as Exports;
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
  return failure(100, `the module cannot be used: ${reasonOf(cause)}`);
}

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
