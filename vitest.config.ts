import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Imports SQL files as texts, as scripts/build.js has esbuild do. */
const sqlAsText = {
  name: "sql-as-text",
  load(id: string) {
    if (!id.endsWith(".sql")) return null;
    return `export default ${JSON.stringify(readFileSync(id, "utf8"))};`;
  },
};

export default defineConfig({
  plugins: [sqlAsText],
  test: {
    include: ["tests/**/*.test.ts"],
    // Chromium and workerd share two cores with everything else.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
  },
});
