/** The demo, started whole, and a Chromium to walk through it. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type Demo, startDemo } from "../../demo/start.ts";
import { chromiumOptions } from "./chromium.ts";

/** Whether `npm run build` has made what the demo is of. */
export const built = [
  "afterglow.wasm",
  "trainer.wasm",
  "loader.js",
  "demo/worker.js",
  "demo/playground.js",
].every((name) => existsSync(`dist/${name}`));

export class DemoStage {
  private constructor(
    private readonly demo: Demo,
    readonly browser: Browser,
    readonly context: BrowserContext,
    /** What the shop's origin answered, by path. */
    readonly sent: ReadonlyMap<string, Uint8Array>,
  ) {}

  static async start(): Promise<DemoStage> {
    const sent = new Map<string, Uint8Array>();
    const demo = await startDemo({
      root: resolve("."),
      onExchange: ({ method, path }, body) => {
        if (method === "GET") sent.set(path, body);
      },
    });
    const browser = await chromium.launch(chromiumOptions);
    const context = await browser.newContext({
      permissions: ["clipboard-read", "clipboard-write"],
    });
    return new DemoStage(demo, browser, context, sent);
  }

  get edgeUrl(): string {
    return this.demo.edgeUrl;
  }

  get originUrl(): string {
    return this.demo.originUrl;
  }

  /** Buys the first thing that a search finds; the confirmation page's path. */
  async orderOf(page: Page, query: string): Promise<string> {
    await page.goto(`${this.edgeUrl}/search?q=${query}`);
    await page.locator(".card a").first().click();
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.goto(`${this.edgeUrl}/checkout`);
    await page.getByRole("button", { name: "Place order" }).click();
    await page.waitForURL("**/orders/*/confirmation");
    return new URL(page.url()).pathname;
  }

  /** The playground, with its first decision shown. */
  async playground(hash = ""): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`${this.edgeUrl}/playground${hash}`);
    await page.locator("html[data-ready]").waitFor();
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.demo.close();
  }
}
