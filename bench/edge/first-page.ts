/** The first page of workers that have just started. */
import { quantile, timed } from "./client.ts";

/** A worker of its own; `stop` ends it. */
export interface Started {
  url: string;
  stop(): Promise<void>;
}

/** Milliseconds to the first byte at `path`: by kind, the median over `starts` workers, in turns. */
export async function firstPages(
  path: string,
  starts: number,
  kinds: (() => Promise<Started>)[],
): Promise<number[]> {
  const times: number[][] = kinds.map(() => []);
  for (let round = 0; round < starts; round++) {
    for (const [k, start] of kinds.entries()) {
      const worker = await start();
      times[k]?.push((await timed(worker.url + path)).first);
      await worker.stop();
    }
  }
  return times.map((all) => quantile(all, 0.5));
}
