// Finishes the modules that emcc linked: Binaryen takes the imports out (what is left of WASI comes
// from abort paths) and optimises once more.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const programs = join(createRequire(import.meta.url).resolve("binaryen/package.json"), "../bin");

export function binaryen(program, ...given) {
  execFileSync(process.execPath, [join(programs, program), ...given], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const features = [
  "--enable-simd",
  "--enable-bulk-memory",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
];

// What emcc exports for its own JavaScript, which we do not have.
const unused = ["--remove-exports=stack*", "--remove-exports=__*"];

// For the bytes that a browser fetches. Control flow is made anew, and once more from what that gives:
// it comes out shorter and in fewer shapes. Two passes of -Oz are left out whose work costs bytes once
// compressed: naming what is computed twice, and splitting locals by where they are set. How loads and
// stores are aligned is a hint that no engine needs; all alike compress better. That nothing lies below
// 1024 is how emcc links, and itself optimises.
const restructured = ["--flatten", "--rereloop", "-Oz"];
export const small = [
  "--low-memory-unused",
  ...restructured,
  ...restructured,
  "-Oz",
  "--dealign",
  "--skip-pass=local-cse",
  "--skip-pass=ssa-nomerge",
];

export const modules = [
  { from: "build/wasm/wasm/abi/afterglow.wasm", to: "dist/afterglow.wasm", passes: small },
  {
    from: "build/wasm/wasm/abi/afterglow-edge.wasm",
    to: "dist/afterglow-edge.wasm",
    // No buyer waits for its bytes: calls of small functions, which -Oz leaves, cost half of its time.
    passes: ["-O3", "-fimfs=60", "-ocimfs=200", "-aimfs=20"],
  },
  { from: "build/wasm/wasm/abi/trainer.wasm", to: "dist/trainer.wasm", passes: ["-O3"] },
];

// What abort paths and a growing memory ask for, and nobody answers.
const unanswered = ["proc_exit", "emscripten_notify_memory_growth"];

const importsOf = (path) =>
  WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(path))).map((i) => i.name);

export const newer = (from, to) => {
  const made = statSync(to, { throwIfNoEntry: false });
  return !made || made.mtimeMs < statSync(from).mtimeMs;
};

export function finishModules() {
  mkdirSync("dist", { recursive: true });
  for (const module of modules) finish(module);
}

/** One module, unless it is up to date. */
export function finish({ from, to, passes }) {
  if (!newer(from, to)) return;
  // Taken out, the import of a function that no library has would be a call that traps.
  const unknown = importsOf(from).filter((name) => !unanswered.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${from} lacks ${unknown.join(", ")}; it may ask for ${unanswered} alone`);
  }
  // An interrupted run must not leave a file that looks up to date.
  rmSync(to, { force: true });
  const given = ["--remove-imports", ...unused, "--strip-debug", "--strip-producers", ...features];
  // In this order: what only imports and exports needed is optimised away with them.
  binaryen("wasm-opt", from, ...given, ...passes, "-o", to);
  const imports = importsOf(to);
  if (imports.length > 0) {
    rmSync(to);
    throw new Error(`${to} imports ${imports.join(", ")}; it must import nothing`);
  }
}
