import type { JsonResult, Result } from "./errors.ts";
import { answer, failure } from "./errors.ts";
import type { EdgeExports, Pointer } from "./exports.ts";
import type { Heap, Payload } from "./heap.ts";
import { outOfMemory } from "./heap.ts";
import type { PageReport } from "./types.ts";

/**
 * Larger chunks are handed over in pieces: the module's memory stays small, and what comes behind a
 * splice that needs nothing more is not scanned.
 */
const largestPiece = 8 * 1024;

export interface Splice {
  /** Offset in the page, counted from its first byte, where `bytes` go in. */
  at: number;
  /** The page's own bytes from `at` to here are left out; equal to `at` when none are. */
  end: number;
  bytes: Uint8Array;
}

export interface PageStep {
  /** Bytes of the page, counted from its start, that may go out now. */
  release: number;
  splice?: Splice;
  /** Nothing more will change: the rest of the page can be piped natively. */
  done: boolean;
}

/**
 * Frees pages whose session nobody holds any more: a platform may drop a request in the middle, when its
 * client has left, and with it whoever would have closed the session.
 */
const dropped =
  typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry<() => void>((free) => free());

/**
 * One confirmation page on its way through.
 *
 *     const page = afterglow.page(context);
 *     for each chunk: page.value.write(chunk) …; page.value.end(); page.value.close();
 *
 * Nothing is written after a step that is done. After a failure the page goes on without us: forward everything, ask for the report, close.
 */
export class PageSession {
  #written = 0;
  #released = 0;
  #spliced = false;

  constructor(
    private readonly heap: Heap,
    private readonly edge: EdgeExports,
    private handle: Pointer,
  ) {
    dropped?.register(this, () => free(heap, edge, handle), this);
  }

  /** An order known before the page, in any known format. */
  order(payload: Payload): Result<void> {
    return this.#call(() => {
      const placed = this.heap.pass(payload)?.[0];
      if (!placed) return outOfMemory("the order");
      return this.#check(this.edge.ag_page_order(this.handle, ...placed));
    });
  }

  write(chunk: Uint8Array): Result<PageStep> {
    return this.#call(() => {
      const step: PageStep = { release: this.#released, done: false };
      for (let at = 0; at < chunk.length && !step.done; at += largestPiece) {
        const piece = chunk.subarray(at, at + largestPiece);
        const placed = this.heap.pass(piece)?.[0];
        if (!placed) return outOfMemory("the page's chunk");
        this.#written += piece.length;
        const status = this.edge.ag_page_write(this.handle, ...placed);
        const told = this.#readStep(status);
        if (!told.ok) return told;
        Object.assign(step, told.value);
      }
      return { ok: true, value: step };
    });
  }

  end(): Result<PageStep> {
    return this.#call(() => this.#readStep(this.edge.ag_page_end(this.handle)));
  }

  report(): JsonResult<PageReport> {
    const told = this.#call(() =>
      this.#check(this.edge.ag_page_report(this.handle), (at) => this.heap.responseText(at)),
    );
    return told.ok ? answer<PageReport>(told.value) : told;
  }

  /** Frees the page; safe to call twice. */
  close(): void {
    const { handle } = this;
    this.handle = 0;
    if (handle === 0) return;
    dropped?.unregister(this);
    free(this.heap, this.edge, handle);
  }

  #call<T>(work: () => Result<T>): Result<T> {
    if (this.handle === 0) return failure(102, "the page session is closed");
    return this.heap.guard(work);
  }

  #check(status: number): Result<void>;
  #check<T>(status: number, read: (at: Pointer) => T): Result<T>;
  #check<T>(status: number, read?: (at: Pointer) => T): Result<T | undefined> {
    const at = this.edge.ag_page_response(this.handle);
    if (status !== 0) return this.heap.errorAt(at, status);
    return { ok: true, value: read?.(at) };
  }

  /** Reads an AgPageStep, and refuses one that would damage the page. */
  #readStep(status: number): Result<PageStep> {
    const told = this.#check(status, (at) => this.heap.response(at));
    if (!told.ok) return told;
    const { value: bytes } = told;
    const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const release = Number(fields.getBigUint64(0, true));
    const size = fields.getUint32(24, true);
    const step: PageStep = { release, done: fields.getUint32(28, true) !== 0 };
    if (release < this.#released || release > this.#written) {
      return failure(103, `the module released byte ${release} of ${this.#written} written`);
    }
    if (size !== 0) {
      const at = Number(fields.getBigUint64(8, true));
      const end = Number(fields.getBigUint64(16, true));
      if (this.#spliced || at < this.#released || at > end || end > release) {
        return failure(103, `the module wants to splice at bytes ${at} to ${end} of ${release}`);
      }
      this.#spliced = true;
      step.splice = { at, end, bytes: bytes.slice(32, 32 + size) };
    }
    this.#released = release;
    return { ok: true, value: step };
  }
}

function free(heap: Heap, edge: EdgeExports, handle: Pointer): void {
  heap.guard(() => ({ ok: true, value: edge.ag_page_free(handle) }));
}
