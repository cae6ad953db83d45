/** What Chromium fetches for one order, from files that are served as a CDN serves them: in brotli. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "playwright-core";
import { chromiumOptions } from "../../tests/browser/chromium.ts";

const types: Record<string, string> = {
  js: "text/javascript",
  wasm: "application/wasm",
  json: "application/json",
};

function fileOf(path: string, shards: string): string | undefined {
  const name = /^\/(dist|shards)\/([\w.-]+)$/.exec(path);
  return name ? `${name[1] === "dist" ? "dist" : shards}/${name[2]}` : undefined;
}

export interface Fetched {
  bytes: number;
  files: number;
}

/** `shards`: the folder of entry.json. Throws when no offer appears. */
export async function fetchedFor(basket: readonly string[], shards: string): Promise<Fetched> {
  const lines = basket.map((sku) => ({ sku, quantity: 1, unit_price: "20.00" }));
  const order = { order_id: "1001", currency: "EUR", lines };
  const html = `<!doctype html><html lang="en"><title>Thank you</title><h1>Thank you</h1>
<script type="application/json" data-afterglow-order>${JSON.stringify(order)}</script><div id="afterglow"></div>
<script type="module" src="/dist/loader.js" data-model="/shards/entry.json" data-timeout="30000"></script>`;
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const file = fileOf(path, shards);
    if (path !== "/" && !file) return void response.writeHead(404).end();
    const type = file
      ? (types[file.split(".").at(-1) ?? ""] ?? "application/octet-stream")
      : "text/html";
    const body = brotliCompressSync(file ? readFileSync(file) : html);
    response.writeHead(200, { "content-type": type, "content-encoding": "br" }).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.locator("[data-afterglow-offer]").first().waitFor();
    const sizes = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map((entry) => entry as PerformanceResourceTiming)
        .filter(({ name }) => /\/(dist|shards)\//.test(name))
        .map(({ encodedBodySize }) => encodedBodySize),
    );
    return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: sizes.length };
  } finally {
    await browser.close();
    server.close();
  }
}
