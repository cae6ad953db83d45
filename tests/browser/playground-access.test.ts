/** The playground for everybody: axe over all of it, by keyboard alone, and a console with nothing in it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built, DemoStage } from "./demo-stage.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Violation = { id: string; nodes: { html: string }[] };
    const { axe: run } = window as unknown as {
      axe: { run(node: Document, options: object): Promise<{ violations: Violation[] }> };
    };
    const { violations } = await run.run(document, {
      iframes: false,
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    );
  });
}

describe.skipIf(!built)("the playground (skipped unless `npm run build` has made dist/)", () => {
  let stage: DemoStage;
  beforeAll(async () => {
    stage = await DemoStage.start();
  });
  afterAll(() => stage?.close());

  for (const [name, width, colorScheme] of [
    ["a desktop", 1440, "light"],
    ["a desktop, dark", 1440, "dark"],
    ["a phone", 390, "light"],
    ["a phone, dark", 390, "dark"],
  ] as const) {
    test(`on ${name} axe finds nothing, with pages, parts and lists open, and no error is told`, async () => {
      const context = await stage.browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        bypassCSP: true,
      });
      const page = await context.newPage();
      const told: string[] = [];
      page.on("console", (message) => message.type() === "error" && told.push(message.text()));
      page.on("pageerror", (error) => told.push(error.message));
      await page.goto(`${stage.edgeUrl}/playground`);
      await page.locator("html[data-counted]").waitFor();
      for (const summary of await page.locator("summary").all()) await summary.click();
      await page.getByRole("button", { name: "Open both" }).click();
      await page.locator("#verdict", { hasText: "log holds" }).waitFor();
      expect(await violations(page)).toEqual([]);
      for (const touchpoint of ["order-email", "in-app", "push"]) {
        await page.getByLabel("Touchpoint").selectOption(touchpoint);
        await page.locator("#twice-intro", { hasText: "is no page" }).waitFor();
        await page.getByRole("button", { name: "Open both" }).click();
        await page.locator("#verdict", { hasText: "No request was made" }).waitFor();
        expect(await violations(page), touchpoint).toEqual([]);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBe(width);
      expect(told).toEqual([]);
      await context.close();
      // Four times axe over a long page.
    }, 120_000);
  }

  test("is used by keyboard alone: every stop is seen, in the order of the page", async () => {
    const page = await stage.playground();
    await page.locator("html[data-counted]").waitFor();
    const stops: string[] = [];
    for (let i = 0; i < 120 && stops.at(-1) !== "open-twice"; i++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const ringed = [element, element.nextElementSibling].some(
          (one) => one && getComputedStyle(one).outlineStyle !== "none",
        );
        const box = element.getBoundingClientRect();
        return {
          name: element.id || element.getAttribute("name") || element.className || element.tagName,
          // Frames and the sample hold stops of their own, with rings of their own.
          seen: ringed || element.tagName === "IFRAME" || element.shadowRoot !== null,
          top: box.top + scrollY,
        };
      });
      // Out of a frame, on the way to what follows it.
      if (stop.name === "playground") continue;
      expect(stop.seen, stop.name).toBe(true);
      if (stops.at(-1) !== stop.name) stops.push(stop.name);
    }
    const order = ["skip", "share", "recorded", "format", "order", "touchpoint", "locale", "seed"];
    const places = [...order, "viewport", "copy-css", "open-twice"].map((name) =>
      stops.findIndex((stop) => stop === name || stop.split(" ").includes(name)),
    );
    expect(
      places.every((place) => place >= 0),
      stops.join(" "),
    ).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    await page.locator("#open-twice").focus();
    await page.keyboard.press("Enter");
    await page.locator("#verdict", { hasText: "log holds" }).waitFor();
    await page.close();
  }, 60_000);
});
