// Adds up a CTest JUnit report and a vitest JSON report, and prints the plain closing line.
import { readFileSync } from "node:fs";

const [junitPath, vitestPath] = process.argv.slice(2);
const junit = readFileSync(junitPath, "utf8");
const attribute = (name) =>
  Number(junit.match(new RegExp(`<testsuite[^>]*\\s${name}="(\\d+)"`))[1]);
const vitest = JSON.parse(readFileSync(vitestPath, "utf8"));

const failed = attribute("failures") + vitest.numFailedTests;
const skipped = attribute("skipped") + attribute("disabled") + vitest.numPendingTests;
const passed = attribute("tests") + vitest.numTotalTests - failed - skipped;
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
