// A trainer with helpers: while it chooses the settings, they solve the weights of the whole, each for
// its share of the SKUs. What is learned does not depend on how many there are.
import { type LearnDescription, type LearnOptions, Trainer, type WeightJob } from "./trainer.ts";

/** The counts that only weights are solved from: large, and held once per helper, never twice. */
const solvedFrom = /^full\.(together|next)\.(a|b|weight)$/;

interface Part {
  kind: WeightJob["kind"];
  targets: number;
  solved: Uint8Array;
}

export class TrainingTeam extends Trainer {
  private helpers: Trainer[];
  private skus = 0;

  /** `threads` at least 1: this one and its helpers. */
  constructor(threads: number) {
    super();
    this.helpers = Array.from({ length: threads - 1 }, () => new Trainer());
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.dismiss()]);
  }

  private async dismiss(): Promise<void> {
    await Promise.all(this.helpers.splice(0).map((helper) => helper.close()));
  }

  /** The helpers that need a column, and whether it is needed here. */
  private receivers(column: string): { helpers: Trainer[]; here: boolean } {
    return {
      helpers: column.startsWith("full.") ? this.helpers : [],
      here: this.helpers.length === 0 || !solvedFrom.test(column),
    };
  }

  override async reserve(column: string, values: number): Promise<void> {
    const { helpers, here } = this.receivers(column);
    await Promise.all([
      ...helpers.map((helper) => helper.reserve(column, values)),
      ...(here ? [super.reserve(column, values)] : []),
    ]);
  }

  override async put(column: string, bytes: Uint8Array): Promise<void> {
    if (column === "sku.size") this.skus += bytes.byteLength / Uint32Array.BYTES_PER_ELEMENT;
    const { helpers, here } = this.receivers(column);
    await Promise.all([
      ...helpers.map((helper) => helper.put(column, bytes)),
      ...(here ? [super.put(column, bytes)] : []),
    ]);
  }

  override async learn(options: LearnOptions): Promise<LearnDescription> {
    if (this.helpers.length === 0) return super.learn(options);
    const early = await this.jobs(options);
    const [jobs, solvedEarly] = await Promise.all([this.choose(options), this.solveAll(early)]);
    const solved = early.length > 0 ? solvedEarly : await this.solveAll(jobs);
    // Their memory is free for what follows.
    await this.dismiss();
    for (const { kind } of jobs) {
      for (const part of solved.filter((part) => part.kind === kind)) {
        await this.weights(kind, part.targets, part.solved);
      }
    }
    return super.learn(options);
  }

  /** By job, and of each the parts in the order of their targets. */
  private async solveAll(jobs: WeightJob[]): Promise<Part[]> {
    const edge = (k: number) => Math.floor((k * this.skus) / this.helpers.length);
    const parts = jobs.flatMap((job) =>
      this.helpers.map(async (helper, k): Promise<Part> => {
        const [from, to] = [edge(k), edge(k + 1)];
        return {
          kind: job.kind,
          targets: to - from,
          solved: await helper.solve({ ...job, from, to }),
        };
      }),
    );
    return Promise.all(parts);
  }
}
