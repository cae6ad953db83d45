/** Whether a worker's memory stays where it is over many pages. */
import { readFileSync } from "node:fs";
import { get } from "node:http";
import { text } from "node:stream/consumers";
import { timed } from "./client.ts";

export interface Worker {
  edgeUrl: string;
  passUrl: string;
  edgePid: number;
  passPid: number;
  statusToken: string;
}

const atOnce = 32;
const steps = 10;
/** Of the steps; in the first ones workerd's heap finds its size. */
const warmUp = 4;

/** Megabytes that a process holds. */
function resident(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function visits(url: string, count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await timed(url);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Bytes of the module's own memory, as the status page tells. */
function moduleBytes({ edgeUrl, statusToken }: Worker): Promise<number> {
  const headers = { authorization: `Bearer ${statusToken}` };
  return new Promise((resolve, reject) => {
    get(new URL("/afterglow/status", edgeUrl), { headers }, (response) => {
      text(response).then((told) => resolve(JSON.parse(told).module_bytes), reject);
    }).on("error", reject);
  });
}

/** Megabytes per 100,000 pages, by least squares. */
function slope(points: [pages: number, megabytes: number][]): number {
  const mean = (of: (point: [number, number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(([pages]) => pages), mean(([, megabytes]) => megabytes)];
  const covariance = mean(([pages, megabytes]) => (pages - x) * (megabytes - y));
  return (covariance / mean(([pages]) => (pages - x) ** 2)) * 100_000;
}

/** Both workers get the same number of pages; prints what they hold after every tenth of them. */
export async function memoryOver(pages: number, worker: Worker): Promise<void> {
  const ours: [number, number][] = [];
  const pass: [number, number][] = [];
  const modules: number[] = [];
  console.log("\npages           pass-through     afterglow    the module's");
  for (let step = 0; step <= steps; step++) {
    if (step > 0) {
      await visits(worker.edgeUrl, pages / steps);
      await visits(worker.passUrl, pages / steps);
    }
    const done = (pages / steps) * step;
    ours.push([done, resident(worker.edgePid)]);
    pass.push([done, resident(worker.passPid)]);
    modules.push(await moduleBytes(worker));
    const cells = [pass.at(-1)?.[1] ?? 0, ours.at(-1)?.[1] ?? 0].map((mb) => `${mb.toFixed(1)} MB`);
    const bytes = `${modules.at(-1)} B`;
    console.log(
      `${String(done).padStart(8)}${cells.map((cell) => cell.padStart(16)).join("")}${bytes.padStart(16)}`,
    );
  }
  const settled = (points: [number, number][]) => slope(points.slice(warmUp)).toFixed(1);
  console.log(
    `MB more per 100,000 pages, after the first ${(pages / steps) * warmUp}: pass-through ${settled(pass)}, afterglow ${settled(ours)}`,
  );
  const same = modules.slice(1).every((bytes) => bytes === modules[1]);
  console.log(`the module's memory ${same ? "never changed" : `changed: ${modules.join(", ")}`}`);
}
