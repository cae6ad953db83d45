/** Remembers the last ids seen, in memory of a bounded size: at least the last `most`. */
export class RecentIds {
  #young = new Set<string>();
  #old = new Set<string>();

  constructor(readonly most = 2_000) {}

  /** Whether the id was not seen lately; from now on it was. */
  isNew(id: string): boolean {
    if (this.#young.has(id) || this.#old.has(id)) return false;
    if (this.#young.size >= this.most) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    this.#young.add(id);
    return true;
  }

  forget(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#young.delete(id);
      this.#old.delete(id);
    }
  }
}
