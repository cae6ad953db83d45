// The command as a person or a script calls it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { csvOf, folder, smallShop, write } from "./build-shop.ts";

function afterglow(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/bin.js", ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const orders = write("orders.csv", `${csvOf(smallShop(300))},,,broken\n`);
const out = `${folder}/shop.afterglow`;

test("build --json prints one JSON document and nothing else", () => {
  const { status, stdout, stderr } = afterglow("build", "--orders", orders, "--out", out, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const report = JSON.parse(stdout);
  expect(report.rows.reasons).toEqual({ "row has too few fields": 1 });
  expect(report.skus).toBe(30);
});

test("build tells a person what it read, refused and wrote", () => {
  const { status, stdout, stderr } = afterglow("build", "--orders", orders, "--out", out);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/order rows read, 1 refused\n {2}1: row has too few fields\n/);
  expect(stdout).toMatch(/300 orders of \d+ known customers, 30 SKUs, placed by time\n/);
  expect(stdout).toMatch(/shop\.afterglow: [\d,]+ bytes, [\d,]+ edges, checksum [0-9a-f]{16}/);
});

test("bad data is one sentence on stderr and exit code 1", () => {
  const bad = write("bad.csv", "a,b\n1,2\n");
  const model = `${folder}/none.afterglow`;
  const { status, stdout, stderr } = afterglow("build", "--orders", bad, "--out", model);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^afterglow: .*bad\.csv: has no column order_id \(it has a, b\); .*\n$/);
  expect(existsSync(model)).toBe(false);
});

test("a wrong call is exit code 2", () => {
  expect(afterglow("build", "--orders", orders).status).toBe(2);
  expect(afterglow("build", "--out", out).status).toBe(2);
  expect(afterglow("build", "--orders", orders, "--counts", folder, "--out", out).status).toBe(2);
  expect(afterglow("build", "--orders", orders, "--out", out, "--objective", "all").status).toBe(2);
});
