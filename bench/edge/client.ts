import { Agent, get } from "node:http";

export interface Timed {
  /** Milliseconds to the first byte of the body, and to its end. */
  first: number;
  whole: number;
  bytes: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 128, timeout: 60_000 });

export function timed(url: string, tries = 5): Promise<Timed> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let first = 0;
    let bytes = 0;
    const asked = get(url, { agent }, (response) => {
      response.on("data", (chunk: Buffer) => {
        first ||= performance.now() - started;
        bytes += chunk.length;
      });
      response.on("end", () => resolve({ first, whole: performance.now() - started, bytes }));
      response.on("error", reject);
    });
    asked.on("error", (cause) => {
      // A connection that was idle, on a busy machine, may be closed just when it is used again.
      if (asked.reusedSocket && bytes === 0 && tries > 1)
        timed(url, tries - 1).then(resolve, reject);
      else reject(cause);
    });
  });
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
