import type { Splicer } from "./splicer.ts";

type Chunks = ReadableStreamDefaultReader<Uint8Array>;
type Read = ReadableStreamReadResult<Uint8Array>;

/** workerd's own identity stream is piped without entering JavaScript. */
function identityStream(): TransformStream<Uint8Array, Uint8Array> {
  const native = (globalThis as { IdentityTransformStream?: typeof TransformStream })
    .IdentityTransformStream;
  return new (native ?? TransformStream)<Uint8Array, Uint8Array>();
}

/** A page that is not decided yet waits this many milliseconds for its next chunk, to begin. */
const shortPause = 1;
/** … and begins when this many bytes could go out already. */
const mostCollected = 65_536;

const timeIsUp = Symbol("time is up");

async function readWithin(
  milliseconds: number,
  reading: Promise<Read>,
): Promise<Read | typeof timeIsUp> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<typeof timeIsUp>((resolve) => {
    timer = setTimeout(resolve, milliseconds, timeIsUp);
  });
  try {
    return await Promise.race([reading, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** How the page's body ended; "cut" by the origin or by the client. */
export type Ending = "complete" | "cut";

/**
 * Streams one page through its splicer.
 *
 * `begin` reads until the page is decided or its first bytes may go out and the origin pauses, so
 * that the headers can say what is known by then. `body` is the page for the response; `ending` settles after it, and
 * never rejects.
 */
export class PageStream {
  readonly #reader: Chunks;
  #reading: Promise<Read> | undefined;
  #out: Uint8Array[] = [];
  #cut: unknown;

  constructor(
    readonly source: ReadableStream<Uint8Array>,
    readonly splicer: Splicer,
    readonly holdTime: number,
  ) {
    this.#reader = source.getReader();
  }

  async begin(): Promise<void> {
    let collected = 0;
    while (!this.splicer.done && collected < mostCollected) {
      if (collected > 0 && !(await this.#arrives(shortPause))) break;
      for (const chunk of await this.#next()) {
        this.#out.push(chunk);
        collected += chunk.length;
      }
    }
  }

  body(): { body: ReadableStream<Uint8Array>; ending: Promise<Ending> } {
    const { readable, writable } = identityStream();
    return { body: readable, ending: this.#pump(writable) };
  }

  async #pump(writable: WritableStream<Uint8Array>): Promise<Ending> {
    const writer = writable.getWriter();
    // A client that leaves while the origin is silent would otherwise be noticed only much later.
    writer.closed.catch((cause) => this.#reader.cancel(cause)).catch(() => {});
    try {
      while (true) {
        for (const chunk of this.#out) await writer.write(chunk);
        if (this.splicer.done && !this.#reading) break;
        this.#out = await this.#next();
      }
    } catch (cause) {
      this.splicer.giveUp("the client went away");
      await this.#reader.cancel(cause).catch(() => {});
      return "cut";
    }
    if (this.#cut !== undefined) {
      await writer.abort(this.#cut).catch(() => {});
      return "cut";
    }
    writer.releaseLock();
    this.#reader.releaseLock();
    return this.source.pipeTo(writable).then(
      () => "complete" as const,
      () => "cut" as const,
    );
  }

  /** Whether the next chunk, or the end, is there within so many milliseconds. */
  async #arrives(milliseconds: number): Promise<boolean> {
    this.#reading ??= this.#reader.read();
    const read = await readWithin(milliseconds, this.#reading).catch(() => undefined);
    return read !== timeIsUp;
  }

  /** The next bytes that may go out, maybe none. Never rejects: a cut origin is remembered. */
  async #next(): Promise<Uint8Array[]> {
    const { splicer } = this;
    try {
      const { heldSince } = splicer;
      if (heldSince !== undefined) {
        const left = heldSince + this.holdTime - performance.now();
        if (!(await this.#arrives(left))) {
          return splicer.giveUp(`the page was held back for ${this.holdTime} ms`);
        }
      }
      const read = await (this.#reading ?? this.#reader.read());
      this.#reading = undefined;
      return read.done ? splicer.end() : splicer.push(read.value);
    } catch (cause) {
      this.#reading = undefined;
      this.#cut = cause ?? new Error("the origin's body was cut");
      return splicer.giveUp("the origin's body was cut");
    }
  }
}
