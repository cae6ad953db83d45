/** Pages that block, patch or break what the loader stands on: it does not break them, nor they it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataScript, order } from "../runtimes/pages.ts";
import { LoaderStage, slot, untilSaid, widget } from "./loader-stage.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

const body = dataScript() + slot;

describe("the loader", () => {
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
    await stage.shows({ body: patched + body });
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
    const polluting = `{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},${JSON.stringify(order).slice(1)}`;
    const { page, close } = await stage.open({ body: dataScript(polluting) + slot });
    await untilSaid(page, /./);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (({}) as { polluted?: string }).polluted)).toBeUndefined();
    await close();
  });
});
