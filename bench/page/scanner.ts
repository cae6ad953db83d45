import { readFileSync } from "node:fs";

interface ScanExports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  bytes_new(size: number): number;
  scan_new(selector: number, size: number): number;
  scan_write(scanner: number, chunk: number, size: number): number;
  scan_slot(scanner: number): number;
  scan_free(scanner: number): void;
}

/** The page scanner alone, called the way the edge calls the whole module: chunk by chunk. */
export class Scanner {
  readonly #exports: ScanExports;
  readonly #selector: number;
  readonly #selectorSize: number;
  readonly #chunk: number;
  #memory = new Uint8Array();

  constructor(file: string, selector: string, largestChunk: number) {
    const module = new WebAssembly.Module(readFileSync(file));
    const imports: Record<string, Record<string, () => never>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      imports[from] ??= {};
      imports[from][name] = () => {
        throw new Error(`the scanner called ${name}`);
      };
    }
    this.#exports = new WebAssembly.Instance(module, imports).exports as unknown as ScanExports;
    this.#exports._initialize?.();
    const bytes = new TextEncoder().encode(selector);
    this.#selectorSize = bytes.length;
    this.#selector = this.#exports.bytes_new(bytes.length);
    this.#chunk = this.#exports.bytes_new(largestChunk);
    this.#copy(bytes, this.#selector);
  }

  #copy(bytes: Uint8Array, to: number): void {
    if (this.#memory.byteLength === 0) this.#memory = new Uint8Array(this.#exports.memory.buffer);
    this.#memory.set(bytes, to);
  }

  /** Passes the chunks through to `out`, with `widget` put in at the slot's end. */
  splice(
    chunks: readonly Uint8Array[],
    widget: Uint8Array,
    out: (bytes: Uint8Array) => void,
  ): void {
    const scanner = this.#exports.scan_new(this.#selector, this.#selectorSize);
    let written = 0;
    let spliced = false;
    for (const chunk of chunks) {
      this.#copy(chunk, this.#chunk);
      if (this.#exports.scan_write(scanner, this.#chunk, chunk.length) === 0) {
        throw new Error("the scanner refused the page");
      }
      const slot = spliced ? -1 : this.#exports.scan_slot(scanner);
      if (slot < 0) {
        out(chunk);
      } else {
        out(chunk.subarray(0, slot - written));
        out(widget);
        out(chunk.subarray(slot - written));
        spliced = true;
      }
      written += chunk.length;
    }
    this.#exports.scan_free(scanner);
  }
}
