/** The HTML emails in a mail program that is Chromium: light, dark, narrow, stripped. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { emailViolations, overflow, type Scene, WidgetStage } from "./widget-stage.ts";

let stage: WidgetStage;
beforeAll(async () => {
  stage = await WidgetStage.start();
});
afterAll(() => stage?.close());
afterEach(() => stage.leave());

const touchpoints = ["order-email", "shipping-email", "delivery-email"] as const;
const email = async (scene: Scene, touchpoint: string = "order-email"): Promise<Page> =>
  (await stage.open({ ...scene, render: { ...scene.render, touchpoint } })).page;

/** How light the ground of an element is, 0 to 1. */
const lightness = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const [r = 0, g = 0, b = 0] =
        getComputedStyle(element).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
      return (r + g + b) / (3 * 255);
    });

describe("the emails", () => {
  for (const touchpoint of touchpoints) {
    for (const dark of [false, true]) {
      it(`have no axe violation, contrast included: ${touchpoint}, ${dark ? "dark" : "light"}`, async () => {
        const page = await email({ width: 700, dark }, touchpoint);
        expect(await emailViolations(page)).toEqual([]);
      });
    }
  }

  it("are dark in a dark mail program, and light in a light one", async () => {
    const light = await email({ width: 700 });
    expect(await lightness(light, "body")).toBeGreaterThan(0.9);
    expect(await lightness(light, ".ag-sheet")).toBe(1);
    await stage.leave();
    const dark = await email({ width: 700, dark: true });
    expect(await lightness(dark, "body")).toBeLessThan(0.1);
    expect(await lightness(dark, ".ag-sheet")).toBeLessThan(0.15);
    const scheme = await dark.evaluate(() => ({
      metas: [
        ...document.querySelectorAll("meta[name$=color-schemes], meta[name=color-scheme]"),
      ].map((meta) => meta.getAttribute("content")),
      root: getComputedStyle(document.documentElement).colorScheme,
    }));
    expect(scheme).toEqual({ metas: ["light dark", "light dark"], root: "light dark" });
  });

  it("are whole and light where a mail program strips their style block, also at 320 px", async () => {
    for (const dark of [false, true]) {
      const page = await email({ width: 320, dark });
      await page.evaluate(() => {
        for (const style of document.querySelectorAll("style")) style.remove();
      });
      expect(await lightness(page, ".ag-sheet")).toBe(1);
      expect(await overflow(page)).toBe(0);
      expect(await emailViolations(page)).toEqual([]);
      await stage.leave();
    }
  });

  it("are no wider than a phone, whatever the titles, in either direction", async () => {
    for (const locale of ["en", "ar", "ja"]) {
      const page = await email({ width: 320, render: { locale } });
      expect(await overflow(page), locale).toBe(0);
      const margins = await page.evaluate(() => {
        const sheet = document.querySelector(".ag-sheet")?.getBoundingClientRect();
        return [...document.querySelectorAll("img, a")].every((one) => {
          const box = one.getBoundingClientRect();
          return sheet !== undefined && box.left > sheet.left && box.right < sheet.right;
        });
      });
      expect(margins, locale).toBe(true);
      await stage.leave();
    }
  });

  it("show the first offer large and its button filled, the others small", async () => {
    const page = await email({ width: 700 });
    const widths = await page
      .locator("img")
      .evaluateAll((images) => images.map((image) => image.getBoundingClientRect().width));
    expect(widths[0]).toBeGreaterThan(500);
    expect(widths.slice(1).every((width) => width === 80)).toBe(true);
    expect(await page.locator("a.ag-go").count()).toBe(1);
    expect(await page.locator("a.ag-see").count()).toBe(3);
  });
});
