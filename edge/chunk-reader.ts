type Read = ReadableStreamReadResult<Uint8Array>;

/** workerd gives 4 KiB at a time to who does not ask for more, and each read costs a turn of its loop. */
const largestRead = 65_536;

/**
 * Reads a body in chunks as large as have arrived. A read can be begun, waited for a while, and
 * taken later.
 */
export class ChunkReader {
  readonly #reader: ReadableStreamBYOBReader | ReadableStreamDefaultReader<Uint8Array>;
  readonly #ask: () => Promise<Read>;
  #reading: Promise<Read> | undefined;
  #left: number;

  /** @param length of the body, where it is known. */
  constructor(source: ReadableStream<Uint8Array>, length = Number.POSITIVE_INFINITY) {
    this.#left = length;
    const reader = bytesReader(source);
    if (reader) {
      this.#reader = reader;
      this.#ask = () => {
        const most = Math.max(1, Math.min(largestRead, this.#left));
        return reader.read(new Uint8Array(most)) as Promise<Read>;
      };
    } else {
      const plain = source.getReader();
      this.#reader = plain;
      this.#ask = () => plain.read();
    }
  }

  /** A read was begun that nobody took yet. */
  get reading(): boolean {
    return this.#reading !== undefined;
  }
  /** As many bytes have been taken as the body was said to have: its end should be next. */
  get complete(): boolean {
    return this.#left <= 0;
  }

  /** Whether the next chunk, or the end, is there within so many milliseconds. */
  async arrives(milliseconds: number): Promise<boolean> {
    this.#reading ??= this.#ask();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, milliseconds, false);
    });
    const read = this.#reading.then(
      () => true,
      () => true,
    );
    try {
      return await Promise.race([read, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The next chunk, or undefined at the end. Rejects when the body breaks off. */
  async take(): Promise<Uint8Array | undefined> {
    const reading = this.#reading ?? this.#ask();
    this.#reading = undefined;
    const { done, value } = await reading;
    if (done) return undefined;
    this.#left -= value.length;
    return value;
  }

  async cancel(cause: unknown): Promise<void> {
    await this.#reader.cancel(cause).catch(() => {});
  }

  /** Lets another reader have the rest; only while nothing is being read. */
  release(): void {
    this.#reader.releaseLock();
  }
}

function bytesReader(source: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return source.getReader({ mode: "byob" });
  } catch {
    return undefined; // not a stream of this kind
  }
}
