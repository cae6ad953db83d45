/** The loader on other people's pages, in Chromium. */

import { execFileSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signed } from "../../cli/signing-key.ts";
import { shardsFor } from "../../js-glue/loader/shards.ts";
import { modelPath, shardsPath } from "../../scripts/spec.js";
import { flipped } from "../runtimes/faulty-files.ts";
import { dataScript, order } from "../runtimes/pages.ts";
import { type Given, LoaderStage, slot } from "./loader-stage.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

const widget = "[data-afterglow-decision]";
const json = JSON.stringify(order);
const ga4 = {
  transaction_id: "1001",
  currency: "EUR",
  value: 199,
  items: [{ item_id: "TENT-2P", price: 199, quantity: 1 }],
};
const jsonLd = {
  "@context": "https://schema.org",
  "@type": "Order",
  orderNumber: "1001",
  priceCurrency: "EUR",
  price: "199.00",
  acceptedOffer: { "@type": "Offer", itemOffered: { "@type": "Product", sku: "TENT-2P" } },
};

const why = (page: Page) => page.evaluate(() => window.afterglow?.why?.() ?? "no loader");

/** What the loader says, once it says something that matches. */
async function untilSaid(page: Page, pattern: RegExp): Promise<void> {
  await expect.poll(() => why(page), { timeout: 15_000 }).toMatch(pattern);
}

/** The small shop's model, with a partner's offer that needs consent and would be worth most. */
function modelWithAdvertising(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "afterglow-ads-"));
  const creative = { en: { title: "Huts with a view", url: "https://huts.example/" } };
  const partner = {
    ...{ id: "huts", type: "partner", partner: { name: "Huts" }, payout: "500.00", creative },
    eligible: { consent: ["advertising"] },
  };
  const offers = { currency: "EUR", offers: [partner] };
  writeFileSync(join(folder, "offers.json"), JSON.stringify(offers));
  const files = [
    "--orders",
    "tests/spec/shop/orders.csv",
    "--products",
    "tests/spec/shop/products.csv",
  ];
  const out = join(folder, "ads.afterglow");
  const all = ["build", ...files, "--offers", join(folder, "offers.json"), "--out", out];
  execFileSync(process.execPath, ["cli/bin.js", ...all], { stdio: "ignore" });
  const model = readFileSync(out);
  rmSync(folder, { recursive: true });
  return model;
}

async function shows(given: Given): Promise<void> {
  const { page, errors, close } = await stage.open(given);
  await untilSaid(page, /^shown$/);
  expect(await page.locator(widget).count()).toBe(1);
  expect(await page.locator(`#afterglow ${widget} a[href]`).count()).toBeGreaterThan(0);
  expect(errors).toEqual([]);
  await close();
}

async function showsNothing(given: Given, reason: RegExp): Promise<void> {
  const { page, errors, close } = await stage.open(given);
  await untilSaid(page, reason);
  expect(await page.locator(widget).count()).toBe(0);
  expect(await page.locator("#afterglow").innerHTML()).toBe("");
  expect(errors).toEqual([]);
  await close();
}

describe("finds the order", () => {
  it("in the page's data script", () => shows({ body: dataScript() + slot }));
  it("in window.afterglow.order", () =>
    shows({ body: `<script>window.afterglow = { order: ${json} };</script>${slot}` }));
  it("in JSON-LD", () =>
    shows({
      body: `<script type="application/ld+json">{"@type":"WebSite"}</script>
<script type="application/ld+json">${JSON.stringify(jsonLd)}</script>${slot}`,
    }));
  it("with the classic build", () => shows({ classic: true, body: dataScript() + slot }));
});

describe("finds a purchase", () => {
  const late = (script: string) =>
    shows({ after: `<script>setTimeout(() => { ${script} }, 400)</script>` });
  const event = JSON.stringify({ event: "purchase", ecommerce: ga4 });

  it("that was pushed to the dataLayer before", () =>
    shows({ body: `<script>dataLayer = [{ ecommerce: null }, ${event}];</script>${slot}` }));
  it("that is pushed to the dataLayer later", () => late(`dataLayer.push(${event})`));
  it("that is sent through gtag later", () =>
    late(`function gtag() { dataLayer.push(arguments) }
      gtag("event", "purchase", ${JSON.stringify(ga4)})`));
  it("and hands every push on", async () => {
    const body = `<script>
      dataLayer = []; const seen = window.seen = [];
      dataLayer.push = function (...all) { seen.push(...all); return Array.prototype.push.apply(this, all); };
    </script>${slot}`;
    const { page, close } = await stage.open({ body });
    await untilSaid(page, /no order/);
    const seen = await page.evaluate(() => {
      const host = window as unknown as { dataLayer: unknown[]; seen: unknown[] };
      host.dataLayer.push({ event: "other" }, 7);
      return host.seen;
    });
    expect(seen).toEqual([{ event: "other" }, 7]);
    await close();
  });
});

describe("shows nothing, and says why,", () => {
  const body = dataScript() + slot;
  it("without an order", () => showsNothing({}, /no order in the page/));
  it("for an order that is none", () => showsNothing({ body: dataScript("{]") + slot }, /JSON/i));
  it("without the model", () => showsNothing({ body, model: "/none" }, /answered 404/));
  it("for a file that is no model", () =>
    showsNothing({ body, model: "/afterglow/widget.css" }, /model/));
  it("when the model does not come in time", () =>
    showsNothing({ body, model: "/slow.afterglow", attributes: 'data-timeout="300"' }, /time/i));
  it("without the module", () =>
    showsNothing({ body, attributes: 'data-wasm="/none.wasm"' }, /answered 404/));
  it("before consent", () =>
    showsNothing({ body, attributes: 'data-consent="required"' }, /consent/));
  it("in one line of the console in debug mode", async () => {
    const { page, said, close } = await stage.open({ attributes: "data-debug" });
    await untilSaid(page, /no order/);
    expect(said.filter((line) => line.startsWith("afterglow: "))).toEqual([
      "afterglow: no order in the page",
    ]);
    await close();
  });
});

describe("without WebAssembly", () => {
  const body = dataScript() + slot;
  const titles = (page: Page) => page.locator(`${widget} h3`).allTextContents();
  const policies = {
    "a policy of hosts": { policy: "script-src 'self'", attributes: "" },
    "a policy of nonces, and Trusted Types": {
      policy: "script-src 'nonce-abc'; require-trusted-types-for 'script'; trusted-types afterglow",
      attributes: 'nonce="abc"',
    },
    "a strict-dynamic policy": {
      policy: "script-src 'nonce-abc' 'strict-dynamic'",
      attributes: 'nonce="abc"',
    },
  };

  for (const [name, { policy, attributes }] of Object.entries(policies)) {
    for (const classic of [false, true]) {
      it(`shows the same by the module in JavaScript, under ${name}${classic ? ", classic build" : ""}`, async () => {
        const { page, errors, close } = await stage.open({
          body,
          attributes,
          classic,
          headers: { "content-security-policy": policy },
        });
        await untilSaid(page, /^shown$/);
        const asked = stage.asked.filter((path) => /wasm/.test(path));
        expect(asked).toEqual(["/afterglow/afterglow.wasm.js"]);
        const usual = await stage.open({ body });
        await untilSaid(usual.page, /^shown$/);
        expect(await titles(page)).toEqual(await titles(usual.page));
        expect((await titles(page)).length).toBeGreaterThan(0);
        expect(errors).toEqual([]);
        await usual.close();
        await close();
      });
    }
  }

  it("uses the module in JavaScript where the browser has no WebAssembly at all", () =>
    shows({ body: `<script>delete window.WebAssembly</script>${body}` }));

  it("says why when that module cannot be had", () =>
    showsNothing(
      {
        body: `<script>delete window.WebAssembly</script>${body}`,
        attributes: 'data-fallback="/none.js"',
      },
      /none\.js/,
    ));

  it("gives up a module that does not come in time", () =>
    showsNothing(
      {
        body: `<script>delete window.WebAssembly</script>${body}`,
        // Long enough for the model, on a busy machine too.
        attributes: 'data-fallback="/slow.afterglow" data-timeout="2000"',
      },
      /time/,
    ));
});

describe("lives on the page", () => {
  const body = dataScript() + slot;

  it("fetches nothing when the edge has rendered, and makes its dismiss button work", async () => {
    const rendered = `<section data-afterglow-decision="1"><h2>For you</h2>
      <button type="button" data-afterglow-dismiss hidden>x</button></section>`;
    const { page, close } = await stage.open({
      body: `${dataScript()}<div id="afterglow">${rendered}</div>`,
    });
    await untilSaid(page, /already holds/);
    expect(stage.asked.filter((path) => /wasm|\.afterglow/.test(path))).toEqual([]);
    await page.locator("[data-afterglow-dismiss]").click();
    expect(await page.locator(widget).count()).toBe(0);
    await close();
  });

  it("asks for its own files and nothing else", async () => {
    const { page, close } = await stage.open({ body });
    await untilSaid(page, /^shown$/);
    const ours = stage.asked.filter((path) => path.startsWith("/afterglow/"));
    expect([...ours].sort()).toEqual([
      "/afterglow/afterglow.wasm",
      "/afterglow/loader.js",
      "/afterglow/shop.afterglow",
    ]);
    await close();
  });

  it("renders once, however often it is told", async () => {
    const { page, close } = await stage.open({ body });
    await untilSaid(page, /^shown$/);
    const again = await page.evaluate(
      () => [window.afterglow?.show?.(), window.afterglow?.show?.()].length,
    );
    expect(again).toBe(2);
    await page.waitForTimeout(200);
    expect(await page.locator(widget).count()).toBe(1);
    await close();
  });

  it("works under a strict policy with a nonce and Trusted Types", async () => {
    const nonce = "r4nd0m";
    const policy = `default-src 'none'; script-src 'nonce-${nonce}' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; style-src 'nonce-${nonce}'; require-trusted-types-for 'script'; trusted-types afterglow`;
    const { page, errors, said, close } = await stage.open({
      body,
      attributes: `nonce="${nonce}"`,
      headers: { "content-security-policy": policy },
    });
    await untilSaid(page, /^shown$/);
    expect(errors).toEqual([]);
    expect(said.filter((line) => /violates|refused/i.test(line))).toEqual([]);
    const boxed = await page
      .locator(widget)
      .evaluate((section) => getComputedStyle(section).boxSizing);
    expect(boxed).toBe("border-box");
    await close();
  });

  it("links its style sheet where inline styles are forbidden", async () => {
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
    const { page, said, close } = await stage.open({
      body,
      attributes: 'data-stylesheet="/afterglow/widget.css"',
      headers: { "content-security-policy": policy },
    });
    await untilSaid(page, /^shown$/);
    await expect
      .poll(() => page.locator(widget).evaluate((section) => getComputedStyle(section).boxSizing))
      .toBe("border-box");
    expect(said.filter((line) => /violates|refused/i.test(line))).toEqual([]);
    await close();
  });

  it("renders into Shadow DOM when asked to", async () => {
    const { page, close } = await stage.open({ body, attributes: "data-shadow" });
    await untilSaid(page, /^shown$/);
    expect(await page.locator("afterglow-offers").count()).toBe(1);
    const inside = await page
      .locator("afterglow-offers")
      .evaluate((host) => host.shadowRoot?.querySelectorAll("[data-afterglow-decision]").length);
    expect(inside).toBe(1);
    await close();
  });

  it("is dismissed by its button", async () => {
    const { page, close } = await stage.open({ body });
    await untilSaid(page, /^shown$/);
    await page.locator("[data-afterglow-dismiss]").click();
    expect(await page.locator(widget).count()).toBe(0);
    await close();
  });

  it("shows the offer when a single-page app moves to its confirmation", async () => {
    const { page, errors, close } = await stage.open({ body: "<div id=app>Cart</div>" });
    await untilSaid(page, /no order/);
    await page.evaluate((html) => {
      history.pushState({}, "", "/thank-you/1001");
      setTimeout(() => {
        const app = document.querySelector("#app");
        if (app) app.innerHTML = html;
      }, 300);
    }, body);
    await untilSaid(page, /^shown$/);
    expect(await page.locator(`#afterglow ${widget}`).count()).toBe(1);
    expect(errors).toEqual([]);
    await close();
  });

  for (const [name, head, restored] of [
    ["out of the back/forward cache", "", true],
    ["to a page that was not kept", "<script>onunload = () => {}</script>", false],
  ] as const) {
    it(`is there once after coming back ${name}`, async () => {
      const { page, errors, close } = await stage.open({ body, head });
      await untilSaid(page, /^shown$/);
      await page.evaluate(() => {
        addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted }));
      });
      await page.goto(stage.address({ body: `<p>elsewhere</p>${slot}` }));
      await page.goBack({ waitUntil: "commit" });
      await untilSaid(page, /^shown$/);
      const kept = await page.evaluate(() => (window as { persisted?: boolean }).persisted);
      expect(kept ?? false).toBe(restored);
      expect(await page.locator(widget).count()).toBe(1);
      await page.locator("[data-afterglow-dismiss]").click();
      expect(await page.locator(widget).count()).toBe(0);
      expect(errors).toEqual([]);
      await close();
    });
  }

  it("waits for consent, shows, and goes when consent is withdrawn", async () => {
    const { page, close } = await stage.open({
      body,
      attributes: 'data-consent="required" data-history',
    });
    await untilSaid(page, /consent/);
    expect(stage.asked).not.toContain("/afterglow/shop.afterglow");
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.evaluate(() => window.afterglow?.consent?.(true));
    await untilSaid(page, /^shown$/);
    expect(await page.evaluate(() => localStorage.getItem("afterglow.skus"))).toBe('["TENT-2P"]');
    await page.evaluate(() => window.afterglow?.consent?.(false));
    expect(await page.locator(widget).count()).toBe(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await close();
  });

  it("shows advertising only with consent to advertising", async () => {
    stage.put("/ads.afterglow", modelWithAdvertising());
    const typesShown = async (purposes?: "advertising"[]): Promise<(string | null)[]> => {
      const given = { body, attributes: 'data-consent="required"', model: "/ads.afterglow" };
      const { page, close } = await stage.open(given);
      await untilSaid(page, /consent/);
      await page.evaluate((agreed) => window.afterglow?.consent?.(true, agreed), purposes);
      await untilSaid(page, /^shown$/);
      const offers = await page.locator("[data-afterglow-type]").all();
      const types = await Promise.all(offers.map((o) => o.getAttribute("data-afterglow-type")));
      await close();
      return types;
    };
    expect(await typesShown()).not.toContain("partner");
    expect((await typesShown(["advertising"]))[0]).toBe("partner");
  });

  it("does not offer again what this device has bought", async () => {
    const context = await stage.newContext();
    const skus = (page: Page) =>
      page
        .locator("[data-afterglow-offer]")
        .evaluateAll((offers) =>
          offers.map((offer) =>
            offer.getAttribute("data-afterglow-offer")?.replace("product:", ""),
          ),
        );
    const first = await stage.open({ body, attributes: "data-history" }, context);
    await untilSaid(first.page, /^shown$/);
    const offered = await skus(first.page);
    await first.close();
    const bought = String(offered[0]);
    const second = { ...order, order_id: "1002", lines: [{ sku: bought, quantity: 1 }] };
    const next = await stage.open(
      { body: dataScript(second) + slot, attributes: "data-history" },
      context,
    );
    await untilSaid(next.page, /^shown$/);
    await next.close();
    const third = await stage.open(
      { body: dataScript({ ...order, order_id: "1003" }) + slot, attributes: "data-history" },
      context,
    );
    await untilSaid(third.page, /^shown$/);
    expect(await skus(third.page)).not.toContain(bought);
    await context.close();
  });

  it("is not broken by a page that blocks storage and throws in its handlers", async () => {
    const hostile = `<script>
      Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });
      Object.defineProperty(window, "dataLayer", { value: Object.freeze([]) });
      history.pushState = () => { throw new Error("no"); };
      Object.prototype.polluted = "yes"; Array.prototype.extra = () => 1;
      window.onerror = () => { window.broken = true; };
    </script>`;
    const { page, errors, close } = await stage.open({
      body: hostile + body,
      attributes: "data-history",
    });
    await untilSaid(page, /^shown$/);
    expect(errors).toEqual([]);
    expect(await page.evaluate(() => (window as { broken?: boolean }).broken)).toBeUndefined();
    await close();
  });

  it("is not broken by a page that has put its own in the place of the browser's globals", async () => {
    const patched = `<script>
      // As polyfills and zone.js do.
      const nativeFetch = fetch, NativePromise = Promise;
      window.fetch = function () { return new NativePromise((done, no) => nativeFetch.apply(this, arguments).then(done, no)); };
      window.Promise = class extends NativePromise {};
      JSON.stringify = ((native) => function () { return native.apply(JSON, arguments); })(JSON.stringify);
      window.MutationObserver = class extends MutationObserver {};
      window.name = "shop"; window.status = "ready"; window.event = undefined;
      String.prototype.trim = function () { return "trimmed"; };
    </script>`;
    await shows({ body: patched + body });
  });

  it("gives up quietly where the page has broken what it needs", async () => {
    for (const broken of [
      "window.fetch = () => { throw new Error('no network here') }",
      "window.fetch = undefined",
      "JSON.parse = () => { throw new Error('no JSON here') }",
      "crypto.getRandomValues = () => { throw new Error('no chance') }",
      "Element.prototype.append = () => { throw new Error('no room') }",
      "window.TextDecoder = undefined",
      "document.querySelector = () => { throw new Error('nothing to find') }",
    ]) {
      const { page, errors, close } = await stage.open({
        body: `${body}<button onclick="document.title = 'still works'">Pay</button><script>${broken}</script>`,
      });
      await page.waitForTimeout(700);
      expect(await page.locator(widget).count(), broken).toBe(0);
      await page.getByRole("button", { name: "Pay" }).click();
      expect(await page.title(), broken).toBe("still works");
      expect(errors, broken).toEqual([]);
      await close();
    }
  });

  it("is not broken by an order with prototype-polluting keys", async () => {
    const polluting = `{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},${json.slice(1)}`;
    const { page, close } = await stage.open({ body: dataScript(polluting) + slot });
    await untilSaid(page, /./);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (({}) as { polluted?: string }).polluted)).toBeUndefined();
    await close();
  });
});

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

describe("with a public key", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const other = generateKeyPairSync("ed25519").publicKey;
  let count = 0;
  /** The page with the key, and the model a file of this name and these bytes. */
  const page = (name: string, file: Uint8Array, key: KeyObject): Given => {
    const folder = `/signed-${++count}`;
    for (const piece of readdirSync(shardsPath)) {
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
    await shows(page(name, file, publicKey));
    await showsNothing(page(name, file, other), /the public key did not sign the model/);
    await showsNothing(page(name, plain, publicKey), /did not sign/);
    await showsNothing(page(name, flipped(file), publicKey), /did not sign/);
  });
});
