/** A page in Chromium with the loader in it, and everything it asked for. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { brotliCompressSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { buildModel, modelPath, shardsPath } from "../../scripts/spec.js";
import { chromiumOptions } from "./chromium.ts";

export interface Given {
  /** Attributes of the loader's script element, besides src and data-model. */
  attributes?: string;
  /** The body before the loader's script. */
  body?: string;
  /** The body behind it. */
  after?: string;
  headers?: Record<string, string>;
  /** Another model address. */
  model?: string;
  /** Between the title and the body. */
  head?: string;
  /** Uses the classic build. */
  classic?: boolean;
  /** The whole body instead, its own loader tag included. */
  whole?: string;
}

export const slot = '<div id="afterglow"></div>';

/** The widget in the page, whoever rendered it. */
export const widget = "[data-afterglow-decision]";

/** Waits until the loader says something that matches. */
export async function untilSaid(page: Page, pattern: RegExp): Promise<void> {
  const why = () => page.evaluate(() => window.afterglow?.why?.() ?? "no loader");
  await expect.poll(why, { timeout: 15_000 }).toMatch(pattern);
}

export class LoaderStage {
  readonly #pages = new Map<string, Given>();
  readonly #server: Server;
  readonly #browser: Browser;
  readonly #put = new Map<string, Uint8Array>();
  #count = 0;
  /** Paths in the order in which they were asked for. */
  readonly asked: string[] = [];
  /** What pages sent to /collect, as the values of its lines. */
  readonly collected: Record<string, string>[] = [];

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
    server.on("request", (request, response) => {
      const path = request.url ?? "/";
      this.asked.push(path);
      const put = this.#put.get(path);
      if (put) return void response.writeHead(200).end(put);
      const file = files.get(path) ?? pieceAt(path);
      if (path === "/slow.afterglow") return;
      if (path === "/collect") {
        text(request).then((lines) => {
          this.collected.push(
            ...lines
              .trim()
              .split("\n")
              .map((line) => JSON.parse(line)),
          );
          response.writeHead(204).end();
        });
        return;
      }
      if (file) {
        const body = brotliCompressSync(readFileSync(file.path));
        const headers = { "content-type": file.type, "content-encoding": "br" };
        response.writeHead(200, headers).end(body);
      } else if (this.#pages.has(path)) {
        const given = this.#pages.get(path) as Given;
        const headers = { "content-type": "text/html; charset=utf-8", ...given.headers };
        response.writeHead(200, headers).end(html(given));
      } else {
        response.writeHead(404).end();
      }
    });
  }

  static async start(): Promise<LoaderStage> {
    buildModel();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // Playwright switches off what is tested here.
    const options = { ...chromiumOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] };
    return new LoaderStage(server, await chromium.launch(options));
  }

  /** Serves these bytes under the path, instead of what is there. */
  put(path: string, bytes: Uint8Array): void {
    this.#put.set(path, bytes);
  }

  address(given: Given): string {
    const path = `/page-${++this.#count}`;
    this.#pages.set(path, given);
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** Opens a page; `errors` collects whatever reached the page's error handler. */
  async open(
    given: Given,
    context?: BrowserContext,
  ): Promise<{ page: Page; errors: string[]; said: string[]; close(): Promise<void> }> {
    this.asked.length = 0;
    this.collected.length = 0;
    const own = context ?? (await this.#browser.newContext());
    const page = await own.newPage();
    const errors: string[] = [];
    const said: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => said.push(message.text()));
    await page.goto(this.address(given));
    return { page, errors, said, close: () => (context ? page.close() : own.close()) };
  }

  /** Opens a page in which one widget must appear, in its slot. */
  async shows(given: Given): Promise<void> {
    const { page, errors, close } = await this.open(given);
    await untilSaid(page, /^shown$/);
    expect(await page.locator(widget).count()).toBe(1);
    expect(await page.locator(`#afterglow ${widget} a[href]`).count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await close();
  }

  /** Opens a page that must stay as it is, for a reason that the loader says. */
  async showsNothing(given: Given, reason: RegExp): Promise<void> {
    const { page, errors, close } = await this.open(given);
    await untilSaid(page, reason);
    expect(await page.locator(widget).count()).toBe(0);
    expect(await page.locator("#afterglow").innerHTML()).toBe("");
    expect(errors).toEqual([]);
    await close();
  }

  newContext(): Promise<BrowserContext> {
    return this.#browser.newContext();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const files = new Map([
  ["/afterglow/loader.js", { path: "dist/loader.js", type: "text/javascript" }],
  ["/afterglow/loader.classic.js", { path: "dist/loader.classic.js", type: "text/javascript" }],
  ["/afterglow/history.js", { path: "dist/history.js", type: "text/javascript" }],
  ["/afterglow/events.js", { path: "dist/events.js", type: "text/javascript" }],
  ["/afterglow/afterglow.wasm", { path: "dist/afterglow.wasm", type: "application/wasm" }],
  ["/afterglow/afterglow.wasm.js", { path: "dist/afterglow.wasm.js", type: "text/javascript" }],
  ["/afterglow/signature.js", { path: "dist/signature.js", type: "text/javascript" }],
  ["/afterglow/widget.css", { path: "dist/widget.css", type: "text/css" }],
  ["/afterglow/shop.afterglow", { path: modelPath, type: "application/octet-stream" }],
]);

/** The model in pieces. */
function pieceAt(path: string): { path: string; type: string } | undefined {
  const name = /^\/afterglow\/shards\/([\w.]+)$/.exec(path)?.[1];
  return name ? { path: `${shardsPath}/${name}`, type: "application/octet-stream" } : undefined;
}

function html({
  attributes = "",
  head = "",
  body = slot,
  after = "",
  model,
  classic,
  whole,
}: Given): string {
  const address = model ?? "/afterglow/shop.afterglow";
  const build = classic
    ? 'defer src="/afterglow/loader.classic.js"'
    : 'type="module" src="/afterglow/loader.js"';
  // A busy machine is no reason to show nothing: the tests of lateness set their own limit.
  const patience = attributes.includes("data-timeout") ? "" : 'data-timeout="30000"';
  const content =
    whole ??
    `${body}<script ${build} data-model="${address}" ${patience} ${attributes}></script>${after}`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Thank you</title>${head}</head>
<body><h1>Thank you</h1>${content}</body></html>`;
}
