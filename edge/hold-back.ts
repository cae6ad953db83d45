/**
 * The page's own chunks, from when they arrive until they may go out. Nothing is copied: a chunk
 * leaves as the object that came, or as views of it where it had to be cut.
 */
export class HoldBack {
  #chunks: Uint8Array[] = [];
  /** When each of the chunks came. */
  #times: number[] = [];
  /** Offset in the page of the first byte held. */
  #start = 0;

  /** When the oldest byte held came, as given to `push`. */
  get oldest(): number | undefined {
    return this.#times[0];
  }

  push(chunk: Uint8Array, now: number): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#times.push(now);
  }

  /** Takes out the bytes of the page before `offset`, in order. */
  takeUntil(offset: number): Uint8Array[] {
    const taken: Uint8Array[] = [];
    while (this.#start < offset) {
      const first = this.#chunks[0];
      if (!first) break;
      const wanted = offset - this.#start;
      if (wanted < first.length) {
        taken.push(first.subarray(0, wanted));
        this.#chunks[0] = first.subarray(wanted);
        this.#start += wanted;
      } else {
        taken.push(first);
        this.#chunks.shift();
        this.#times.shift();
        this.#start += first.length;
      }
    }
    return taken;
  }

  takeAll(): Uint8Array[] {
    return this.takeUntil(Number.POSITIVE_INFINITY);
  }
}
