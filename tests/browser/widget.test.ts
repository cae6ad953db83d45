/** The web widget as buyers meet it: in Chromium, inside a page of a shop. */
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Afterglow } from "../../js-glue/afterglow.ts";
import { openShop, orderOf, type Product } from "../js/render-shop.ts";
import { chromiumOptions } from "./chromium.ts";

const products: Product[] = [
  { title: "Basecamp Sleeping Bag", url: "/p/bag", image: "/i/bag.svg", price: 8900 },
  {
    title:
      "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterung aus gebürstetem Edelstahl mit verstellbarem Klemmarm",
    url: "/p/holder",
    image: "/i/holder.svg",
    price: 123456789,
  },
  { title: "Lantern without a picture", url: "/p/lantern", price: 2450 },
  { title: "Mat whose picture is broken", url: "/p/mat", image: "/missing.svg", price: 5900 },
];
const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="900" height="900"><rect width="9" height="9" fill="#cde"/></svg>`;

let browser: Browser;
let afterglow: Afterglow;
let context: BrowserContext | undefined;
beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions);
  afterglow = await openShop({ products });
});
afterAll(() => browser.close());
afterEach(() => context?.close());

interface Scene {
  width?: number;
  dark?: boolean;
  javaScript?: boolean;
  csp?: string;
  render?: Record<string, unknown>;
  head?: string;
}

/** A confirmation page with the widget in it, as the edge delivers it. */
async function open(scene: Scene = {}): Promise<{ page: Page; problems: string[] }> {
  const shown = afterglow.render(orderOf(), { touchpoint: "confirmation", ...scene.render });
  if (!shown.ok) throw new Error(shown.error.message);
  const scheme = scene.dark
    ? "color-scheme:dark;background:#111318;color:#e8e8ea"
    : "color-scheme:light;background:#fff;color:#1d1f24";
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Thank you</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/shop.css">${scene.head ?? ""}</head>
<body><header><a id="before" href="/">Shop</a></header><main><h1>Thank you</h1><p>Order 1001</p>
${shown.value.content}<p>We will write when it ships. <a id="after" href="/help">Help</a></p></main></body></html>`;
  context = await browser.newContext({
    viewport: { width: scene.width ?? 1200, height: 900 },
    javaScriptEnabled: scene.javaScript ?? true,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("404"))
      problems.push(message.text());
  });
  await page.route("**/*", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/shop.css") {
      const body = `html{${scheme}}body{margin:0;font:16px/1.5 sans-serif}main,header{max-width:64rem;margin:auto;padding:1rem}a{color:inherit}`;
      await route.fulfill({ contentType: "text/css", body });
    } else if (pathname === "/widget.css") {
      await route.fulfill({ contentType: "text/css", path: "templates/widget.css" });
    } else if (pathname.startsWith("/i/")) {
      // Late, so that a picture without a place of its own would move the page.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await route.fulfill({ contentType: "image/svg+xml", body: picture });
    } else if (pathname.startsWith("/p/")) {
      await route.fulfill({ contentType: "text/html", body: "<title>Product</title>" });
    } else if (pathname === "/") {
      const headers: Record<string, string> = { "content-type": "text/html; charset=utf-8" };
      if (scene.csp) headers["content-security-policy"] = scene.csp;
      await route.fulfill({ headers, body: html });
    } else {
      await route.fulfill({ status: 404, body: "" });
    }
  });
  await page.goto("https://shop.test/", { waitUntil: "networkidle" });
  return { page, problems };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const result = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    return axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
  });
  return result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
  );
}

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
      await context?.close();
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
    await context?.close();
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
      await context?.close();
    }
  });

  it("reads from the right in Arabic: picture right, text left", async () => {
    const { page } = await open({ render: { locale: "ar" } });
    const media = await page.locator(".afterglow-hero .afterglow-media").boundingBox();
    const body = await page.locator(".afterglow-hero .afterglow-body").boundingBox();
    expect(media?.x ?? 0).toBeGreaterThan(body?.x ?? Number.POSITIVE_INFINITY);
  });
});
