/** "Open both": the pages of the touchpoint at the edge and by the loader, or the parts of what is no page. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built, DemoStage } from "./demo-stage.ts";

const decisionOf = (page: Page) => page.locator("#identity dd").first().textContent();
const inPage = (page: Page) => page.frameLocator("#preview");

describe.skipIf(!built)("the playground (skipped unless `npm run build` has made dist/)", () => {
  let stage: DemoStage;
  beforeAll(async () => {
    stage = await DemoStage.start();
  });
  afterAll(() => stage?.close());

  test("opens edge and browser on its own decision: context, stock, prices, theme and colours", async () => {
    const page = await stage.playground();
    await page.getByLabel("Language").selectOption("ar-EG");
    await page.locator("#seed").fill("4711");
    await page.getByLabel("Places").selectOption("3");
    await page.getByLabel("Now").fill("2026-11-23T09:30");
    await page
      .getByRole("button", { name: /^Sold out: / })
      .first()
      .click();
    await page.locator("#today li", { hasText: "sold out" }).waitFor();
    await page.getByRole("button", { name: "Candy" }).click();
    await page.getByText("Dark", { exact: true }).click();
    await page.getByRole("button", { name: "Open both" }).click();
    await page.locator("#verdict", { hasText: "log holds 2 requests" }).waitFor();
    expect(await page.locator("#verdict").textContent()).toContain(
      `Both show decision ${await decisionOf(page)}: the same offers, in the same order, and what this page decided.`,
    );
    for (const id of ["#frame-edge", "#frame-loader"]) {
      const frame = page.frameLocator(id);
      expect(await frame.locator(".afterglow-title").allTextContents()).toEqual(
        await inPage(page).locator(".afterglow-title").allTextContents(),
      );
      const look = await frame.locator("#afterglow").evaluate((slot) => ({
        accent: getComputedStyle(slot).getPropertyValue("--afterglow-accent"),
        scheme: document.documentElement.style.colorScheme,
        dir: slot.querySelector("section")?.dir,
      }));
      expect(look).toEqual({ accent: "#c21d6b", scheme: "dark", dir: "rtl" });
    }
    expect(await page.locator("#facts-edge").textContent()).toContain("spliced");
    expect(await page.locator("#facts-loader").textContent()).toContain("overlay");

    await page.getByRole("button", { name: "Copy share link" }).click();
    const other = await stage.playground(new URL(page.url()).hash);
    await other.locator("#verdict", { hasText: "what this page decided" }).waitFor();
    await other.close();
    await page.close();
  });

  test("opens the two pages of the touchpoint that is chosen, and says which", async () => {
    const page = await stage.playground();
    for (const [touchpoint, both, heading] of [
      ["receipt", "Open both receipts", "Receipt"],
      ["order-history", "Open both order histories", "Your orders"],
      ["confirmation", "Open both confirmation pages", "Thank you"],
    ] as const) {
      await page.getByLabel("Touchpoint").selectOption(touchpoint);
      await page.getByRole("button", { name: both }).click();
      await page.locator("#verdict", { hasText: "log holds 2 requests" }).waitFor();
      expect(await page.locator("#verdict").textContent()).toContain("what this page decided");
      for (const id of ["#frame-edge", "#frame-loader"]) {
        const frame = page.frameLocator(id);
        expect(await frame.locator("h1").textContent()).toContain(heading);
        const widget = frame.locator(`[data-afterglow-touchpoint="${touchpoint}"]`);
        expect(await widget.count(), `${touchpoint} ${id}`).toBe(1);
      }
    }
    await page.close();
    // Six pages, three times a workerd and a loader.
  }, 60_000);

  test("opens two parts where the touchpoint is no page, and asks nobody for them", async () => {
    const page = await stage.playground();
    const parts = page.locator("#parts figure");
    for (const [touchpoint, button, titles] of [
      ["order-email", "Open both parts", ["HTML part", "Plain-text part"]],
      ["push", "Open both, screen and data", ["On the phone", "The data"]],
      ["in-app", "Open both, screen and data", ["On the phone", "The data"]],
    ] as const) {
      await page.getByLabel("Touchpoint").selectOption(touchpoint);
      await page.locator("#twice-intro", { hasText: "is no page" }).waitFor();
      await page.getByRole("button", { name: button }).click();
      await page.locator("#verdict", { hasText: "No request was made" }).waitFor();
      expect(await page.locator("#verdict").textContent()).toContain(
        `Both come from decision ${await decisionOf(page)}`,
      );
      expect(await parts.locator("h3").first().textContent()).toBe(titles[0]);
      expect(await page.locator("#twins").isVisible()).toBe(false);
      expect((await parts.last().locator("pre").textContent())?.length).toBeGreaterThan(40);
    }
    await page.getByLabel("Touchpoint").selectOption("confirmation");
    await page.locator("#parts").waitFor({ state: "hidden" });
    await page.close();
  });

  test("shows the holdout's two pages as they are", async () => {
    const page = await stage.playground();
    await page.getByText("Holdout", { exact: true }).click();
    await expect.poll(() => inPage(page).locator("[data-afterglow-decision]").count()).toBe(0);
    await page.getByRole("button", { name: "Open both" }).click();
    await page.locator("#verdict", { hasText: "log holds" }).waitFor();
    expect(await page.locator("#verdict").textContent()).toContain("Neither shows an offer");
    expect(await page.locator("#facts-loader").textContent()).toContain("holdout arm");
    await page.close();
  });
});
