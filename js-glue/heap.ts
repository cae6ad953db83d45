import type { AfterglowError, ErrorCode, Result } from "./errors.ts";
import { errorNames, failure } from "./errors.ts";
import { type Exports, type Pointer, reasonOf } from "./exports.ts";

/** Text or UTF-8 bytes. */
export type Payload = string | Uint8Array;

/**
 * The memory of one instance, and the calls into it.
 *
 * A trap leaves the C++ side half way through something, so the first one poisons the heap: every
 * later call fails with "trap" and a new instance is needed.
 */
export class Heap {
  // Not at the top of the file: where a page has broken them, the loader must not throw.
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #poison: string | undefined;
  #scratch: Pointer = 0;
  #scratchSize = 0;

  constructor(readonly exports: Exports) {}

  /** Why the instance is unusable, if it is. */
  get poison(): string | undefined {
    return this.#poison;
  }

  /** Runs `work` on a healthy instance; a trap in it becomes an error value. */
  guard<T>(work: () => Result<T>): Result<T> {
    if (this.#poison !== undefined) return failure(101, this.#poison);
    try {
      return work();
    } catch (cause) {
      this.#poison = `the module trapped (${reasonOf(cause)}) and needs a new instance`;
      return failure(101, this.#poison);
    }
  }

  /**
   * Puts payloads beside each other into memory that is used again by the next call, and returns
   * [address, size] of each; null when the module's memory ceiling is reached.
   */
  pass(...payloads: Payload[]): [Pointer, number][] | null {
    const parts = payloads.map((part) =>
      typeof part === "string" ? this.#encoder.encode(part) : part,
    );
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    if (total > this.#scratchSize || this.#scratch === 0) {
      if (this.#scratch !== 0) this.exports.ag_release(this.#scratch);
      const size = Math.max(total, 1024);
      this.#scratch = this.exports.ag_alloc(size);
      this.#scratchSize = this.#scratch === 0 ? 0 : size;
      if (this.#scratch === 0) return null;
    }
    // Made after the allocation: growing the memory detaches every view made before.
    const memory = new Uint8Array(this.exports.memory.buffer);
    let at = this.#scratch;
    return parts.map((part) => {
      memory.set(part, at);
      const placed: [Pointer, number] = [at, part.length];
      at += part.length;
      return placed;
    });
  }

  /** A copy of the bytes in memory that the callee keeps; 0 when the ceiling is reached. */
  give(bytes: Uint8Array): Pointer {
    const at = this.exports.ag_alloc(Math.max(bytes.length, 1));
    if (at !== 0) new Uint8Array(this.exports.memory.buffer).set(bytes, at);
    return at;
  }

  /** The ErrorCode in an AgResponse. */
  statusAt(at: Pointer): number {
    return new DataView(this.exports.memory.buffer).getUint32(at, true);
  }

  /** The bytes of an AgResponse {status, size, data}: a view, good until the next call. */
  response(at: Pointer): Uint8Array {
    const memory = this.exports.memory.buffer;
    const fields = new DataView(memory, at, 12);
    return new Uint8Array(memory, fields.getUint32(8, true), fields.getUint32(4, true));
  }

  text(bytes: Uint8Array): string {
    return this.#decoder.decode(bytes);
  }

  /** An AgResponse as text of its own. */
  responseText(at: Pointer): string {
    return this.text(this.response(at));
  }

  /** The error that a failed call left in its handle's response. */
  errorAt(at: Pointer, status: number): { ok: false; error: AfterglowError } {
    const known = status in errorNames ? (status as ErrorCode) : 103;
    try {
      const told = JSON.parse(this.responseText(at)) as Partial<AfterglowError>;
      return failure(known, String(told.message), Number(told.offset) || 0);
    } catch {
      return failure(known, `the module failed with code ${status} and gave no reason`);
    }
  }
}

export const outOfMemory = (what: string) =>
  failure(4, `${what} does not fit under the module's memory ceiling`);
