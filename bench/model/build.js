// Makes what npm run bench:model runs: the scorer alone as a module, finished as afterglow.wasm is,
// and the programs around it.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import * as esbuild from "esbuild";
import { finish, small } from "../../scripts/wasm-modules.js";

mkdirSync("build/bench", { recursive: true });
// What is measured is the scorer as it is shipped: dist/ must be of the same sources.
execFileSync(process.execPath, ["scripts/build.js", "--quiet"], { stdio: "inherit" });
execFileSync("cmake", ["--build", "build/wasm", "--target", "score_baskets"], {
  stdio: ["ignore", "ignore", "inherit"],
});
finish({
  from: "build/wasm/bench/model/score_baskets.wasm",
  to: "build/bench/score_baskets.wasm",
  passes: small,
});
await esbuild.build({
  entryPoints: { model: "bench/model/main.ts", ready: "bench/model/ready.ts" },
  outdir: "build/bench",
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});
