/** The guides for pages, in Chromium: their examples, copied out of the text, show the offer. */
import { transform } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LoaderStage, slot, untilSaid, widget } from "../browser/loader-stage.ts";
import { dataScript, order } from "../runtimes/pages.ts";
import { example } from "./examples.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

/** Runs a guide's TypeScript in the page, with these names known to it. */
async function scriptOf(name: string, known: Record<string, unknown> = {}): Promise<string> {
  const source = example(name, "ts").replace(/^import type .*$/m, "");
  const { code } = await transform(source, { loader: "ts" });
  const names = Object.entries(known).map(
    ([key, value]) => `const ${key} = ${JSON.stringify(value)};`,
  );
  return `(async () => { ${names.join(" ")} ${code} })()`;
}

describe("the guide to", () => {
  it("one script shows the offer, and its code shows none twice", async () => {
    await stage.shows({ whole: example("script", "html") });
    const { page, said, close } = await stage.open({ whole: example("script", "html") });
    await untilSaid(page, /^shown$/);
    await page.evaluate(await scriptOf("script"));
    expect(await page.locator(widget).count()).toBe(1);
    expect(said.filter((line) => /error/i.test(line))).toEqual([]);
    await close();
  });

  it("single-page apps shows the offer when the route says so", async () => {
    const whole = `<div id="app">Cart</div>${example("single-page-app", "html")}`;
    const { page, errors, close } = await stage.open({ whole });
    await untilSaid(page, /no order/);
    await page.evaluate((html) => {
      history.pushState({}, "", "/thank-you/1001");
      const app = document.querySelector("#app");
      if (app) app.innerHTML = html;
    }, slot);
    const lines = [{ sku: "TENT-2P", quantity: 1, price: "199.00" }];
    const placed = { id: "1001", currency: "EUR", lines };
    await page.evaluate(await scriptOf("single-page-app", { order: placed }));
    await page.locator(`#afterglow ${widget}`).waitFor();
    expect(await page.locator(widget).count()).toBe(1);
    expect(errors).toEqual([]);
    await close();
  });

  it("a strict policy shows the offer under that policy, and nothing violates it", async () => {
    const nonce = "r4nd0m";
    const policy = example("strict-csp", "").replaceAll("nonce-…", `nonce-${nonce}`);
    const tag = example("strict-csp", "html").replace('nonce="…"', `nonce="${nonce}"`);
    const { page, errors, said, close } = await stage.open({
      whole: dataScript() + slot + tag,
      headers: { "content-security-policy": policy.replace(/\s+/g, " ").trim() },
    });
    await untilSaid(page, /^shown$/);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(said.filter((line) => /violates|refused/i.test(line))).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  it("the README shows the offer", async () => {
    const tag =
      '<script type="module" src="/afterglow/loader.js" data-model="/afterglow/shop.afterglow"></script>';
    await stage.shows({ whole: dataScript(order) + slot + tag });
  });
});
