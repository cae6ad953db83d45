import type {
  AfterglowError,
  PageReport,
  PageSession,
  PageStep,
  Result,
} from "../js-glue/afterglow.ts";
import { failure } from "../js-glue/afterglow.ts";
import { toAscii } from "./charset.ts";
import { HoldBack } from "./hold-back.ts";

/**
 * Puts the splice of one page between the page's own chunks. It cannot fail: whatever happens, what
 * goes in comes out, complete and in order, at the latest with `end` or `giveUp`.
 */
export class Splicer {
  readonly #hold = new HoldBack();
  #done = false;
  #spliced = false;
  #failed: AfterglowError | undefined;
  #report: PageReport | undefined;
  #time = 0;

  /**
   * @param asciiOnly for a page whose encoding is not known to be UTF-8.
   * @param reportAll also asks for the report of a page that was spliced, which takes time and says
   *   nothing that the splice does not.
   */
  constructor(
    readonly page: PageSession,
    readonly asciiOnly: boolean,
    readonly reportAll: boolean,
  ) {}

  /** Nothing more will change: what comes now can be piped natively. */
  get done(): boolean {
    return this.#done;
  }
  get spliced(): boolean {
    return this.#spliced;
  }
  get failed(): AfterglowError | undefined {
    return this.#failed;
  }
  /** When the oldest byte that waits for a decision came, by performance.now(). */
  get heldSince(): number | undefined {
    return this.#hold.oldest;
  }
  /** What the module said of the page, once done, if it was asked. */
  get report(): PageReport | undefined {
    return this.#report;
  }

  /** Milliseconds spent in the module; 0 where the runtime hides time from code. */
  get time(): number {
    return this.#time;
  }

  push(chunk: Uint8Array): Uint8Array[] {
    if (this.#done) return [chunk];
    this.#hold.push(chunk, performance.now());
    return this.#advance(() => this.page.write(chunk));
  }

  end(): Uint8Array[] {
    if (this.#done) return [];
    const out = this.#advance(() => this.page.end());
    return this.#done ? out : out.concat(this.#finish());
  }

  /** Lets go of everything held; the page gets no splice any more. */
  giveUp(message: string): Uint8Array[] {
    if (this.#done) return [];
    this.#failed ??= failure(4, message).error;
    return this.#finish();
  }

  #advance(call: () => Result<PageStep>): Uint8Array[] {
    const out: Uint8Array[] = [];
    try {
      const started = performance.now();
      const step = call();
      this.#time += performance.now() - started;
      if (!step.ok) {
        this.#failed = step.error;
        return this.#finish();
      }
      const { release, splice, done } = step.value;
      if (splice) {
        out.push(...this.#hold.takeUntil(splice.at));
        out.push(this.asciiOnly ? toAscii(splice.bytes) : splice.bytes);
        this.#hold.takeUntil(splice.end);
        this.#spliced = true;
      }
      out.push(...this.#hold.takeUntil(release));
      return done ? out.concat(this.#finish()) : out;
    } catch (cause) {
      this.#failed = failure(103, `the page could not be followed: ${cause}`).error;
      return out.concat(this.#finish());
    }
  }

  #finish(): Uint8Array[] {
    this.#done = true;
    try {
      if (this.reportAll || !this.#spliced) {
        const told = this.page.report();
        if (told.ok) this.#report = told.value;
      }
      this.page.close();
    } catch (cause) {
      this.#failed ??= failure(103, `the page gave no report: ${cause}`).error;
    }
    return this.#hold.takeAll();
  }
}
