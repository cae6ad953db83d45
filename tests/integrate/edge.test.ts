/** The guide to Cloudflare: a worker with the model in it, as the guide writes it, in real workerd. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorkerd } from "../../edge/workerd.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { get } from "../runtimes/client.ts";
import { type Origin, startOrigin } from "../runtimes/origin.ts";
import { assertSpliced, orderThenSlot } from "../runtimes/pages.ts";
import { example } from "./examples.ts";

let origin: Origin;
const folder = mkdtempSync(join(tmpdir(), "afterglow-integrate-"));
beforeAll(async () => {
  buildModel();
  origin = await startOrigin();
});
afterAll(async () => {
  await origin.close();
  rmSync(folder, { recursive: true });
});

it("the guide's worker puts the offer into the page", async () => {
  const bundled = await build({
    stdin: { contents: example("cloudflare", "js"), resolveDir: resolve("dist") },
    bundle: true,
    format: "esm",
    external: ["*.wasm", "*.afterglow"],
    write: false,
  });
  const worker = join(folder, "worker.js");
  const text = bundled.outputFiles[0]?.text ?? "";
  expect(text).toContain('"./shop.afterglow"');
  // startWorkerd names the bundled model so.
  writeFileSync(worker, text.replace("./shop.afterglow", "./model.afterglow"));
  const edge = await startWorkerd({
    worker,
    model: readFileSync(modelPath),
    settings: { AFTERGLOW_ROUTES: "/*", AFTERGLOW_ORIGIN: origin.url },
  });
  try {
    const path = origin.put({ chunks: [orderThenSlot] });
    assertSpliced((await get(edge.url + path)).body, orderThenSlot);
  } finally {
    await edge.close();
  }
});
