// The declarations in dist/ are those that a shop's TypeScript sees: the guide's code compiles with
// them, strictly, and what it must not say does not.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { example } from "../integrate/examples.ts";

/** What the compiler says of this text, beside dist/loader.d.ts. */
function compiled(text: string): string {
  mkdirSync("build", { recursive: true });
  const folder = mkdtempSync("build/published-types-");
  try {
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    writeFileSync(join(folder, "use.ts"), text);
    const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext"];
    const { stdout } = spawnSync(
      process.execPath,
      [resolve("node_modules/typescript/bin/tsc"), ...options, "--typeRoots", ".", "use.ts"],
      { cwd: folder, encoding: "utf8" },
    );
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const loader = resolve("dist/loader.js");
const guide = example("script", "ts").replace('"./afterglow/loader.js"', JSON.stringify(loader));

it("the guide's code is taken, and what it must not say is not", () => {
  expect(guide).toContain(loader);
  expect(compiled(guide)).toBe("");
  expect(compiled(`${guide}\nwindow.afterglow?.consent?.(true, ["cookies"]);`)).toContain(
    "cookies",
  );
  expect(compiled(`${guide}\nwindow.afterglow = { context: { touchpoint: "fax" } };`)).toContain(
    "fax",
  );
});
