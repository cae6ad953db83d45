/** What the loader fetches of a model, and that a key must have signed it. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Trainer } from "../../cli/build/trainer.ts";
import { signed } from "../../cli/signing-key.ts";
import { shardsFor } from "../../js-glue/loader/shards.ts";
import { modelPath, shardsPath } from "../../scripts/spec.js";
import { flipped } from "../runtimes/faulty-files.ts";
import { dataScript, order } from "../runtimes/pages.ts";
import { type Given, LoaderStage, slot, untilSaid, widget } from "./loader-stage.ts";

/** A build of another test that makes the same shards has a folder among them until it is done. */
function pieces(): string[] {
  const entries = readdirSync(shardsPath, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

describe("takes a model in pieces", () => {
  it("and sends the buyer of five lines no more than 120 KB, compressed", async () => {
    const skus = ["TENT-2P", "MAT-01", "BAG-40", "PILLOW", "STOVE"];
    const lines = skus.map((sku) => ({ sku, quantity: 1, unit_price: "19.00" }));
    const { page, close } = await stage.open({
      body: dataScript({ ...order, lines }) + slot,
      model: "/afterglow/shards/entry.json",
    });
    await untilSaid(page, /^(shown|nothing)/);
    const files = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map((entry) => entry as PerformanceResourceTiming)
        .filter(({ name }) => name.includes("/afterglow/"))
        .map(({ name, encodedBodySize }) => [name.split("/").at(-1), encodedBodySize] as const),
    );
    const bytes = files.reduce((sum, [, size]) => sum + size, 0);
    console.log(`five lines: ${bytes} bytes in ${files.length} files: ${files.join(" ")}`);
    expect(files.map(([name]) => name)).toEqual(
      expect.arrayContaining(["loader.js", "afterglow.wasm", "entry.json"]),
    );
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(120_000);
    await close();
  });

  it("fetching the core and the shards of the order's own lines, and nothing else", async () => {
    const { page, errors, close } = await stage.open({
      body: dataScript() + slot,
      model: "/afterglow/shards/entry.json",
    });
    await untilSaid(page, /^shown$/);
    const entry = JSON.parse(readFileSync(`${shardsPath}/entry.json`, "utf8"));
    const shards = shardsFor(entry, order.lines).map((name) => `/afterglow/shards/${name}`);
    const fetched = stage.asked.filter((path) => path.startsWith("/afterglow/shards/"));
    expect(fetched.sort()).toEqual(
      ["/afterglow/shards/entry.json", `/afterglow/shards/${entry.build}.core`, ...shards].sort(),
    );
    const whole = await stage.open({ body: dataScript() + slot });
    await untilSaid(whole.page, /^shown$/);
    const titles = (shown: Page) => shown.locator(`${widget} h3`).allTextContents();
    expect(await titles(page)).toEqual(await titles(whole.page));
    expect((await titles(page)).length).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await whole.close();
    await close();
  });

  it.each(["core", "shard"])("and refuses a %s with one bit flipped", async (which) => {
    const entry = JSON.parse(readFileSync(`${shardsPath}/entry.json`, "utf8"));
    const [shard = ""] = shardsFor(entry, order.lines);
    const damaged = which === "core" ? `${entry.build}.core` : shard;
    for (const piece of ["entry.json", `${entry.build}.core`, ...shardsFor(entry, order.lines)]) {
      const bytes = readFileSync(`${shardsPath}/${piece}`);
      stage.put(`/damaged-${which}/${piece}`, piece === damaged ? flipped(bytes) : bytes);
    }
    const model = `/damaged-${which}/entry.json`;
    const { page, errors, close } = await stage.open({ body: dataScript() + slot, model });
    await untilSaid(page, which === "core" ? /Failed to fetch/ : /shard is damaged/);
    expect(await page.locator(widget).count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });
});

describe("takes what is true today from an overlay", () => {
  const offered = (page: Page): Promise<string[]> =>
    page
      .locator("[data-afterglow-offer]")
      .evaluateAll((offers) =>
        offers.map((offer) => (offer as HTMLElement).dataset.afterglowOffer ?? ""),
      );
  const shown = async (given: Given): Promise<string[]> => {
    const { page, errors, close } = await stage.open({ body: dataScript() + slot, ...given });
    await untilSaid(page, /^shown$/);
    const offers = await offered(page);
    expect(errors).toEqual([]);
    await close();
    return offers;
  };
  const soldOut = async (offer: string): Promise<Uint8Array> => {
    const trainer = new Trainer();
    try {
      return await trainer.overlay({ skus: [{ sku: offer.replace("product:", ""), stock: 0 }] });
    } finally {
      await trainer.close();
    }
  };

  it("and offers nothing that is sold out, by the whole model and in pieces", async () => {
    const usual = await shown({});
    const [best = ""] = usual.filter((offer) => offer.startsWith("product:"));
    stage.put("/today.overlay", await soldOut(best));
    const attributes = 'data-overlay="/today.overlay"';
    for (const model of ["/afterglow/shop.afterglow", "/afterglow/shards/entry.json"]) {
      const today = await shown({ attributes, model });
      expect(today).not.toContain(best);
      expect(today.length).toBeGreaterThan(0);
    }
    stage.put("/broken.overlay", flipped(await soldOut(best)));
    for (const overlay of ["/broken.overlay", "/none.overlay"]) {
      expect(await shown({ attributes: `data-overlay="${overlay}"` }), overlay).toEqual(usual);
    }
  });
});

describe("with a public key", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const other = generateKeyPairSync("ed25519").publicKey;
  let count = 0;
  /** The page with the key, and the model a file of this name and these bytes. */
  const page = (name: string, file: Uint8Array, key: KeyObject): Given => {
    const folder = `/signed-${++count}`;
    for (const piece of pieces()) {
      stage.put(`${folder}/${piece}`, readFileSync(`${shardsPath}/${piece}`));
    }
    stage.put(`${folder}/${name}`, file);
    const base64 = key.export({ type: "spki", format: "der" }).toString("base64");
    return {
      body: dataScript() + slot,
      model: `${folder}/${name}`,
      attributes: `data-public-key="${base64}"`,
    };
  };

  it.each([
    ["a model", "shop.afterglow", modelPath],
    ["the entry of a model in pieces", "entry.json", `${shardsPath}/entry.json`],
  ])("shows nothing but what %s offers that the key signed", async (_, name, path) => {
    const plain = readFileSync(path);
    const file = signed(plain, privateKey);
    await stage.shows(page(name, file, publicKey));
    await stage.showsNothing(page(name, file, other), /the public key did not sign the model/);
    await stage.showsNothing(page(name, plain, publicKey), /did not sign/);
    await stage.showsNothing(page(name, flipped(file), publicKey), /did not sign/);
  });
});
