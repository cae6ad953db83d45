/**
 * The whole way of an event: a page that the edge rendered, the loader in Chromium, the edge again, the
 * shop's log, and the next model, which has learned from it.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorkerd } from "../../edge/workerd.ts";
import { page as confirmationPage, dataScript, order, slot } from "../runtimes/pages.ts";
import { chromiumOptions } from "./chromium.ts";

const script =
  '<script type="module" src="/afterglow/loader.js" data-model="/afterglow/none" data-events="/afterglow/events"></script>';
const shopOffers = {
  currency: "EUR",
  offers: [
    {
      id: "club",
      type: "loyalty",
      value: "500.00",
      acceptance: { mean: 0.05, weight: 20, event: "click" },
      creative: { en: { title: "Join the club", url: "/club" } },
    },
  ],
};
const html = confirmationPage(dataScript() + slot, script);
const files = ["loader.js", "events.js"];

let browser: Browser;
let shop: Server;
let origin: string;
let folder: string;
let model: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "afterglow-events-"));
  writeFileSync(join(folder, "offers.json"), JSON.stringify(shopOffers));
  model = build("before").model;
  shop = createServer(({ url = "" }, response) => {
    const file = files.find((name) => url === `/afterglow/${name}`);
    const type = file ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(200, { "content-type": type });
    response.end(file ? readFileSync(`dist/${file}`) : html);
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  browser = await chromium.launch(chromiumOptions);
});
afterAll(async () => {
  await browser.close();
  shop.closeAllConnections();
  shop.close();
  rmSync(folder, { recursive: true });
});

interface Line {
  event: string;
  decision_id: string;
  offer_id: string;
  offers?: { propensity: number }[];
}
const linesOf = (text: string): Line[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const fileLines = (path: string) => (existsSync(path) ? linesOf(readFileSync(path, "utf8")) : []);

/** Opens the page, looks at the offers for longer than a second, and clicks on the first. */
async function visit(url: string, clicks: boolean): Promise<string[]> {
  const page: Page = await browser.newPage();
  await page.goto(url);
  const offers = page.locator("[data-afterglow-offer]");
  const ids = await offers.evaluateAll((all) =>
    all.map((offer) => (offer as HTMLElement).dataset.afterglowOffer ?? ""),
  );
  for (const offer of await offers.all()) {
    await offer.scrollIntoViewIfNeeded();
    await page.waitForTimeout(2_000);
  }
  if (clicks) await offers.first().locator("a").first().click();
  await page.close();
  return ids;
}

const afterglow = (...args: string[]) =>
  execFileSync(process.execPath, ["cli/bin.js", ...args], {
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  });

/** The shop's model, with what these logs say, and the report of its build. */
function build(name: string, ...logs: string[]) {
  const path = join(folder, `${name}.afterglow`);
  const inShop = (file: string) => `tests/spec/shop/${file}`;
  const inputs = ["--orders", inShop("orders.csv"), "--products", inShop("products.csv")];
  const rest = ["--offers", join(folder, "offers.json"), "--settings", inShop("all-treated.json")];
  const events = logs.length > 0 ? ["--events", ...logs] : [];
  const told = afterglow("build", ...inputs, ...rest, ...events, "--out", path, "--json");
  return { model: path, report: JSON.parse(told) };
}

/** How likely a model thinks it that the club is accepted. */
function belief(path: string): number {
  const file = join(folder, "order.json");
  writeFileSync(file, JSON.stringify(order));
  const decided = JSON.parse(afterglow("decide", "--model", path, "--order", file, "--seed", "1"));
  const club = decided.offers.find(({ offer_id }: Line) => offer_id === "club");
  return club?.probability ?? Number.NaN;
}

async function serving(args: string[]): Promise<{ url: string; child: ChildProcess }> {
  const all = ["cli/bin.js", "serve", "--origin", origin, "--model", model, "--port", "0", ...args];
  const child = spawn(process.execPath, [...all, "--route", "/thank-you/*"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  for await (const line of createInterface({ input: child.stderr })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) return { url, child };
  }
  throw new Error("serve ended before it listened");
}

describe("what becomes of an offer", () => {
  it("is in the log of afterglow serve, and in the next model", async () => {
    const events = join(folder, "events.ndjson");
    const decisions = join(folder, "decisions.ndjson");
    const { url, child } = await serving(["--events", events, "--decisions", decisions]);
    const offered = await visit(`${url}/thank-you/1`, true);
    await expect.poll(() => fileLines(events).length, { timeout: 20_000 }).toBe(offered.length + 1);
    for (let n = 0; n < 2; n++) await visit(`${url}/thank-you/1`, false);
    await expect
      .poll(() => fileLines(events).length, { timeout: 20_000 })
      .toBe(3 * offered.length + 1);
    child.kill();
    await once(child, "exit");

    const told = fileLines(events);
    expect(told.filter(({ event }) => event === "click").map(({ offer_id }) => offer_id)).toEqual([
      offered[0],
    ]);
    const decided = fileLines(decisions);
    expect(decided.map(({ offers }) => offers?.[0]?.propensity)).toEqual([1, 1, 1]);
    const ids = new Set(decided.map(({ decision_id }) => decision_id));
    for (const { decision_id } of told) expect(ids).toContain(decision_id);

    expect(offered[0]).toBe("club");
    const learned = build("after", events, decisions);
    const read = told.length + decided.length;
    expect(learned.report.offers.events).toEqual({ read, refused: 0, reasons: {} });
    // One click in three decisions is far more than one in twenty.
    expect(belief(learned.model)).toBeGreaterThan(1.5 * belief(model));
  }, 120_000);

  it("goes through a queue from real workerd", async () => {
    const kept: Line[] = [];
    const edge = await startWorkerd({
      model: readFileSync(model),
      settings: { AFTERGLOW_ORIGIN: origin, AFTERGLOW_ROUTES: "/thank-you/*" },
      queue: (lines) => kept.push(...linesOf(lines)),
    });
    const offered = await visit(`${edge.url}/thank-you/1`, true);
    await expect.poll(() => kept.length, { timeout: 20_000 }).toBe(offered.length + 1);
    expect(kept.map(({ event, offer_id }) => `${event} ${offer_id}`).sort()).toEqual(
      [`click ${offered[0]}`, ...offered.map((offer) => `impression ${offer}`)].sort(),
    );
    const path = join(folder, "queued.ndjson");
    writeFileSync(path, kept.map((line) => `${JSON.stringify(line)}\n`).join(""));
    expect(belief(build("queued", path).model)).toBeGreaterThan(1.5 * belief(model));
    await edge.close();
  }, 120_000);
});
