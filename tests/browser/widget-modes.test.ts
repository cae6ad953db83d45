/** The widget where things are not as planned: no picture, forced colours, paper, large letters. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { overflow, violations, WidgetStage } from "./widget-stage.ts";

let stage: WidgetStage;
beforeAll(async () => {
  stage = await WidgetStage.start();
});
afterAll(() => stage?.close());
afterEach(() => stage.leave());

const broken = (page: Page) => page.locator('[data-afterglow-offer="product:P4"]');

/** Where in the box, by share of width and height, there is a pixel of another colour than its corner. */
async function inked(page: Page, box: { x: number; y: number; width: number; height: number }) {
  const picture = (await page.screenshot({ clip: box })).toString("base64");
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (!canvas) throw new Error("no canvas");
    canvas.drawImage(image, 0, 0);
    const { data: pixels } = canvas.getImageData(0, 0, image.width, image.height);
    const at = (i: number) => [pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0];
    const ground = at(4 * (image.width * Math.floor(image.height / 2) + 8));
    const found = { left: 1, top: 1, right: 0, bottom: 0 };
    for (let i = 0; i < pixels.length; i += 4) {
      if (at(i).every((value, c) => Math.abs(value - (ground[c] ?? 0)) < 24)) continue;
      const x = ((i / 4) % image.width) / image.width;
      const y = Math.floor(i / 4 / image.width) / image.height;
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x);
      found.top = Math.min(found.top, y);
      found.bottom = Math.max(found.bottom, y);
    }
    return found;
  }, picture);
}

describe("a picture that does not come", () => {
  for (const csp of ["", "default-src 'none'; img-src 'self'; style-src 'self' 'nonce-abc'"]) {
    it(`leaves the title's initial in the middle, and no sign of being broken${csp && ", under a strict CSP"}`, async () => {
      const { page, problems } = await stage.open({ csp, render: { nonce: "abc" } });
      const media = broken(page).locator(".afterglow-media");
      await media.scrollIntoViewIfNeeded();
      await page.waitForTimeout(200);
      const box = await media.boundingBox();
      if (!box) throw new Error("no picture's place");
      // Without the card's round corners, but with most of where a broken picture's icon would be.
      const inner = { x: box.x + 6, y: box.y + 6, width: box.width - 12, height: box.height - 12 };
      const ink = await inked(page, inner);
      expect(ink.left).toBeGreaterThan(0.4);
      expect(ink.right).toBeLessThan(0.6);
      expect(ink.top).toBeGreaterThan(0.35);
      expect(ink.bottom).toBeLessThan(0.65);
      expect(problems).toEqual([]);
    });
  }

  it("says nothing to screen readers: the title stands beside it", async () => {
    const { page } = await stage.open();
    expect(await page.getByRole("img").count()).toBe(0);
    expect(await broken(page).ariaSnapshot()).not.toMatch(/\bM\b/);
  });

  it("has the initial behind no picture that came", async () => {
    const { page } = await stage.open();
    const image = page.locator(".afterglow-hero .afterglow-image");
    const shows = await image.evaluate((element) => (element as HTMLImageElement).naturalWidth);
    expect(shows).toBeGreaterThan(0);
    const box = await image.boundingBox();
    if (!box) throw new Error("no picture");
    const inner = { x: box.x + 20, y: box.y + 20, width: box.width - 40, height: box.height - 40 };
    expect((await inked(page, inner)).right).toBe(0);
  });
});

describe("the widget", () => {
  it("keeps its edges, its button and its focus in forced colours", async () => {
    const { page } = await stage.open({ forcedColors: true });
    expect(await violations(page)).toEqual([]);
    const edge = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(element);
          return { width: borderTopWidth, seen: borderTopColor !== backgroundColor };
        });
    for (const selector of [".afterglow-hero", ".afterglow-card", ".afterglow-action"]) {
      expect(await edge(selector), selector).toEqual({ width: "1px", seen: true });
    }
    await page.focus(".afterglow-action");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    const ring = await page.locator(".afterglow-action").evaluate((element) => {
      const { outlineStyle, outlineColor } = getComputedStyle(element, "::after");
      return {
        outlineStyle,
        seen: outlineColor !== getComputedStyle(document.body).backgroundColor,
      };
    });
    expect(ring).toEqual({ outlineStyle: "solid", seen: true });
  });

  it("is not printed: a receipt on paper is the receipt", async () => {
    const { page } = await stage.open();
    const widget = page.locator(".afterglow");
    expect(await widget.isVisible()).toBe(true);
    await page.emulateMedia({ media: "print" });
    expect(await widget.isVisible()).toBe(false);
  });

  // A window of 1280 px zoomed to 200 % and 400 % is 640 and 320 px wide; letters alone may be
  // twice as large, too.
  for (const [name, width, letters] of [
    ["zoomed to 200 %", 640, 100],
    ["zoomed to 400 %", 320, 100],
    ["with letters of 200 %", 640, 200],
    ["with letters of 200 % on a phone", 320, 200],
  ] as const) {
    it(`is read whole without scrolling sideways, ${name}`, async () => {
      const { page } = await stage.open({
        width,
        head: `<style>html{font-size:${letters}%}</style>`,
      });
      expect(await overflow(page)).toBe(0);
      const cut = await page
        .locator(".afterglow-price, .afterglow-action, .afterglow-more, .afterglow-reason")
        .evaluateAll((elements) =>
          elements
            .filter((element) => element.scrollWidth > element.clientWidth + 1)
            .filter((element) => getComputedStyle(element).display !== "inline")
            .map((element) => element.textContent),
        );
      expect(cut).toEqual([]);
      const card = page.locator(".afterglow-hero");
      const inside = await card.evaluate((element) => {
        const edge = element.getBoundingClientRect();
        return [...element.querySelectorAll(".afterglow-price, .afterglow-action")].every((one) => {
          const box = one.getBoundingClientRect();
          return box.left >= edge.left && box.right <= edge.right && box.bottom <= edge.bottom;
        });
      });
      expect(inside).toBe(true);
    });
  }

  it("breaks Japanese between phrases, not within a word", () => {
    // Chromium knows the phrases; that it is asked to is the style sheet's part.
    const css = readFileSync("templates/widget.css", "utf8");
    expect(css).toMatch(/\.afterglow-title,[^}]*word-break: auto-phrase/);
  });
});
