// trainer.wasm, instantiated: the calls of wasm/abi/trainer_abi.h with their memory.

interface TrainerExports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  ag_trainer_new(): number;
  ag_trainer_response(trainer: number): number;
  ag_trainer_buffer(trainer: number, size: number): number;
  ag_trainer_put(t: number, name: number, nameSize: number, values: number, size: number): number;
  ag_trainer_reserve(t: number, name: number, nameSize: number, values: number): number;
  ag_trainer_section(t: number, tag: number, bytes: number, size: number): number;
  ag_trainer_templates(t: number, files: number, size: number): number;
  ag_trainer_offers(t: number, offers: number, size: number): number;
  ag_trainer_jobs(t: number, options: number, size: number): number;
  ag_trainer_choose(t: number, options: number, size: number): number;
  ag_trainer_solve(t: number, job: number, size: number): number;
  ag_trainer_weights(t: number, part: number, partSize: number, at: number, size: number): number;
  ag_trainer_learn(t: number, options: number, size: number): number;
  ag_trainer_pack(t: number, settings: number, size: number): number;
  ag_trainer_describe(t: number): number;
  ag_trainer_cut(t: number): number;
  ag_trainer_core(t: number): number;
  ag_trainer_shard(t: number, shard: number): number;
  ag_trainer_refit(t: number, model: number, size: number): number;
  ag_trainer_proof(t: number, shard: number): number;
  ag_trainer_overlay(t: number, overlay: number, size: number): number;
}

// Arguments are laid out behind each other in the trainer's buffer, values aligned to 8.
const align = (size: number) => (size + 7) & ~7;

export class TrainerModule {
  private readonly trainer: number;
  private constructor(private readonly wasm: TrainerExports) {
    this.trainer = wasm.ag_trainer_new();
  }

  static async instantiate(module: BufferSource): Promise<TrainerModule> {
    const { instance } = await WebAssembly.instantiate(module, {});
    const wasm = instance.exports as unknown as TrainerExports;
    wasm._initialize?.();
    return new TrainerModule(wasm);
  }

  reserve(column: string, values: number): Uint8Array {
    const [name, nameSize] = this.write(new TextEncoder().encode(column));
    return this.answer(this.wasm.ag_trainer_reserve(this.trainer, name, nameSize, values));
  }

  put(column: string, values: Uint8Array): Uint8Array {
    const [name, nameSize, at] = this.write(new TextEncoder().encode(column), values);
    return this.answer(
      this.wasm.ag_trainer_put(this.trainer, name, nameSize, at, values.byteLength),
    );
  }

  section(tag: string, bytes: Uint8Array): Uint8Array {
    const [name, , at] = this.write(new TextEncoder().encode(tag), bytes);
    return this.answer(this.wasm.ag_trainer_section(this.trainer, name, at, bytes.byteLength));
  }

  templates(files: Uint8Array): Uint8Array {
    const [at, size] = this.write(files);
    return this.answer(this.wasm.ag_trainer_templates(this.trainer, at, size));
  }

  offers(book: string): Uint8Array {
    const [at, size] = this.write(new TextEncoder().encode(book));
    return this.answer(this.wasm.ag_trainer_offers(this.trainer, at, size));
  }

  jobs(options: string): Uint8Array {
    const [at, size] = this.write(new TextEncoder().encode(options));
    return this.answer(this.wasm.ag_trainer_jobs(this.trainer, at, size));
  }

  choose(options: string): Uint8Array {
    const [at, size] = this.write(new TextEncoder().encode(options));
    return this.answer(this.wasm.ag_trainer_choose(this.trainer, at, size));
  }

  solve(job: string): Uint8Array {
    const [at, size] = this.write(new TextEncoder().encode(job));
    return this.answer(this.wasm.ag_trainer_solve(this.trainer, at, size));
  }

  weights(part: string, weights: Uint8Array): Uint8Array {
    const [text, size, at] = this.write(new TextEncoder().encode(part), weights);
    return this.answer(
      this.wasm.ag_trainer_weights(this.trainer, text, size, at, weights.byteLength),
    );
  }

  learn(options: string): Uint8Array {
    const [at, size] = this.write(new TextEncoder().encode(options));
    return this.answer(this.wasm.ag_trainer_learn(this.trainer, at, size));
  }

  pack(settings: string): Uint8Array {
    const [at, size] = this.write(new TextEncoder().encode(settings));
    return this.answer(this.wasm.ag_trainer_pack(this.trainer, at, size));
  }

  describe(): Uint8Array {
    return this.answer(this.wasm.ag_trainer_describe(this.trainer));
  }

  cut(): Uint8Array {
    return this.answer(this.wasm.ag_trainer_cut(this.trainer));
  }

  core(): Uint8Array {
    return this.answer(this.wasm.ag_trainer_core(this.trainer));
  }

  shard(shard: number): Uint8Array {
    return this.answer(this.wasm.ag_trainer_shard(this.trainer, shard));
  }

  refit(model: Uint8Array): Uint8Array {
    const [at, size] = this.write(model);
    return this.answer(this.wasm.ag_trainer_refit(this.trainer, at, size));
  }

  proof(shard: number): Uint8Array {
    return this.answer(this.wasm.ag_trainer_proof(this.trainer, shard));
  }

  overlay(overlay: string): Uint8Array {
    const [at, size] = this.write(new TextEncoder().encode(overlay));
    return this.answer(this.wasm.ag_trainer_overlay(this.trainer, at, size));
  }

  /** Copies arguments in; gives the place and size of the first, and the place of the second. */
  private write(
    first: Uint8Array,
    second: Uint8Array = new Uint8Array(),
  ): [number, number, number] {
    const place = this.wasm.ag_trainer_buffer(
      this.trainer,
      align(first.byteLength) + second.byteLength,
    );
    // Read after the call, which may have grown, and so replaced, the memory.
    const memory = new Uint8Array(this.wasm.memory.buffer);
    const behind = place + align(first.byteLength);
    memory.set(first, place);
    memory.set(second, behind);
    return [place, first.byteLength, behind];
  }

  /** A copy of the trainer's answer; throws its message after a failure. */
  private answer(status: number): Uint8Array {
    const response = this.wasm.ag_trainer_response(this.trainer);
    const [, size = 0, data = 0] = new Uint32Array(this.wasm.memory.buffer, response, 3);
    const bytes = new Uint8Array(this.wasm.memory.buffer, data, size).slice();
    if (status === 0) return bytes;
    const error = JSON.parse(new TextDecoder().decode(bytes)) as { message: string };
    throw new Error(error.message);
  }
}
