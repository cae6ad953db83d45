/** build/bench/score_baskets.wasm: the model and its scorer, without orders, decisions and pages. */
interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  bytes_new(size: number): number;
  bytes_free(bytes: number): void;
  open(bytes: number, size: number): number;
  basket_add(lines: number, size: number): number;
  score(basket: number, most: number): number;
  score_lines(lines: number, size: number, most: number): number;
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

  /** Puts baskets into the module, as the order reader leaves them; gives their numbers. */
  place(baskets: string[][]): number[] {
    return baskets.map((basket) => this.#exports.basket_add(this.#lines, this.#write(basket)));
  }

  /** How many answers it found. */
  score(basket: number, most: number): number {
    return this.#exports.score(basket, most);
  }

  /** The same from and to strings of JavaScript. */
  scoreTexts(basket: string[], most: number): [sku: string, score: number][] {
    const count = this.#exports.score_lines(this.#lines, this.#write(basket), most);
    const { buffer } = this.#exports.memory;
    const size = this.#exports.name(count);
    const names = decoder.decode(new Uint8Array(buffer, this.#exports.texts(), size)).split("\n");
    const answers = new DataView(buffer, this.#answers, count * 8);
    return Array.from({ length: count }, (_, i) => [
      names[i] as string,
      answers.getFloat32(i * 8 + 4, true),
    ]);
  }

  #write(basket: string[]): number {
    const lines = new Uint8Array(this.#exports.memory.buffer, this.#lines, room);
    return encoder.encodeInto(`${basket.join("\n")}\n`, lines).written;
  }
}
