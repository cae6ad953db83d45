/** The handler on the real module, without a network: hooks, model refresh, settings. */
import { execFileSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { publicKeyOf, signed } from "../../cli/signing-key.ts";
import { readEnvironment } from "../../edge/environment.ts";
import { createHandler, type HandlerOptions, type ModelSource } from "../../edge/handler.ts";
import { bundledModel, kvModel, urlModel } from "../../edge/model-source.ts";
import { Afterglow, type PageReport } from "../../js-glue/afterglow.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { flipped } from "./faulty-files.ts";
import {
  assertSpliced,
  assertUnchanged,
  dataScript,
  order,
  orderThenSlot,
  page,
  slot,
} from "./pages.ts";

const token = "only-for-these-tests";
const at = (path: string, init?: RequestInit) => new Request(`https://shop.example${path}`, init);

let model: Uint8Array;
let base: HandlerOptions;
beforeAll(() => {
  buildModel();
  model = readFileSync(modelPath);
  const module = new WebAssembly.Module(readFileSync("dist/afterglow-edge.wasm"));
  base = { module, model: bundledModel(model), routes: ["/thank-you/*"] };
});

const serving =
  (html: string, headers: Record<string, string> = {}) =>
  async () =>
    new Response(html, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });

async function bodyOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

async function statusOf(handle: ReturnType<typeof createHandler>) {
  const asked = at("/afterglow/status", { headers: { authorization: `Bearer ${token}` } });
  return (await handle(asked, serving(""))).json();
}

/** A page served, its background work done, and the status a moment later. */
async function visitOf(handle: ReturnType<typeof createHandler>) {
  const kept: Promise<unknown>[] = [];
  const response = await handle(at("/thank-you/1"), serving(orderThenSlot), (w) => kept.push(w));
  assertSpliced(await bodyOf(response), orderThenSlot);
  await Promise.all(kept);
  await new Promise((resolve) => setTimeout(resolve, 5));
  return statusOf(handle);
}

/** What is offered for the test order without an overlay. */
function offered(): string[] {
  const made = Afterglow.fromModule(base.module as WebAssembly.Module);
  if (!made.ok) throw new Error(made.error.message);
  made.value.loadModel(model);
  const decided = made.value.decide(order, { now: Math.floor(Date.now() / 1000) });
  if (!decided.ok) throw new Error(decided.error.message);
  return decided.value.offers.flatMap(({ sku }) => sku ?? []);
}

describe("the handler", () => {
  it("hands the report of every scanned page on, offers and reasons included", async () => {
    const reports: PageReport[] = [];
    const kept: Promise<unknown>[] = [];
    const handle = createHandler({ ...base, onReport: (report) => reports.push(report) });
    for (const html of [orderThenSlot, page(slot)]) {
      const response = await handle(at("/thank-you/1"), serving(html), (work) => kept.push(work));
      await bodyOf(response);
    }
    await Promise.all(kept);
    expect(reports.map(({ outcome }) => outcome)).toEqual(["spliced", "no-order"]);
    expect(reports[0]?.decision?.offers.length).toBeGreaterThan(0);
  });

  it("does not let a hook that throws touch the page", async () => {
    const throwing = () => {
      throw new Error("broken hook");
    };
    const reporting = createHandler({ ...base, onReport: throwing });
    const spliced = await reporting(at("/thank-you/1"), serving(orderThenSlot));
    assertSpliced(await bodyOf(spliced), orderThenSlot);
    for (const hook of [{ consent: throwing }, { context: throwing }]) {
      const handle = createHandler({ ...base, ...hook });
      const response = await handle(at("/thank-you/1"), serving(orderThenSlot));
      assertUnchanged(await bodyOf(response), orderThenSlot);
    }
  });

  it("gives the page's nonce to the style sheet it adds", async () => {
    const handle = createHandler(base);
    const policy = "default-src 'self'; script-src 'nonce-one'; style-src 'self' 'nonce-two'";
    const response = await handle(
      at("/thank-you/1"),
      serving(orderThenSlot, { "content-security-policy": policy }),
    );
    expect(assertSpliced(await bodyOf(response), orderThenSlot)).toContain('<style nonce="two">');
  });

  it("cannot be made to write header lines by what a page holds", async () => {
    const handle = createHandler(base);
    const nasty = page(dataScript('{"order_id":"x\\r\\nset-cookie: a=1","lines":7}') + slot);
    const response = await handle(at("/thank-you/1"), serving(nasty));
    expect(response.headers.get("server-timing")).toMatch(/^[\x20-\x7e]+$/);
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it("refuses a status token that can be guessed, and has no status page without one", async () => {
    expect(() => createHandler({ ...base, statusToken: "short" })).toThrow(/16 characters/);
    const response = await createHandler(base)(at("/afterglow/status"), serving("the shop's own"));
    expect(await response.text()).toBe("the shop's own");
  });

  it("lets the origin's failure through, and is there for the next page", async () => {
    const handle = createHandler(base);
    const down = () => Promise.reject(new Error("connection refused"));
    await expect(handle(at("/thank-you/1"), down)).rejects.toThrow("connection refused");
    const response = await handle(at("/thank-you/1"), serving(orderThenSlot));
    assertSpliced(await bodyOf(response), orderThenSlot);
  });
});

describe("the model", () => {
  it("is replaced in the background, and a bad one never takes its place", async () => {
    let current = { bytes: model, version: "1" };
    let broken = false;
    const source: ModelSource = {
      async load(version) {
        if (broken) throw new Error("the store is down");
        return version === current.version ? null : current;
      },
    };
    const handle = createHandler({
      ...base,
      model: source,
      refreshEvery: 0.001,
      statusToken: token,
    });
    const visit = () => visitOf(handle);
    expect(await visit()).toMatchObject({ version: "1", problem: null });
    current = { bytes: flipped(model), version: "2" };
    await visit();
    expect(await visit()).toMatchObject({
      version: "1",
      problem: expect.stringContaining("model cannot be used"),
    });
    broken = true;
    expect(await visit()).toMatchObject({ version: "1", problem: "the store is down" });
    broken = false;
    current = { bytes: model, version: "3" };
    await visit();
    expect(await visit()).toMatchObject({ version: "3", problem: null });
  });

  it("takes an overlay, keeps it when the next is bad, and over a new model", async () => {
    const skus = join(tmpdir(), `afterglow-overlay-${process.pid}`);
    const rows = ["sku,blocked", ...offered().map((sku) => `${sku},true`)];
    writeFileSync(`${skus}.csv`, `${rows.join("\n")}\n`);
    const args = ["cli/bin.js", "overlay", "--skus", `${skus}.csv`, "--out", `${skus}.overlay`];
    execFileSync(process.execPath, args, { stdio: "ignore" });
    let overlay = { bytes: readFileSync(`${skus}.overlay`), version: "o1" };
    let current = { bytes: model, version: "m1" };
    const from = (file: () => { bytes: Uint8Array; version: string }): ModelSource => ({
      load: async (version) => (version === file().version ? null : file()),
    });
    const reports: PageReport[] = [];
    const handle = createHandler({
      ...base,
      model: from(() => current),
      overlay: from(() => overlay),
      refreshEvery: 0.001,
      statusToken: token,
      onReport: (report) => reports.push(report),
    });
    const visit = async () => {
      const kept: Promise<unknown>[] = [];
      await bodyOf(await handle(at("/thank-you/1"), serving(orderThenSlot), (w) => kept.push(w)));
      await Promise.all(kept);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return reports.at(-1)?.decision?.offers.map(({ sku }) => sku) ?? [];
    };
    const blocked = offered();
    const free = (skus: (string | undefined)[]) => blocked.filter((sku) => skus.includes(sku));
    await visit();
    expect(free(await visit())).toEqual([]);
    overlay = { bytes: Buffer.from("no overlay"), version: "o2" };
    current = { bytes: model, version: "m2" };
    await visit();
    expect(free(await visit())).toEqual([]);
    expect(await statusOf(handle)).toMatchObject({ version: "m2", overlay: "o1" });
  });

  it("and the overlay are used only when the public key signed them; the last good ones stay", async () => {
    const [ours, theirs] = [0, 1].map(() => generateKeyPairSync("ed25519").privateKey) as [
      KeyObject,
      KeyObject,
    ];
    let current = { bytes: signed(model, ours), version: "1" };
    let overlay: Awaited<ReturnType<ModelSource["load"]>> = null;
    const handle = createHandler({
      ...base,
      model: { load: async (version) => (version === current.version ? null : current) },
      overlay: { load: async () => overlay },
      publicKey: publicKeyOf(ours),
      refreshEvery: 0.001,
      statusToken: token,
    });
    const visit = () => visitOf(handle);
    expect(await visit()).toMatchObject({ version: "1", signature: "required", problem: null });
    const refused: [Uint8Array, RegExp][] = [
      [model, /not signed/],
      [signed(model, theirs), /does not confirm/],
      [flipped(signed(model, ours)), /does not confirm/],
    ];
    for (const [bytes, reason] of refused) {
      current = { bytes, version: "2" };
      await visit();
      expect(await visit()).toMatchObject({
        version: "1",
        problem: expect.stringMatching(reason),
      });
    }
    current = { bytes: signed(model, ours), version: "3" };
    overlay = { bytes: Buffer.from("any"), version: "o" };
    await visit();
    expect(await visit()).toMatchObject({
      version: "3",
      overlay: null,
      problem: expect.stringContaining("the overlay is not signed"),
    });
  });

  it("that hangs does not keep a page waiting longer than its patience", async () => {
    const hanging: ModelSource = { load: () => new Promise(() => {}) };
    const handle = createHandler({ ...base, model: hanging, modelPatience: 30 });
    const response = await handle(at("/thank-you/1"), serving(orderThenSlot));
    assertUnchanged(await bodyOf(response), orderThenSlot);
    expect(response.headers.get("server-timing")).toContain("still being fetched");
  });

  it("behind a URL is asked for with its ETag", async () => {
    const fetcher = vi.fn(async (_: unknown, init?: RequestInit) => {
      const known = new Headers(init?.headers).get("if-none-match");
      if (known === '"v1"') return new Response(null, { status: 304 });
      return new Response(Uint8Array.from(model), { headers: { etag: '"v1"' } });
    });
    const source = urlModel("https://models.example/shop", fetcher as typeof fetch);
    expect(await source.load(undefined)).toMatchObject({ version: '"v1"' });
    expect(await source.load('"v1"')).toBeNull();
  });

  it("in KV is known by the version in its metadata", async () => {
    const value = Uint8Array.from(model).buffer;
    const store = { getWithMetadata: async () => ({ value, metadata: { version: "7" } }) };
    expect(await kvModel(store, "model").load("6")).toMatchObject({ version: "7" });
    expect(await kvModel(store, "model").load("7")).toBeNull();
    const empty = { getWithMetadata: async () => ({ value: null, metadata: null }) };
    await expect(kvModel(empty, "model").load(undefined)).rejects.toThrow(/no key model/);
  });
});

describe("the settings", () => {
  it("refuse a public key that is none, so that nothing goes unchecked by mistake", () => {
    for (const publicKey of ["", "secret", "MCowBQYDK2VuAyEA".padEnd(60, "A")]) {
      expect(() => createHandler({ ...base, publicKey })).toThrow(/must be one of Ed25519/);
    }
  });

  it("tell the decision what the visitor's cookies agree to", () => {
    const { context } = readEnvironment({
      AFTERGLOW_ROUTES: "/thank-you/*",
      AFTERGLOW_ADVERTISING_COOKIE: "ads=yes",
      AFTERGLOW_PERSONALISATION_COOKIE: "personal",
    });
    const agreed = (cookie: string) =>
      context?.(at("/thank-you/1", { headers: { cookie } }))?.consent;
    expect(agreed("")).toBeUndefined();
    expect(agreed("ads=no; other=yes")).toBeUndefined();
    expect(agreed("ads=yes")).toEqual(["advertising"]);
    expect(agreed("personal=1; ads=yes")).toEqual(["advertising", "personalisation"]);
  });

  it("name what is wrong with them", () => {
    expect(() => readEnvironment({})).toThrow(/AFTERGLOW_ROUTES/);
    const routes = { AFTERGLOW_ROUTES: "/thank-you/*" };
    expect(() => readEnvironment({ ...routes, AFTERGLOW_SLOTS: "#a into" })).toThrow(/"#a into"/);
    expect(() => readEnvironment({ ...routes, AFTERGLOW_REFRESH: "soon" })).toThrow(/"soon"/);
  });

  it("read routes, slots and fallbacks as lists", () => {
    const options = readEnvironment({
      AFTERGLOW_ROUTES: "/thank-you/*, /order/*/done",
      AFTERGLOW_SLOTS: "#thanks after, main .offers prepend",
      AFTERGLOW_FALLBACKS: "none",
    });
    expect(options.routes).toEqual(["/thank-you/*", "/order/*/done"]);
    expect(options.slots).toEqual([
      { selector: "#thanks", position: "after" },
      { selector: "main .offers", position: "prepend" },
    ]);
    expect(options.fallbacks).toEqual([]);
  });
});
