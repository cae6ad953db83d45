/** So many a second on average, and a stock of them for when many come at once. */
export class RateLimit {
  #left: number;
  #asOf = 0;

  constructor(
    readonly perSecond: number,
    readonly most: number,
  ) {
    this.#left = most;
  }

  /** Whether `wanted` may be taken now, in milliseconds of any clock that goes forward. */
  take(wanted: number, now: number): boolean {
    const passed = Math.max(0, now - this.#asOf);
    this.#asOf = now;
    this.#left = Math.min(this.most, this.#left + (passed / 1000) * this.perSecond);
    if (wanted > this.#left) return false;
    this.#left -= wanted;
    return true;
  }
}
