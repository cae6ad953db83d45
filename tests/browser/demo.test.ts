/** The demo's shop: its confirmation pages at the edge and by the loader, and every page's form. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findInsertion } from "../../demo/splice.ts";
import { built, DemoStage } from "./demo-stage.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const offers = (page: Page): Promise<string[]> =>
  page
    .locator("[data-afterglow-offer]")
    .evaluateAll((found) => found.map((offer) => offer.getAttribute("data-afterglow-offer") ?? ""));

describe.skipIf(!built)("the demo (skipped unless `npm run build` has made dist/)", () => {
  let stage: DemoStage;
  beforeAll(async () => {
    stage = await DemoStage.start();
  });
  afterAll(() => stage?.close());

  test("a tent's confirmation page carries camping offers, and nothing else of it changed at the edge", async () => {
    const page = await stage.context.newPage();
    const path = await stage.orderOf(page, "kestrel");
    const response = await page.goto(stage.edgeUrl + path);
    const body = await response?.body();
    const origin = stage.sent.get(path);
    const insertion = origin && body ? findInsertion(origin, body, "<") : null;
    expect(insertion?.text).toContain("data-afterglow-decision");
    const shown = await offers(page);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.join(" ")).toMatch(/MAT-|BAG-|STOVE-|GAS-|COOKSET-|PILLOW-|LANTERN-/);
    await page.close();
  });

  test("the loader shows the same offers on the twin page, and nothing on it moves", async () => {
    const page = await stage.context.newPage();
    const path = await stage.orderOf(page, "sidamo");
    await page.goto(stage.edgeUrl + path);
    const atEdge = await offers(page);
    await page.goto(stage.edgeUrl + path.replace("confirmation", "thank-you"));
    await page.locator("[data-afterglow-offer]").first().waitFor();
    expect(await offers(page)).toEqual(atEdge);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              sum += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 300);
        }),
    );
    expect(shift).toBeLessThanOrEqual(0.02);
    await page.close();
  });

  test("no page is wider than a small phone, and axe finds nothing in light or dark", async () => {
    const page = await stage.context.newPage();
    const confirmation = await stage.orderOf(page, "kestrel");
    await page.close();
    const problems: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const narrow = await stage.browser.newContext({
        viewport: { width: 320, height: 720 },
        colorScheme,
        bypassCSP: true,
        storageState: await stage.context.storageState(),
      });
      const view = await narrow.newPage();
      for (const path of [
        "/",
        "/c/clothing",
        "/products/fell-runner-3-trail-running-shoes",
        "/cart",
        "/account/orders",
        confirmation,
        confirmation.replace("confirmation", "thank-you"),
        "/playground",
      ]) {
        await view.goto(stage.edgeUrl + path);
        if (path === "/playground") await view.locator("html[data-ready]").waitFor();
        const width = await view.evaluate(() => document.documentElement.scrollWidth);
        if (width > 320) problems.push(`${path} is ${width} px wide`);
        await view.evaluate(axe);
        const found = await view.evaluate(async () => {
          type Violation = { id: string; nodes: { html: string }[] };
          const { axe: run } = window as unknown as {
            axe: { run(node: Document, options: object): Promise<{ violations: Violation[] }> };
          };
          const { violations } = await run.run(document, {
            iframes: false,
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
          });
          return violations.map(
            (violation) =>
              `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`,
          );
        });
        problems.push(...found.map((violation) => `${colorScheme} ${path} ${violation}`));
      }
      await narrow.close();
    }
    expect(problems).toEqual([]);
    // Sixteen pages, each read whole by axe.
  }, 240_000);
});
