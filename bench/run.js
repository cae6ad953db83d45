// npm run bench [-- --only size,page] [-- --json]
// Every budget beside what was measured: runs the benchmarks one after the other, so that none disturbs
// another, prints one table and writes bench/results/budgets.json. All of it takes about an hour on two
// cores, nearly all of it the peers of bench:quality.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const parts = ["size", "page", "decide", "model", "edge", "growth", "quality"];
const { values } = parseArgs({
  options: { only: { type: "string" }, json: { type: "boolean", default: false } },
});
const only = values.only?.split(",") ?? parts;
const unknown = only.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  console.error(`bench: --only takes ${parts.join(", ")}; there is no ${unknown.join(", ")}`);
  process.exit(2);
}

/** A benchmark exits with 1 where it missed a budget, so what it printed is what counts. */
function measure(part) {
  console.error(`bench: ${part}`);
  const words = ["run", "--silent", `bench:${part}`, "--", "--json"];
  const { stdout } = spawnSync("npm", words, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const { machine, rows } = JSON.parse(stdout);
    return { part, machine, rows };
  } catch {
    console.error(`bench: bench:${part} gave no results`);
    return { part, rows: [], failed: true };
  }
}

const results = only.map(measure);
mkdirSync("bench/results", { recursive: true });
const document = { when: new Date().toISOString(), results };
writeFileSync("bench/results/budgets.json", `${JSON.stringify(document, null, 1)}\n`);
const budgeted = results.flatMap(({ rows }) => rows).filter(({ budget }) => budget !== "");
if (values.json) {
  console.log(JSON.stringify(document, null, 1));
} else {
  const width = (of) => Math.max(...budgeted.map((row) => of(row).length), 0);
  const better = ({ ratio }) => (ratio === null ? "" : `${ratio.toFixed(2)}×`);
  const columns = [
    ({ what }) => what,
    ({ ours }) => ours,
    ({ peer }) => peer,
    better,
    ({ budget }) => budget,
    ({ met }) => (met ? "met" : "MISSED"),
  ];
  for (const row of budgeted) {
    console.log(
      columns
        .map((of) => of(row).padEnd(width(of)))
        .join("  ")
        .trimEnd(),
    );
  }
  const missed = budgeted.filter(({ met }) => !met).length;
  console.log(`\n${budgeted.length - missed} of ${budgeted.length} budgets met`);
}
process.exitCode = results.some(({ failed }) => failed) || budgeted.some(({ met }) => !met) ? 1 : 0;
