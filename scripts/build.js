// Makes dist/ from what CMake built and from the TypeScript, and prints the sizes of what is shipped.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { bundles } from "./bundles.js";
import { makeFallback } from "./fallback-module.js";
import { finishModules } from "./wasm-modules.js";

const quiet = process.argv.includes("--quiet");

async function bundle({ entry, out, ...options }) {
  await esbuild.build({
    entryPoints: [entry],
    outfile: `dist/${out}`,
    bundle: true,
    sourcemap: options.platform === "node" ? "linked" : false,
    legalComments: "none",
    logLevel: "warning",
    loader: { ".sql": "text", ".css": "text", ".mustache": "text", ".html": "text" },
    ...options,
  });
}

function printSizes() {
  const shipped = [
    "afterglow.wasm",
    "afterglow.wasm.js",
    "afterglow-edge.wasm",
    "trainer.wasm",
    "loader.js",
    "events.js",
    "history.js",
    "worker.js",
  ];
  console.log(
    `${"dist/".padEnd(20)}${"raw".padStart(10)}${"gzip".padStart(10)}${"brotli".padStart(10)}`,
  );
  for (const name of shipped) {
    const bytes = readFileSync(`dist/${name}`);
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length];
    console.log(name.padEnd(20) + sizes.map((size) => String(size).padStart(10)).join(""));
  }
}

/** For <script integrity=…>: whoever serves the loader can be held to these bytes. */
function printIntegrity() {
  for (const name of ["loader.js", "loader.classic.js"]) {
    const hash = createHash("sha384")
      .update(readFileSync(`dist/${name}`))
      .digest("base64");
    console.log(`${name.padEnd(20)}integrity="sha384-${hash}"`);
  }
}

/** loader.d.ts beside loader.js, and so on: where an import looks. */
function declareBeside() {
  const sources = { loader: "js-glue/loader", afterglow: "js-glue/afterglow" };
  for (const [name, source] of Object.entries(sources)) {
    writeFileSync(`dist/${name}.d.ts`, `export * from "./types/${source}.js";\n`);
  }
  const worker = "./types/edge/cloudflare.js";
  writeFileSync(
    "dist/worker.d.ts",
    `export * from "${worker}";\nexport { default } from "${worker}";\n`,
  );
}

finishModules();
await makeFallback();
await Promise.all(bundles.filter(({ entry }) => existsSync(entry)).map(bundle));
copyFileSync("cli/build/offers/offers.schema.json", "dist/offers.schema.json");
copyFileSync("edge/offer-events.schema.json", "dist/offer-events.schema.json");
// Nothing that runs needs the declarations, so the demo does not wait for them.
if (!quiet) {
  const compiler = "node_modules/typescript/bin/tsc";
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.types.json"], { stdio: "inherit" });
  declareBeside();
  printSizes();
  printIntegrity();
}
