/** `afterglow serve`, as a person runs it; and the worker with its model bundled. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorkerd } from "../../edge/workerd.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { get } from "./client.ts";
import { flipped } from "./faulty-files.ts";
import { type Origin, startOrigin } from "./origin.ts";
import { assertSpliced, assertUnchanged, orderThenSlot } from "./pages.ts";

let origin: Origin;
let folder: string;
let model: string;
beforeAll(async () => {
  buildModel();
  origin = await startOrigin();
  folder = mkdtempSync(join(tmpdir(), "afterglow-serve-"));
  model = join(folder, "shop.afterglow");
  copyFileSync(modelPath, model);
});
afterAll(async () => {
  await origin.close();
  rmSync(folder, { recursive: true });
});

const command = (args: string[]) => ["cli/bin.js", "serve", ...args];

async function started(args: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, command(args), { stdio: ["ignore", "pipe", "pipe"] });
  for await (const line of createInterface({ input: child.stderr })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) return { url, child };
  }
  throw new Error("serve ended before it listened");
}

describe("afterglow serve", () => {
  it("puts the offer into the shop's pages, and keeps the last good model", async () => {
    const args = ["--origin", origin.url, "--model", model, "--port", "0", "--refresh", "1"];
    const { url, child } = await started(args);
    try {
      const path = origin.put({ chunks: [orderThenSlot] });
      const visit = async () => assertSpliced((await get(url + path)).body, orderThenSlot);
      await visit();
      writeFileSync(model, flipped(readFileSync(modelPath)));
      await new Promise((resolve) => setTimeout(resolve, 1200));
      await visit();
      await visit();
    } finally {
      copyFileSync(modelPath, model);
      child.kill();
      await once(child, "exit");
    }
  });

  it("answers 502 while the shop is down", async () => {
    const args = ["--origin", "http://127.0.0.1:9", "--model", model, "--port", "0"];
    const { url, child } = await started(args);
    expect((await get(`${url}/thank-you/1`)).status).toBe(502);
    child.kill();
    await once(child, "exit");
  });

  it("says what is wrong with the call, and what with the data", () => {
    const run = (args: string[]) =>
      spawnSync(process.execPath, command(args), { encoding: "utf8", timeout: 30_000 });
    const wrongOrigin = run(["--origin", "shop", "--model", model]);
    expect([wrongOrigin.status, wrongOrigin.stderr]).toEqual([
      2,
      expect.stringContaining("--origin shop"),
    ]);
    const wrongPort = run(["--origin", origin.url, "--model", model, "--port", "x"]);
    expect([wrongPort.status, wrongPort.stderr]).toEqual([2, expect.stringContaining("--port x")]);
    const wrongSlot = run(["--origin", origin.url, "--model", model, "--slot", "#a into"]);
    expect([wrongSlot.status, wrongSlot.stderr]).toEqual([2, expect.stringContaining("#a into")]);
    const noModel = run(["--origin", origin.url, "--model", "none.afterglow"]);
    expect([noModel.status, noModel.stderr]).toEqual([
      1,
      expect.stringContaining("none.afterglow"),
    ]);
  });
});

describe("the Cloudflare worker", () => {
  it("takes a model that is deployed with it", async () => {
    const settings = { AFTERGLOW_ORIGIN: origin.url, AFTERGLOW_ROUTES: "/thank-you/*" };
    const edge = await startWorkerd({ model: readFileSync(modelPath), settings });
    const path = origin.put({ chunks: [orderThenSlot] });
    assertSpliced((await get(edge.url + path)).body, orderThenSlot);
    await edge.close();
  });

  it("passes everything through when its settings are wrong", async () => {
    const edge = await startWorkerd({
      model: readFileSync(modelPath),
      settings: { AFTERGLOW_ORIGIN: origin.url },
    });
    const path = origin.put({ chunks: [orderThenSlot] });
    assertUnchanged((await get(edge.url + path)).body, orderThenSlot);
    await edge.close();
  });
});
