import { ChunkReader } from "./chunk-reader.ts";
import type { Splicer } from "./splicer.ts";

/** workerd's own identity stream is piped without entering JavaScript. */
function identityStream(): TransformStream<Uint8Array, Uint8Array> {
  const native = (globalThis as { IdentityTransformStream?: typeof TransformStream })
    .IdentityTransformStream;
  return new (native ?? TransformStream)<Uint8Array, Uint8Array>();
}

/** A page that is not decided yet begins when this many bytes could go out already. */
const mostCollected = 65_536;

/** How the page's body ended; "cut" by the origin or by the client. */
export type Ending = "complete" | "cut";

/**
 * Streams one page through its splicer.
 *
 * `begin` takes what has arrived, so that the headers can say what is known by then; it waits only
 * while no byte can go out. `body` is the page for the response; `ending` settles after it, and
 * never rejects.
 */
export class PageStream {
  readonly #chunks: ChunkReader;
  #out: Uint8Array[] = [];
  #ended = false;
  #cut: unknown;

  /** @param length of the page in bytes, where it is known. */
  constructor(
    readonly source: ReadableStream<Uint8Array>,
    readonly splicer: Splicer,
    readonly holdTime: number,
    length?: number,
  ) {
    this.#chunks = new ChunkReader(source, length);
  }

  async begin(): Promise<void> {
    let collected = 0;
    while (!this.#ended && (this.#chunks.complete || this.#undecided(collected))) {
      // A page that has said its length only has to end; else what is there already is taken.
      const patience = this.#chunks.complete ? this.holdTime : 0;
      if (collected > 0 && !(await this.#chunks.arrives(patience))) break;
      for (const chunk of await this.#next()) {
        this.#out.push(chunk);
        collected += chunk.length;
      }
    }
  }

  #undecided(collected: number): boolean {
    return !this.splicer.done && collected < mostCollected;
  }

  body(): { body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>; ending: Promise<Ending> } {
    if (this.#ended && this.#cut === undefined) {
      return { body: joined(this.#out), ending: Promise.resolve("complete") };
    }
    const { readable, writable } = identityStream();
    return { body: readable, ending: this.#pump(writable) };
  }

  async #pump(writable: WritableStream<Uint8Array>): Promise<Ending> {
    const writer = writable.getWriter();
    // A client that leaves while the origin is silent would otherwise be noticed only much later.
    writer.closed.catch((cause) => this.#chunks.cancel(cause)).catch(() => {});
    try {
      while (true) {
        if (this.#out.length > 0) await writer.write(joined(this.#out));
        this.#out = [];
        if (this.#ended || (this.splicer.done && !this.#chunks.reading)) break;
        this.#out = await this.#next();
      }
    } catch (cause) {
      this.splicer.giveUp("the client went away");
      await this.#chunks.cancel(cause);
      return "cut";
    }
    if (this.#cut !== undefined) {
      await writer.abort(this.#cut).catch(() => {});
      return "cut";
    }
    writer.releaseLock();
    this.#chunks.release();
    return this.source.pipeTo(writable).then(
      () => "complete" as const,
      () => "cut" as const,
    );
  }

  /** The next bytes that may go out, maybe none. Never rejects: a cut origin is remembered. */
  async #next(): Promise<Uint8Array[]> {
    const { splicer } = this;
    try {
      const { heldSince } = splicer;
      if (heldSince !== undefined) {
        const left = heldSince + this.holdTime - performance.now();
        if (!(await this.#chunks.arrives(left))) {
          return splicer.giveUp(`the page was held back for ${this.holdTime} ms`);
        }
      }
      const chunk = await this.#chunks.take();
      if (chunk === undefined) {
        this.#ended = true;
        return splicer.end();
      }
      return splicer.push(chunk);
    } catch (cause) {
      this.#ended = true;
      this.#cut = cause ?? new Error("the origin's body was cut");
      return splicer.giveUp("the origin's body was cut");
    }
  }
}

/** One write of many bytes costs less than many writes. */
function joined(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  if (chunks.length === 1) return chunks[0] as Uint8Array<ArrayBuffer>;
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
