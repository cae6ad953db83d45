/**
 * The whole decision with two hundred offers beside the one with products alone, native and optimised.
 *
 *     npm run bench:decide -- [--json]
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { machine, type Row, rowsTable } from "../budget.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const budget = 2;

interface Run {
  run_name: string;
  aggregate_name?: string;
  real_time: number;
}

/** Medians of several runs in nanoseconds; the benchmarks take turns. */
function medians(): Map<string, number> {
  const words = ["--benchmark_format=json", "--benchmark_repetitions=9"];
  words.push("--benchmark_enable_random_interleaving=true", "--benchmark_min_time=0.2");
  const text = execFileSync("build/bench/bench/native/decide_bench", words, { encoding: "utf8" });
  const runs = (JSON.parse(text) as { benchmarks: Run[] }).benchmarks;
  return new Map(
    runs
      .filter(({ aggregate_name }) => aggregate_name === "median")
      .map(({ run_name, real_time }) => [run_name, real_time]),
  );
}

const found = medians();
const nanoseconds = (name: string): number => {
  const time = [...found].find(([run]) => run.startsWith(name))?.[1];
  if (!time) throw new Error(`decide_bench has no ${name}`);
  return time;
};
const [all, alone] = [nanoseconds("BM_Decide200Offers"), nanoseconds("BM_DecideProductsOnly")];
const micros = (time: number) => `${(time / 1000).toFixed(1)} µs`;
const rows: Row[] = [
  {
    what: "decision with 200 offers, beside products alone",
    ours: micros(all),
    peer: micros(alone),
    ratio: alone / all,
    budget: `≤ ${budget}× its time`,
    met: all / alone <= budget,
  },
];
if (values.json) console.log(JSON.stringify({ machine: machine(), rows }, null, 2));
else console.log(`${machine()}; ${(all / alone).toFixed(2)}× the time\n\n${rowsTable(rows)}`);
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
