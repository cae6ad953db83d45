// A trainer with helpers: while it chooses the settings, they solve the weights of the whole, each for
// its share of the SKUs. What is learned does not depend on how many there are.
import type { Tell } from "./progress.ts";
import { type LearnDescription, type LearnOptions, Trainer, type WeightJob } from "./trainer.ts";

/** The counts that only weights are solved from: large, and held once per helper, never twice. */
const solvedFrom = /^full\.(together|next)\.(a|b|weight)$/;

/** Each helper's share is solved in as many pieces, to see it advance: more would cost time. */
const piecesEach = 4;
/** Shares of the whole that are done when settings are chosen, and when weights are solved. */
const choosingShare = 0.4;
const solvedShare = 0.9;

interface Part {
  job: WeightJob;
  targets: number;
  solved: Uint8Array;
}

const same = (a: WeightJob, b: WeightJob) =>
  a.kind === b.kind && a.lambda === b.lambda && a.proportional === b.proportional;

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

  override async learn(options: LearnOptions, tell: Tell = () => {}): Promise<LearnDescription> {
    if (this.helpers.length === 0) return super.learn(options);
    const early = await this.jobs(options);
    // Choosing takes about as long as solving, and where it does not come first, goes on meanwhile.
    const chosen = early.length > 0 ? 0 : choosingShare;
    const solving = (share: number) => tell(chosen + (solvedShare - chosen) * share);
    const [jobs, solvedEarly] = await Promise.all([
      this.choose(options),
      this.solveAll(early, solving),
    ]);
    tell(chosen);
    // Most often they are those that were solved meanwhile; then what is left has no part in the bar.
    const late = jobs.filter((job) => !early.some((other) => same(job, other)));
    const solvedLate = await this.solveAll(late, early.length > 0 ? () => {} : solving);
    const solved = [...solvedEarly, ...solvedLate];
    tell(solvedShare);
    // Their memory is free for what follows.
    await this.dismiss();
    for (const job of jobs) {
      for (const part of solved.filter((part) => same(part.job, job))) {
        await this.weights(job.kind, part.targets, part.solved);
      }
    }
    return super.learn(options);
  }

  /** By job, and of each the parts in the order of their targets. */
  private async solveAll(jobs: WeightJob[], tell: Tell): Promise<Part[]> {
    const pieces = this.helpers.length * piecesEach;
    const edge = (k: number) => Math.floor((k * this.skus) / pieces);
    let done = 0;
    const solve = async (job: WeightJob, helper: Trainer, k: number): Promise<Part> => {
      const [from, to] = [edge(k), edge(k + 1)];
      const solved = await helper.solve({ ...job, from, to });
      done += 1;
      tell(done / (jobs.length * pieces));
      return { job, targets: to - from, solved };
    };
    return Promise.all(
      jobs.flatMap((job) =>
        this.helpers.flatMap((helper, h) =>
          Array.from({ length: piecesEach }, (_, k) => solve(job, helper, h * piecesEach + k)),
        ),
      ),
    );
  }
}
