// What a person sees of a long build on a terminal, and a pipe does not.
import { describe, expect, test } from "vitest";
import { build } from "../../cli/build/build.ts";
import { BuildProgress } from "../../cli/build/progress.ts";
import { csvOf, smallShop, write } from "./build-shop.ts";

function terminal(isTTY = true) {
  const written: string[] = [];
  const out = { isTTY, write: (text: string) => written.push(text) };
  return { written, out: out as unknown as NodeJS.WriteStream };
}

/** Per cent that were shown beside a label. */
const shown = (written: string[], label: string) =>
  written
    .map((text) => new RegExp(`${label} [█░]+ (\\d+) %`).exec(text)?.[1])
    .filter((found) => found !== undefined)
    .map(Number);

describe("progress", () => {
  test("is a bar that never falls back, beside the seconds", async () => {
    const { written, out } = terminal();
    const answer = await new BuildProgress(out).phase("learn", "learning", async (tell) => {
      for (const share of [0, 0.5, 0.25, 2]) tell(share);
      return 7;
    });
    expect(answer).toBe(7);
    expect(shown(written, "learning")).toEqual([0, 50, 50, 100]);
    expect(written).toContainEqual(expect.stringMatching(/learning █{10}░{10} 50 % 0\.\d s$/));
    expect(written[0]).toMatch(/learning … 0\.0 s$/);
    expect(written.at(-1)).toBe("\r\u001b[K");
  });

  test("of learning rises to nine tenths before the last step", async () => {
    const { written, out } = terminal();
    const orders = [write("progress.csv", csvOf(smallShop(600)))];
    for (const objective of ["next", "together"] as const) {
      written.length = 0;
      await build({
        orders,
        objective,
        out: write("progress.model", ""),
        threads: 3,
        progress: out,
      });
      const shares = shown(written, "learning");
      expect(shares.length).toBeGreaterThan(8);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(shares.at(-1)).toBe(90);
    }
  });

  test("is silent where nobody looks", async () => {
    const { written, out } = terminal(false);
    const progress = new BuildProgress(out);
    await progress.phase("learn", "learning", async (tell) => tell(0.5));
    expect(written).toEqual([]);
    expect(progress.seconds.learn).toBeGreaterThanOrEqual(0);
  });
});
