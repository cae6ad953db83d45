/** The web widget as buyers meet it: in Chromium, inside a page of a shop. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Opened, type Scene, violations, WidgetStage } from "./widget-stage.ts";

let stage: WidgetStage;
beforeAll(async () => {
  stage = await WidgetStage.start();
});
afterAll(() => stage?.close());
afterEach(() => stage.leave());
const open = (scene?: Scene): Promise<Opened> => stage.open(scene);

describe("the widget", () => {
  const scenes: Record<string, Scene> = {
    "on a desktop": {},
    "on a phone of 320 px": { width: 320 },
    "in a dark page": { dark: true },
    "in Arabic": { render: { locale: "ar" } },
    "in Japanese, on a phone": { width: 390, render: { locale: "ja" } },
    "in Shadow DOM": { render: { shadow: true } },
    "with one offer": { render: { places: 1 } },
    "with two offers, in the account": { render: { places: 2, touchpoint: "order-history" } },
  };
  for (const [name, scene] of Object.entries(scenes)) {
    it(`has no axe violation and nothing sticks out, ${name}`, async () => {
      const { page } = await open(scene);
      expect(await violations(page)).toEqual([]);
      const widths = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(widths[0]).toBe(widths[1]);
    });
  }

  it("is walked through by keyboard in the order it is read, with a visible focus", async () => {
    const { page } = await open();
    await page.focus("#before");
    const stops: string[] = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const ring = getComputedStyle(element, "::after");
        const drawn = ring.outlineStyle !== "none" && Number.parseFloat(ring.outlineWidth) >= 2;
        return { id: element.id, path: element.getAttribute("href") ?? "", drawn };
      });
      if (stop.id === "after") break;
      expect(stop.drawn, stop.path).toBe(true);
      stops.push(stop.path);
    }
    expect(stops).toEqual(["/p/bag", "/p/holder", "/p/lantern", "/p/mat"]);
    await page.focus(".afterglow-action");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/p/bag");
  });

  it("gives screen readers a named region, and links that name their product", async () => {
    const { page } = await open();
    const region = page.getByRole("region", { name: "Recommended for you" });
    expect(await region.count()).toBe(1);
    expect(await region.getByRole("link", { name: "View Basecamp Sleeping Bag" }).count()).toBe(1);
    expect(await region.getByRole("listitem").count()).toBe(3);
    expect(await region.getByRole("button").count()).toBe(0);
  });

  it("moves nothing when its pictures arrive, late or never", async () => {
    for (const width of [320, 1200]) {
      const { page } = await open({
        width,
        head: `<script>window.shift=0;new PerformanceObserver((list)=>{for(const entry of list.getEntries())window.shift+=entry.value}).observe({type:"layout-shift",buffered:true})</script>`,
      });
      await page.waitForTimeout(400);
      expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBe(0);
      const broken = await page
        .locator('[data-afterglow-offer="product:P4"] .afterglow-media')
        .boundingBox();
      expect(broken?.height).toBeGreaterThan(90);
      await stage.leave();
    }
  });

  it("works without JavaScript, and has no button that does nothing", async () => {
    const { page } = await open({ javaScript: false });
    expect(await page.locator("[data-afterglow-dismiss]").isVisible()).toBe(false);
    const action = page.locator(".afterglow-action");
    expect(await action.isVisible()).toBe(true);
    await action.click();
    await page.waitForURL("**/p/bag");
  });

  it("is one large target for each offer", async () => {
    const { page } = await open({ width: 390 });
    const card = page.locator(".afterglow-card").first();
    await card.click({ position: { x: 20, y: 20 } });
    await page.waitForURL("**/p/holder");
  });

  it("lives under a strict CSP: with the page's nonce, or with a sheet of its own origin", async () => {
    const strict = "default-src 'none'; img-src 'self'; base-uri 'none'";
    const styled = (page: Page) =>
      page.locator(".afterglow-hero").evaluate((element) => getComputedStyle(element).display);
    const nonce = await open({
      csp: `${strict}; style-src 'self' 'nonce-abc'; require-trusted-types-for 'script'`,
      render: { nonce: "abc" },
    });
    expect(nonce.problems).toEqual([]);
    expect(await styled(nonce.page)).toBe("grid");
    await stage.leave();
    const linked = await open({
      csp: `${strict}; style-src 'self'`,
      render: { style: "link", stylesheet: "/widget.css" },
    });
    expect(linked.problems).toEqual([]);
    expect(await styled(linked.page)).toBe("grid");
  });

  it("keeps still for those who asked for it, and moves a little for others", async () => {
    const { page } = await open();
    const duration = () =>
      page
        .locator(".afterglow-image")
        .first()
        .evaluate((element) => {
          return getComputedStyle(element).transitionDuration;
        });
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await duration()).toBe("0s");
    await page.emulateMedia({ reducedMotion: "no-preference" });
    expect(await duration()).not.toBe("0s");
  });

  it("takes its look from custom properties, in light DOM and in Shadow DOM", async () => {
    for (const shadow of [false, true]) {
      const { page } = await open({
        render: { shadow },
        head: "<style>body{--afterglow-accent:#0a7d36;--afterglow-radius:0px}afterglow-offers::part(title){font-style:italic}</style>",
      });
      const action = page.locator(".afterglow-action");
      const look = (property: string) =>
        action.evaluate(
          (element, name) => getComputedStyle(element).getPropertyValue(name),
          property,
        );
      expect(await look("background-color")).toBe("rgb(10, 125, 54)");
      const title = await page
        .locator(".afterglow-title")
        .first()
        .evaluate((element) => getComputedStyle(element).fontStyle);
      expect(title).toBe(shadow ? "italic" : "normal");
      await stage.leave();
    }
  });

  it("reads from the right in Arabic: picture right, text left", async () => {
    const { page } = await open({ render: { locale: "ar" } });
    const media = await page.locator(".afterglow-hero .afterglow-media").boundingBox();
    const body = await page.locator(".afterglow-hero .afterglow-body").boundingBox();
    expect(media?.x ?? 0).toBeGreaterThan(body?.x ?? Number.POSITIVE_INFINITY);
  });
});
