/** build/bench/score_baskets.wasm: the model and its scorer, without orders, decisions and pages. */
interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  bytes_new(size: number): number;
  bytes_free(bytes: number): void;
  open(bytes: number, size: number): number;
  score(lines: number, size: number, most: number): number;
  answers(): number;
  name(count: number): number;
  texts(): number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const room = 64 * 1024;

export class PackedScorer {
  readonly #exports: Exports;
  readonly #lines: number;
  readonly #answers: number;

  /** An instance with nothing in it yet. */
  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#exports._initialize?.();
    this.#lines = this.#exports.bytes_new(room);
    this.#answers = this.#exports.answers();
  }

  /** Copies the file in, opens and verifies it. */
  open(file: Uint8Array): void {
    const at = this.#exports.bytes_new(file.length);
    new Uint8Array(this.#exports.memory.buffer).set(file, at);
    if (this.#exports.open(at, file.length) !== 1) throw new Error("the model cannot be used");
  }

  /** Puts baskets where the module can read them, as an order reader leaves them. */
  place(baskets: string[][]): [at: number, size: number][] {
    const texts = baskets.map((basket) => encoder.encode(`${basket.join("\n")}\n`));
    let at = this.#exports.bytes_new(texts.reduce((sum, text) => sum + text.length, 0));
    const memory = new Uint8Array(this.#exports.memory.buffer);
    return texts.map((text) => {
      memory.set(text, at);
      at += text.length;
      return [at - text.length, text.length];
    });
  }

  /** How many answers it found. */
  score(at: number, size: number, most: number): number {
    return this.#exports.score(at, size, most);
  }

  /** The same from and to strings of JavaScript. */
  scoreTexts(basket: string[], most: number): [sku: string, score: number][] {
    const { buffer } = this.#exports.memory;
    const { written } = encoder.encodeInto(
      `${basket.join("\n")}\n`,
      new Uint8Array(buffer, this.#lines, room),
    );
    const count = this.#exports.score(this.#lines, written, most);
    const size = this.#exports.name(count);
    const names = decoder.decode(new Uint8Array(buffer, this.#exports.texts(), size)).split("\n");
    const answers = new DataView(buffer, this.#answers, count * 8);
    return Array.from({ length: count }, (_, i) => [
      names[i] as string,
      answers.getFloat32(i * 8 + 4, true),
    ]);
  }
}
