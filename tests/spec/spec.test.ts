/** One set of cases, the same bytes in native C++, Node, workerd and Chromium. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as esbuild from "esbuild";
import { Miniflare } from "miniflare";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Afterglow, type ModuleSource } from "../../js-glue/afterglow.ts";
import { cases, expected, nativeAnswers, suites } from "../../scripts/spec.js";
import { chromiumOptions } from "../browser/chromium.ts";
import { runCases, type SpecAnswer, type SpecCase } from "./run-cases.ts";

const wasm = readFileSync("dist/afterglow.wasm");
const edgeWasm = readFileSync("dist/afterglow-edge.wasm");

async function bundled(entry: string, format: "esm" | "iife"): Promise<string> {
  const made = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format,
    target: "es2022",
    external: ["*.wasm", "*.afterglow"],
  });
  return made.outputFiles[0]?.text ?? "";
}

/** Each answer by its name, so that a difference names its case. */
function byName(answers: SpecAnswer[]): Record<string, SpecAnswer> {
  return Object.fromEntries(answers.map((answer) => [answer.name, answer]));
}

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

/** What a module is asked, and on which model. */
interface Asked {
  calls: SpecCase[];
  model: Buffer;
}

async function answersOf(module: ModuleSource, { calls, model }: Asked): Promise<SpecAnswer[]> {
  const made = await Afterglow.instantiate(module);
  if (!made.ok) throw new Error(made.error.message);
  const loaded = made.value.loadModel(model);
  if (!loaded.ok) throw new Error(loaded.error.message);
  return runCases(made.value, calls);
}

async function answersOfWorkerd({ calls, model }: Asked): Promise<SpecAnswer[]> {
  const miniflare = new Miniflare({
    compatibilityDate: "2026-01-01",
    modules: [
      {
        type: "ESModule",
        path: "main.js",
        contents: await bundled("tests/spec/in-workerd.ts", "esm"),
      },
      { type: "CompiledWasm", path: "afterglow-edge.wasm", contents: edgeWasm },
      { type: "Data", path: "model.afterglow", contents: model },
    ],
  });
  closers.push(() => miniflare.dispose());
  const response = await miniflare.dispatchFetch("http://spec/", {
    method: "POST",
    body: JSON.stringify(calls),
  });
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as SpecAnswer[];
}

async function serve(
  files: Record<string, [type: string, body: Buffer | string]>,
): Promise<string> {
  const server: Server = createServer((request, response) => {
    const [type, body] = files[request.url ?? "/"] ?? ["text/plain", ""];
    response.setHeader("content-type", type);
    response.end(body);
  });
  closers.push(() => new Promise((done) => server.close(done)));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answersOfChromium(
  module: Buffer,
  { calls, model }: Asked,
  policy = "",
): Promise<SpecAnswer[]> {
  const meta = policy && `<meta http-equiv=content-security-policy content="${policy}">`;
  const address = await serve({
    "/": ["text/html", `<!doctype html><title>spec</title>${meta}<script src=/spec.js></script>`],
    "/spec.js": ["text/javascript", await bundled("tests/spec/in-browser.ts", "iife")],
    "/afterglow.wasm": ["application/wasm", module],
    "/afterglow.wasm.js": ["text/javascript", readFileSync("dist/afterglow.wasm.js")],
    "/model.afterglow": ["application/octet-stream", model],
  });
  const browser: Browser = await chromium.launch(chromiumOptions);
  closers.unshift(() => browser.close());
  const page = await browser.newPage();
  await page.goto(address);
  return page.evaluate(
    (given) =>
      (globalThis as unknown as { answerSpec(c: unknown): Promise<SpecAnswer[]> }).answerSpec(
        given,
      ),
    calls as unknown,
  ) as Promise<SpecAnswer[]>;
}

describe.each(suites)("every case of $name has the same answer, byte for byte", (suite) => {
  const all: Asked = { calls: cases(suite) as SpecCase[], model: Buffer.alloc(0) };
  /** Browsers get a module that takes no pages through. */
  const forBrowsers: Asked = { ...all, calls: all.calls.filter(({ call }) => call !== "page") };
  beforeAll(() => {
    suite.build();
    all.model = readFileSync(suite.model);
    forBrowsers.model = all.model;
  });

  it.each([
    ["native C++", async () => nativeAnswers(suite) as SpecAnswer[]],
    ["Node", () => answersOf(edgeWasm, all)],
    ["workerd", () => answersOfWorkerd(all)],
    ["Chromium", () => answersOfChromium(edgeWasm, all)],
  ])("in %s", async (_runtime, answers) => {
    expect(byName(await answers())).toEqual(byName(expected(suite)));
  });

  it.each([
    ["Node", () => answersOf(wasm, forBrowsers)],
    ["Chromium", () => answersOfChromium(wasm, forBrowsers)],
    [
      "Node, translated to JavaScript",
      () => answersOf(import("../../dist/afterglow.wasm.js"), forBrowsers),
    ],
    [
      "Chromium where WebAssembly is forbidden",
      () => answersOfChromium(wasm, forBrowsers, "script-src 'self'"),
    ],
  ])("by the module for browsers in %s", async (_runtime, answers) => {
    const names = new Set(forBrowsers.calls.map(({ name }) => name));
    const wanted = (expected(suite) as SpecAnswer[]).filter(({ name }) => names.has(name));
    expect(byName(await answers())).toEqual(byName(wanted));
  });
});

describe("the modules", () => {
  it.each([
    ["afterglow.wasm", wasm],
    ["afterglow-edge.wasm", edgeWasm],
  ])("import nothing: %s", (_name, bytes) => {
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toEqual([]);
  });

  it("say which one is needed for pages and descriptions", async () => {
    const made = await Afterglow.instantiate(wasm);
    if (!made.ok) throw new Error(made.error.message);
    const expected = "expected afterglow-edge.wasm";
    expect(made.value.page()).toMatchObject({
      ok: false,
      error: { message: `this module has no page: ${expected}` },
    });
    expect(made.value.describe()).toMatchObject({
      ok: false,
      error: { message: `this module has no describe: ${expected}` },
    });
  });
});
