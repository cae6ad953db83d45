/** Prints what each runtime made of the suite, one line per case. */
import type { Reporter, TestModule } from "vitest/node";

const marks = { passed: "ok", failed: "FAILED", skipped: "-", pending: "?" };

export default class Table implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const byCase = new Map<string, Map<string, string>>();
    const runtimes = new Set<string>();
    const problems: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const runtime = (test.parent.type === "suite" ? test.parent.name : "").replace(/^in /, "");
        runtimes.add(runtime);
        const row = byCase.get(test.name) ?? new Map<string, string>();
        byCase.set(test.name, row.set(runtime, marks[test.result().state]));
        for (const error of test.result().errors ?? []) {
          problems.push(`${runtime}: ${test.name}: ${error.message.split("\n")[0]}`);
        }
      }
      problems.push(...module.errors().map((error) => error.message));
    }
    const columns = [...runtimes];
    const width = Math.max(0, ...[...byCase.keys()].map((name) => name.length)) + 2;
    const line = (name: string, cells: string[]) =>
      name.padEnd(width) + cells.map((cell) => cell.padEnd(14)).join("");
    console.log(line("", columns));
    for (const [name, row] of byCase) {
      console.log(
        line(
          name,
          columns.map((runtime) => row.get(runtime) ?? "-"),
        ),
      );
    }
    for (const problem of problems) console.log(problem);
  }
}
