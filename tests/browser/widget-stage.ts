/** A confirmation page with the widget in it, and emails, opened in Chromium. */
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
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

export interface Scene {
  width?: number;
  dark?: boolean;
  forcedColors?: boolean;
  javaScript?: boolean;
  csp?: string;
  render?: Record<string, unknown>;
  head?: string;
}

export interface Opened {
  page: Page;
  /** What the console complains of. */
  problems: string[];
}

/** A confirmation page with the widget in it, as the edge delivers it. */
function confirmation(widget: string, { dark, head = "" }: Scene): string {
  const scheme = dark
    ? "color-scheme:dark;background:#111318;color:#e8e8ea"
    : "color-scheme:light;background:#fff;color:#1d1f24";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Thank you</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/shop.css?${encodeURIComponent(scheme)}">${head}</head>
<body><header><a id="before" href="/">Shop</a></header><main><h1>Thank you</h1><p>Order 1001</p>
${widget}<p>We will write when it ships. <a id="after" href="/help">Help</a></p></main></body></html>`;
}

export class WidgetStage {
  private context: BrowserContext | undefined;

  private constructor(
    private readonly browser: Browser,
    private readonly afterglow: Afterglow,
  ) {}

  static async start(): Promise<WidgetStage> {
    return new WidgetStage(await chromium.launch(chromiumOptions), await openShop({ products }));
  }

  /** The widget in its page; for an email, the email itself. */
  async open(scene: Scene = {}): Promise<Opened> {
    const context = { touchpoint: "confirmation", ...scene.render };
    const shown = this.afterglow.render(orderOf(), context as Parameters<Afterglow["render"]>[1]);
    if (!shown.ok) throw new Error(shown.error.message);
    const { content } = shown.value;
    const isEmail = context.touchpoint.endsWith("-email");
    return this.show(isEmail ? content : confirmation(content, scene), scene);
  }

  private async show(html: string, scene: Scene): Promise<Opened> {
    this.context = await this.browser.newContext({
      viewport: { width: scene.width ?? 1200, height: 900 },
      javaScriptEnabled: scene.javaScript ?? true,
      colorScheme: scene.dark ? "dark" : "light",
      forcedColors: scene.forcedColors ? "active" : "none",
    });
    const page = await this.context.newPage();
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404"))
        problems.push(message.text());
    });
    await page.route("**/*", async (route) => {
      const { pathname, search } = new URL(route.request().url());
      if (pathname === "/shop.css") {
        const body = `html{${decodeURIComponent(search.slice(1))}}body{margin:0;font:1rem/1.5 sans-serif}main,header{max-width:64rem;margin:auto;padding:1rem}a{color:inherit}`;
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

  /** Closes what was opened last. */
  async leave(): Promise<void> {
    await this.context?.close();
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds by all of WCAG 2.2 AA and by its best practices for pages. */
export async function violations(
  page: Page,
  runOnly: string[] = [...wcag, "best-practice"],
): Promise<string[]> {
  await page.evaluate(axe.source);
  const result = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    return axe.run(document, { runOnly: rules });
  }, runOnly);
  return result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
  );
}

/** The same of an email, which stands inside of a mail program's page and has no landmarks of its own. */
export const emailViolations = (page: Page): Promise<string[]> => violations(page, wcag);

/** How much wider the page is than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
