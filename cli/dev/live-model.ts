// A model whose templates follow a folder: saved files are compiled into it, and whoever waits hears
// of it. What the model learned stays as it is.
import { existsSync, type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { localeSection } from "../build/locales.ts";
import { framed, readShopTemplates } from "../build/templates.ts";
import { Trainer } from "../build/trainer.ts";
import { fileFailure } from "../failure.ts";

export interface LiveModelOptions {
  /** The model file as it was built. */
  model: Uint8Array;
  /** Templates and words/, as `build --templates` takes them. */
  folder: string;
  /** ISO 4217 codes that prices are written in, for texts of the folder's own. */
  currencies: readonly string[];
  /** Spoken to buyers whose own language the model does not have. */
  defaultLocale: string;
}

/** Editors write a file in several steps. */
const settling = 60;

/** The model with what the folder holds now; a mistake in a file is a BadData that names its line. */
export async function withTemplates(options: LiveModelOptions): Promise<Uint8Array> {
  const { model, folder, currencies, defaultLocale } = options;
  const { files, words } = readShopTemplates(folder);
  const trainer = new Trainer();
  try {
    await trainer.putTemplates(framed(files));
    // The model's own texts hold what was built into it, so they stay unless there are new ones.
    if (Object.keys(words).length > 0) {
      await trainer.putSection("WORD", localeSection({ currencies, defaultLocale, words }));
    }
    return await trainer.refit(model);
  } finally {
    await trainer.close();
  }
}

export class LiveModel {
  /** Rises with every change, good or bad. */
  version = 1;
  /** The last good one. */
  bytes: Uint8Array;
  /** What is wrong with the files as they are, in one sentence. */
  problem: string | undefined;
  closed = false;
  readonly #options: LiveModelOptions;
  #watchers: FSWatcher[] = [];
  #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #compiling: Promise<void> = Promise.resolve();

  private constructor(options: LiveModelOptions) {
    this.#options = options;
    this.bytes = options.model;
    this.#watch();
  }

  /** Each folder by itself: Node's recursive watch loses files that editors put in others' place. */
  #watch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.close();
    const { folder } = this.#options;
    try {
      const words = join(folder, "words");
      for (const at of existsSync(words) ? [folder, words] : [folder]) {
        this.#watchers.push(watch(at, () => this.#saved()));
      }
    } catch (error) {
      throw fileFailure(folder, error);
    }
  }

  /** Files that are wrong from the start leave the model as it was built, and a problem to tell. */
  static async open(options: LiveModelOptions): Promise<LiveModel> {
    const live = new LiveModel(options);
    await live.#compile();
    return live;
  }

  /** Comes back when there is a newer version, or after `patience` milliseconds without one. */
  async changeAfter(version: number, patience: number): Promise<void> {
    if (this.version !== version || this.closed) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      timer = setTimeout(resolve, patience);
    });
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const watcher of this.#watchers) watcher.close();
    clearTimeout(this.#timer);
    for (const wake of this.#waiting.splice(0)) wake();
    await this.#compiling;
  }

  #saved(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#watch();
      this.#compiling = this.#compiling.then(() => this.#compile());
    }, settling);
  }

  async #compile(): Promise<void> {
    try {
      this.bytes = await withTemplates(this.#options);
      this.problem = undefined;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.version++;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
