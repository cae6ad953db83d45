/** The widget's life on a page: once, beside the edge's, across routes, back and forward, until it is dismissed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataScript } from "../runtimes/pages.ts";
import { LoaderStage, slot, untilSaid, widget } from "./loader-stage.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

const body = dataScript() + slot;

describe("the loader", () => {
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
});
