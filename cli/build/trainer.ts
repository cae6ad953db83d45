// The trainer seen from the build: a thread that takes columns and gives a model.
import { Worker } from "node:worker_threads";
import { distFile } from "../dist-file.ts";
import { BadData } from "../failure.ts";
import type { NumberColumn } from "./database.ts";
import type { Tell } from "./progress.ts";
import type { TrainReply, TrainRequest } from "./train-protocol.ts";

/** What the trainer says about the file it packed. */
export interface FileDescription {
  checksum: string;
  skus: number;
  edges: number;
  sections: { tag: string; bytes: number }[];
}

/** What the trainer says when it is about to cut a model into pieces. */
export interface CutDescription {
  /** Checksum of the whole model. */
  model: string;
  shards: number;
  skus: number;
}

/** What is learned: how, and how many neighbours per SKU are kept. */
export interface LearnOptions {
  objective: string;
  neighbours: number;
}

/** What weights are to be solved for. */
export interface WeightJob {
  kind: "together" | "next";
  lambda: number;
  proportional: boolean;
}

/** What the trainer says it learned. */
export interface LearnDescription {
  edges: number;
  calibration_knots: number;
  settings: Record<string, number>;
}

/** Values gathered before they cross to the thread. */
const batchBytes = 1 << 20;

export class Trainer {
  private readonly worker: Worker;
  private readonly waiting: { resolve(reply: TrainReply): void; reject(error: Error): void }[] = [];

  constructor() {
    this.worker = new Worker(distFile("train-worker.js"), { workerData: distFile("trainer.wasm") });
    this.worker.on("message", (reply: TrainReply) => this.waiting.shift()?.resolve(reply));
    this.worker.on("error", (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private async ask(request: TrainRequest, handOver: ArrayBuffer[] = []): Promise<Uint8Array> {
    const reply = await new Promise<TrainReply>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(request, handOver);
    });
    if (!reply.ok) {
      // A mistake in a template already begins with its file and line.
      throw new BadData(
        request.kind === "templates" ? reply.message : `training: ${reply.message}`,
      );
    }
    return new Uint8Array(reply.bytes);
  }

  private async askJson<T>(request: TrainRequest): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.ask(request))) as T;
  }

  /** Streams chunks of several columns side by side; `length` is how many values each will have. */
  async putColumns(
    columns: string[],
    chunks: AsyncIterable<NumberColumn[]>,
    length?: number,
  ): Promise<void> {
    if (length !== undefined) {
      for (const column of columns) await this.reserve(column, length);
    }
    let batch: Uint8Array[][] = columns.map(() => []);
    let gathered = 0;
    const flush = async () => {
      const sent = columns.map((column, k) => this.put(column, joined(batch[k] ?? [])));
      batch = columns.map(() => []);
      gathered = 0;
      await Promise.all(sent);
    };
    for await (const chunk of chunks) {
      for (const [k, values] of chunk.entries()) {
        // Copied: DuckDB reuses the vector for the next chunk.
        const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
        batch[k]?.push(bytes);
        gathered += bytes.byteLength;
      }
      if (gathered >= batchBytes) await flush();
    }
    await flush();
  }

  async putTexts(column: string, chunks: AsyncIterable<string[]>): Promise<void> {
    const encoder = new TextEncoder();
    for await (const chunk of chunks) {
      const texts = chunk.map((text) => encoder.encode(text));
      const sizes = Uint32Array.from(texts, (text) => text.byteLength);
      await this.put(`${column}.size`, new Uint8Array(sizes.buffer));
      await this.put(`${column}.bytes`, joined(texts));
    }
  }

  async reserve(column: string, values: number): Promise<void> {
    await this.ask({ kind: "reserve", column, values });
  }

  async put(column: string, bytes: Uint8Array): Promise<void> {
    const values = bytes.slice().buffer as ArrayBuffer;
    await this.ask({ kind: "put", column, values }, [values]);
  }

  async putSection(tag: string, content: Uint8Array): Promise<void> {
    const bytes = content.slice().buffer as ArrayBuffer;
    await this.ask({ kind: "section", tag, bytes }, [bytes]);
  }

  /** The shop's own templates, framed as templates.ts does; a mistake in one names file and line. */
  async putTemplates(frames: Uint8Array): Promise<void> {
    const files = frames.slice().buffer as ArrayBuffer;
    await this.ask({ kind: "templates", files }, [files]);
  }

  /** The offers as wasm/abi/offers_json.h says; before pack. */
  async offers(book: object): Promise<void> {
    await this.ask({ kind: "offers", book: JSON.stringify(book) });
  }

  /** Those that need not wait for `choose`. */
  protected jobs(options: LearnOptions): Promise<WeightJob[]> {
    return this.askJson({ kind: "jobs", options: JSON.stringify(options) });
  }

  protected choose(options: LearnOptions): Promise<WeightJob[]> {
    return this.askJson({ kind: "choose", options: JSON.stringify(options) });
  }

  /** The weights of the targets from `from` to before `to`, as `weights` takes them. */
  solve(job: WeightJob & { from: number; to: number }): Promise<Uint8Array> {
    return this.ask({ kind: "solve", job: JSON.stringify(job) });
  }

  protected async weights(kind: string, targets: number, solved: Uint8Array): Promise<void> {
    const weights = solved.buffer as ArrayBuffer;
    await this.ask({ kind: "weights", part: JSON.stringify({ kind, targets }), weights }, [
      weights,
    ]);
  }

  /** `_tell` hears of the share done where the work is divided: training-team.ts. */
  learn(options: LearnOptions, _tell?: Tell): Promise<LearnDescription> {
    return this.askJson({ kind: "learn", options: JSON.stringify(options) });
  }

  pack(settings: object): Promise<Uint8Array> {
    return this.ask({ kind: "pack", settings: JSON.stringify(settings) });
  }

  /** After pack. */
  describe(): Promise<FileDescription> {
    return this.askJson({ kind: "describe" });
  }

  /** After pack, once: cuts the model into the core and the shards asked for below. */
  cut(): Promise<CutDescription> {
    return this.askJson({ kind: "cut" });
  }

  /** A shard but for its proof. */
  shard(shard: number): Promise<Uint8Array> {
    return this.ask({ kind: "shard", number: shard });
  }

  /** The core, which vouches for the shards: after all of them. */
  core(): Promise<Uint8Array> {
    return this.ask({ kind: "core" });
  }

  /** What the file of a shard ends with: after the core. */
  proof(shard: number): Promise<Uint8Array> {
    return this.ask({ kind: "proof", number: shard });
  }

  /** A finished model with the templates and sections given here in the place of its own. */
  refit(model: Uint8Array): Promise<Uint8Array> {
    // Not slice(): a Buffer's shares its memory.
    const copy = new Uint8Array(model).buffer;
    return this.ask({ kind: "refit", model: copy }, [copy]);
  }

  /** The bytes of an overlay file; the shape is in wasm/abi/trainer_abi.h. */
  overlay(overlay: object): Promise<Uint8Array> {
    return this.ask({ kind: "overlay", overlay: JSON.stringify(overlay) });
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
