/**
 * Prints what each runtime made of the suite that all of them run, one line per case; then how the
 * tests of single parts of the edge went, one line per file.
 */
import type { Reporter, TestCase, TestModule } from "vitest/node";

const marks = { passed: "ok", failed: "FAILED", skipped: "-", pending: "?" };

/** The runtime whose suite the test belongs to, if it is one of all runtimes' suite. */
function runtimeOf({ parent }: TestCase): string | undefined {
  return parent.type === "suite" ? /^in (.+)/.exec(parent.name)?.[1] : undefined;
}

export default class Table implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const byCase = new Map<string, Map<string, string>>();
    const runtimes = new Set<string>();
    const others: string[] = [];
    const problems: string[] = [];
    for (const module of modules) {
      const states: string[] = [];
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        const runtime = runtimeOf(test);
        if (runtime === undefined) {
          states.push(state);
        } else {
          runtimes.add(runtime);
          const row = byCase.get(test.name) ?? new Map<string, string>();
          byCase.set(test.name, row.set(runtime, marks[state]));
        }
        for (const error of errors ?? []) {
          problems.push(
            `${runtime ?? module.moduleId}: ${test.name}: ${error.message.split("\n")[0]}`,
          );
        }
      }
      if (states.length > 0) {
        const passed = states.filter((state) => state === "passed").length;
        others.push(`${module.relativeModuleId}: ${passed} of ${states.length} ok`);
      }
      problems.push(...module.errors().map((error) => error.message));
    }
    const columns = [...runtimes];
    const width = Math.max(0, ...[...byCase.keys()].map((name) => name.length)) + 2;
    const line = (name: string, cells: string[]) =>
      (name.padEnd(width) + cells.map((cell) => cell.padEnd(14)).join("")).trimEnd();
    console.log(line("", columns));
    for (const [name, row] of byCase) {
      console.log(
        line(
          name,
          columns.map((runtime) => row.get(runtime) ?? "-"),
        ),
      );
    }
    console.log("");
    for (const text of [...others, ...problems]) console.log(text);
  }
}
