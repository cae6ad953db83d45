// Translates the scorer to JavaScript with Binaryen's wasm2js, for pages that forbid WebAssembly and
// browsers that lack it: dist/afterglow.wasm.js, which gives out fresh instances.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as esbuild from "esbuild";
import { binaryen, newer } from "./wasm-modules.js";

const from = "build/fallback/wasm/abi/afterglow.wasm";
const to = "dist/afterglow.wasm.js";

// What wasm2js writes behind the module: one instance, and its functions as this file's exports.
const oneInstance =
  /\nvar retasmFunc = asmFunc\(\{\s*\}\);\n(export var \w+ = retasmFunc\.\w+;\s*)+$/;
const instances = "\nexport const instantiate = () => asmFunc({});\n";

export async function makeFallback() {
  if (!newer(from, to)) return;
  rmSync(to, { force: true });
  const lean = "build/fallback/afterglow.lean.wasm";
  // No feature is enabled: what wasm2js cannot translate must not come in here.
  binaryen("wasm-opt", from, "-Oz", "--remove-imports", "--strip-debug", "-o", lean);
  const whole = "build/fallback/afterglow.js";
  binaryen("wasm2js", lean, "-Oz", "-o", whole);
  const text = readFileSync(whole, "utf8");
  if (!oneInstance.test(text)) {
    throw new Error(
      `${whole} does not end as wasm2js is known to write it: look at ${import.meta.url}`,
    );
  }
  const made = await esbuild.transform(text.replace(oneInstance, instances), {
    format: "esm",
    minify: true,
    target: "es2022",
  });
  writeFileSync(to, made.code);
}
