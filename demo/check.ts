// `npm run demo -- --check`: buys through workerd in a real browser and looks at what came back.
import type { BrowserContext, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { findInsertion } from "./splice.ts";
import { startDemo } from "./start.ts";

const slotStart = '<div id="afterglow">';

class Findings {
  passed = true;
  tell(line: string): void {
    console.log(line);
  }
  check(right: boolean, text: string): void {
    this.tell(`  ${right ? "ok  " : "FAIL"}  ${text}`);
    this.passed &&= right;
  }
}

const offerTitles = (page: Page): Promise<string[]> =>
  page
    .locator("[data-afterglow-offer]")
    .evaluateAll((offers) =>
      offers.map((offer) =>
        (offer.querySelector(".afterglow-title, h3, h4")?.textContent ?? "").trim(),
      ),
    );

const offerIds = (page: Page): Promise<string[]> =>
  page
    .locator("[data-afterglow-offer]")
    .evaluateAll((offers) =>
      offers.map((offer) => offer.getAttribute("data-afterglow-offer") ?? ""),
    );

function watchComplaints(page: Page, into: string[]): void {
  page.on("pageerror", (error) => into.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") into.push(message.text());
  });
}

/** Buys a tent and ends on the confirmation page; returns its path. */
async function buy(page: Page, shop: string): Promise<string> {
  await page.goto(`${shop}/search?q=kestrel`);
  await page.getByRole("link", { name: "Kestrel 2 tent" }).click();
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("link", { name: "Go to checkout" }).click();
  await page.getByRole("button", { name: "Place order" }).click();
  await page.waitForURL("**/orders/*/confirmation");
  return new URL(page.url()).pathname;
}

async function checkEdge(
  found: Findings,
  context: BrowserContext,
  edgeUrl: string,
  sent: Map<string, Uint8Array>,
): Promise<{ path: string; ids: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  watchComplaints(page, complaints);
  const path = await buy(page, edgeUrl);
  // Asked for once more, so that the answer's bytes can be taken.
  const response = await page.goto(edgeUrl + path);
  const ids = await offerIds(page);
  const titles = await offerTitles(page);
  found.tell(`\nEdge: ${edgeUrl}${path}`);
  for (const title of titles) found.tell(`        ${title}`);
  found.tell(`        server-timing: ${response?.headers()["server-timing"] ?? "none"}`);
  found.check(
    titles.length > 0 && titles.every((title) => title !== ""),
    `${titles.length} offers on the page`,
  );

  const before = sent.get(path);
  const after = await response?.body();
  const insertion = before && after ? findInsertion(before, after, "<") : null;
  found.check(
    insertion !== null,
    insertion
      ? `the origin's ${before?.length} bytes, unchanged but for ${Buffer.byteLength(insertion.text)} put in at byte ${insertion.at}`
      : "the page differs from the origin's by more than one insertion",
  );
  const slotAt = before ? Buffer.from(before).indexOf(slotStart) + slotStart.length : -1;
  found.check(
    insertion?.at === slotAt,
    `the splice is inside the slot, which begins at byte ${slotAt}`,
  );
  const cache = response?.headers()["cache-control"] ?? "";
  found.check(/private/.test(cache) && /no-store/.test(cache), `cache-control: ${cache}`);
  const files = await page.evaluate(
    () =>
      performance
        .getEntriesByType("resource")
        .filter((entry) => new URL(entry.name).pathname.startsWith("/afterglow/")).length,
  );
  found.check(files === 0, "the browser fetched no file for it");
  found.check(
    complaints.length === 0,
    `nothing in the console${complaints.length > 0 ? `: ${complaints.join("; ")}` : ""}`,
  );
  await page.close();
  return { path, ids };
}

async function checkLoader(
  found: Findings,
  context: BrowserContext,
  url: string,
  edgeIds: readonly string[],
): Promise<void> {
  const page = await context.newPage();
  const complaints: string[] = [];
  watchComplaints(page, complaints);
  const response = await page.goto(url);
  await page
    .locator("[data-afterglow-offer]")
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => {});
  const titles = await offerTitles(page);
  found.tell(`\nLoader: ${url}`);
  for (const title of titles) found.tell(`        ${title}`);
  found.check(titles.length > 0, `${titles.length} offers on the page`);
  const arrived = (await response?.text()) ?? "";
  found.check(!arrived.includes("data-afterglow-offer"), "none of them came with the page");
  const files = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter((entry) => new URL(entry.name).pathname.startsWith("/afterglow/"))
      .map((entry) => `${new URL(entry.name).pathname} ${entry.decodedBodySize}`),
  );
  found.check(files.length >= 3, `fetched: ${files.join(", ")} bytes`);
  const ids = await offerIds(page);
  found.check(ids.join() === edgeIds.join(), "the same offers as at the edge, in the same order");
  found.check(
    complaints.length === 0,
    `nothing in the console${complaints.length > 0 ? `: ${complaints.join("; ")}` : ""}`,
  );
  await page.close();
}

async function checkPlayground(
  found: Findings,
  context: BrowserContext,
  edgeUrl: string,
): Promise<void> {
  const page = await context.newPage();
  const complaints: string[] = [];
  watchComplaints(page, complaints);
  await page.goto(`${edgeUrl}/playground`);
  await page.locator("html[data-counted]").waitFor({ timeout: 60_000 });
  const rows = await page.locator("#offers tr").count();
  const time = await page.locator("#figure-time").textContent();
  const calls = await page.locator("#figure-calls").textContent();
  found.tell(`\nPlayground: ${edgeUrl}/playground`);
  found.check(rows > 0, `${rows} offers explained; read, decide and render in ${time}`);
  found.check(calls === "0", `${calls} requests made to decide`);
  found.check(
    complaints.length === 0,
    `nothing in the console${complaints.length > 0 ? `: ${complaints.join("; ")}` : ""}`,
  );
  await page.close();
}

/** True when everything was as it should be. */
export async function checkDemo(root: string): Promise<boolean> {
  const found = new Findings();
  const sent = new Map<string, Uint8Array>();
  const demo = await startDemo({
    root,
    say: (line) => found.tell(line),
    onExchange: ({ path, method }, body) => {
      if (method === "GET" && path.startsWith("/orders/")) sent.set(path, body);
    },
  });
  try {
    const browser = await launchChromium();
    try {
      const context = await browser.newContext();
      const { path, ids } = await checkEdge(found, context, demo.edgeUrl, sent);

      const quiet = await browser.newContext({
        javaScriptEnabled: false,
        storageState: await context.storageState(),
      });
      const still = await quiet.newPage();
      await still.goto(demo.edgeUrl + path);
      found.check(
        (await still.locator("[data-afterglow-offer]").count()) === ids.length,
        "the same with JavaScript off",
      );
      await quiet.close();

      await checkLoader(
        found,
        context,
        demo.originUrl + path.replace("confirmation", "thank-you"),
        ids,
      );
      await checkPlayground(found, context, demo.edgeUrl);
    } finally {
      await browser.close();
    }
  } finally {
    await demo.close();
  }
  found.tell(`\n${found.passed ? "The demo works." : "The demo does not work: see FAIL above."}`);
  return found.passed;
}
