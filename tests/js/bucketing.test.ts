/** The arms against GrowthBook's own SDK: a million units, whatever their ids are made of. */
import { execFileSync } from "node:child_process";
import { GrowthBookClient } from "@growthbook/growthbook";
import { expect, test } from "vitest";

const program = "build/native/tests/cpp/arm_answers";

/** Shop ids, numbers, UUID-like ids, and letters beyond ASCII and beyond 16 bits. */
function unit(i: number): string {
  const scrambled = Math.imul(i, 2654435761) >>> 0;
  switch (i % 5) {
    case 0:
      return `c-${i}`;
    case 1:
      return `${scrambled}`;
    case 2:
      return `${scrambled.toString(16).padStart(8, "0")}-4a5b-${i.toString(36)}`;
    case 3:
      return `Käufer ${i} 茶`;
    default:
      return `😀${String.fromCodePoint(0x1f300 + (scrambled % 700))}${i}`;
  }
}

function ours(units: string[], key: string, share: number): string {
  return execFileSync(program, [key, String(share)], {
    input: units.join("\n"),
    maxBuffer: 1 << 24,
    encoding: "utf8",
  });
}

function theirs(units: string[], key: string, share: number): string {
  const growthbook = new GrowthBookClient();
  const experiment = {
    key,
    variations: ["0", "1"] as [string, string],
    weights: [share, 1 - share],
    coverage: 1,
    hashVersion: 2 as const,
    hashAttribute: "id",
  };
  let arms = "";
  for (const id of units) {
    const result = growthbook.runInlineExperiment(experiment, { attributes: { id } });
    if (!result.inExperiment) throw new Error(`${id} is in no arm`);
    arms += result.value;
  }
  return arms;
}

function firstDifference(a: string, b: string): number {
  if (a === b) return -1;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return at;
}

test("a million units are in the arm that GrowthBook puts them in", { timeout: 240_000 }, () => {
  const units = Array.from({ length: 1_000_000 }, (_, i) => unit(i));
  const mine = ours(units, "afterglow", 0.1);
  expect(mine.length).toBe(units.length);
  expect(units[firstDifference(mine, theirs(units, "afterglow", 0.1))]).toBeUndefined();
});

test("so they are for every share and key", { timeout: 60_000 }, () => {
  const units = Array.from({ length: 20_000 }, (_, i) => unit(i));
  for (const key of ["afterglow", "Sommer-Aktion ☀", "x"]) {
    for (const share of [0.01, 0.05, 0.15, 0.2, 0.3333, 0.5, 0.999]) {
      const difference = firstDifference(ours(units, key, share), theirs(units, key, share));
      expect(units[difference], `${key} ${share}`).toBeUndefined();
    }
  }
});
