import {
  Afterglow,
  checkSignature,
  compileModule,
  failure,
  type Result,
  readPublicKeys,
} from "../js-glue/afterglow.ts";
import type { HandlerOptions } from "./options.ts";
import { warmUp } from "./warm-up.ts";

type Keep = (work: Promise<unknown>) => void;
type Options = Pick<
  HandlerOptions,
  "module" | "model" | "overlay" | "publicKey" | "modelPatience" | "refreshEvery"
>;

/** After a failed load, when to try again; and when a load that says nothing is given up. */
const retryTime = 5_000;
const longestLoad = 30_000;
/** An instance that traps again and again is made anew ever more slowly, up to this. */
const longestRest = 60_000;
/** … and a trap this long ago is forgotten. */
const trapMemory = 600_000;

/**
 * Holds the instance that answers, with the last model that was good. New bytes are fetched and
 * verified (signature and checksum) in the background and only then replace it; a trapped instance is made anew.
 */
export class ModelKeeper {
  #current: Afterglow | undefined;
  #bytes: Uint8Array | undefined;
  #version: string | undefined;
  #module: WebAssembly.Module | undefined;
  #overlay: Uint8Array | undefined;
  #overlayVersion: string | undefined;

  #loading: Promise<void> | undefined;
  #loadStarted = 0;
  #loadedAt = 0;
  #problem: string | undefined;
  #traps = 0;
  #restUntil = 0;

  readonly #keys: Uint8Array<ArrayBuffer>[];

  /** Throws a RangeError for a public key that is none. */
  constructor(readonly options: Options) {
    this.#keys = options.publicKey === undefined ? [] : readPublicKeys(options.publicKey);
  }

  /** The instance to use now. Waits only for a first model, and not longer than the patience. */
  async take(keep: Keep): Promise<Result<Afterglow>> {
    const now = Date.now();
    if (this.#current?.usable) {
      const { refreshEvery = 60 } = this.options;
      if (refreshEvery > 0 && now - this.#loadedAt >= refreshEvery * 1000) keep(this.#load(now));
      return { ok: true, value: this.#current };
    }
    if (this.#current && this.#bytes) return this.#recover(now, this.#bytes);
    if (this.#problem && now - this.#loadedAt < retryTime) return failure(8, this.#problem);
    const load = this.#load(now);
    keep(load);
    await within(this.options.modelPatience ?? 100, load);
    if (this.#current) return { ok: true, value: this.#current };
    return failure(8, this.#problem ?? "the model is still being fetched");
  }

  status() {
    return {
      model: this.#current ? "loaded" : "missing",
      version: this.#version ?? null,
      signature: this.#keys.length > 0 ? "required" : "not required",
      overlay: this.#overlay ? (this.#overlayVersion ?? "loaded") : null,
      problem: this.#problem ?? null,
      checked_at: this.#loadedAt ? new Date(this.#loadedAt).toISOString() : null,
      traps: this.#traps,
      module_bytes: this.#current?.memory ?? null,
    };
  }

  // Workers may drop a load together with the request that began it, without a word: hence the
  // limit on how long one counts as under way.
  #load(now: number): Promise<void> {
    if (this.#loading && now - this.#loadStarted < longestLoad) return this.#loading;
    this.#loadStarted = now;
    const load = this.#fetch().then(
      () => {
        this.#problem = undefined;
      },
      (cause) => {
        this.#problem = cause instanceof Error ? cause.message : String(cause);
      },
    );
    this.#loading = load.then(() => {
      this.#loadedAt = Date.now();
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #fetch(): Promise<void> {
    await this.#fetchModel();
    await this.#fetchOverlay();
  }

  async #fetchOverlay(): Promise<void> {
    const told = await this.options.overlay?.load(this.#overlayVersion);
    if (!told || !this.#current) return;
    await this.#mustBeSigned("the overlay", told.bytes);
    const used = this.#current.loadOverlay(told.bytes);
    if (!used.ok) throw new Error(`the overlay cannot be used: ${used.error.message}`);
    this.#overlay = told.bytes;
    this.#overlayVersion = told.version;
  }

  async #fetchModel(): Promise<void> {
    const told = await this.options.model.load(this.#version);
    if (!told) return;
    await this.#mustBeSigned("the model", told.bytes);
    const cold = this.#module === undefined;
    if (cold) {
      // Only when this task ends does the request go out to the origin: from there on time is free.
      await nextTask();
      const compiled = await compileModule(this.options.module);
      if (!compiled.ok) throw new Error(compiled.error.message);
      this.#module = compiled.value;
    }
    let made = this.#instance(told.bytes);
    if (made.ok && cold) {
      warmUp(made.value);
      // One that trapped is of no use; the next may never meet what made it trap.
      if (!made.value.usable) made = this.#instance(told.bytes);
    }
    if (!made.ok) throw new Error(`the model cannot be used: ${made.error.message}`);
    // The old instance may still be scanning pages: it goes when the last of them does.
    this.#current = made.value;
    this.#bytes = told.bytes;
    this.#version = told.version;
  }

  async #mustBeSigned(what: string, file: Uint8Array): Promise<void> {
    if (this.#keys.length === 0) return;
    const checked = await checkSignature(what, file, this.#keys);
    if (!checked.ok) throw new Error(checked.error.message);
  }

  #instance(bytes: Uint8Array): Result<Afterglow> {
    if (!this.#module) return failure(100, "there is no compiled module");
    const made = Afterglow.fromModule(this.#module);
    if (!made.ok) return made;
    const loaded = made.value.loadModel(bytes);
    if (!loaded.ok) return loaded;
    // An overlay that the new model does not take is left out: the model works without it.
    if (this.#overlay) made.value.loadOverlay(this.#overlay);
    return made;
  }

  #recover(now: number, bytes: Uint8Array): Result<Afterglow> {
    if (now < this.#restUntil) return failure(101, "the module trapped and is resting");
    this.#traps = now - this.#restUntil > trapMemory ? 1 : this.#traps + 1;
    this.#restUntil = now + Math.min(longestRest, 50 * 2 ** this.#traps);
    const made = this.#instance(bytes);
    if (made.ok) this.#current = made.value;
    return made;
  }
}

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
