/** What became of the pages, and the last reason of each kind, in memory of a bounded size. */
export class Counters {
  readonly #counts = new Map<string, number>();
  readonly #last = new Map<string, { reason: string; at: string }>();

  /** @param kind one of a fixed set of words; `reason` may be any one line. */
  count(kind: string, reason?: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    if (reason) this.#last.set(kind, { reason, at: new Date().toISOString() });
  }

  status() {
    return {
      pages: Object.fromEntries([...this.#counts].sort()),
      last_reasons: Object.fromEntries([...this.#last].sort()),
    };
  }
}
