/**
 * The page's own chunks, from when they arrive until they may go out. Nothing is copied: a chunk
 * leaves as the object that came, or as views of it where it had to be cut.
 */
export class HoldBack {
  #chunks: Uint8Array[] = [];
  /** Offset in the page of the first byte held. */
  #start = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
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
        this.#forget(wanted);
      } else {
        taken.push(first);
        this.#chunks.shift();
        this.#forget(first.length);
      }
    }
    return taken;
  }

  takeAll(): Uint8Array[] {
    return this.takeUntil(Number.POSITIVE_INFINITY);
  }

  #forget(bytes: number): void {
    this.#start += bytes;
    this.#size -= bytes;
  }
}
