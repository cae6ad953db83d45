/** The playground: an order in, a decision explained, in whatever format, state and share link. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built, DemoStage } from "./demo-stage.ts";

/** The recorded order that a partner offers something to. */
const baby = async (page: Page): Promise<string> => {
  const names = await page.locator("select[name=recorded] option").allTextContents();
  return names.find((name) => name.startsWith("A present for a newborn")) ?? "";
};

describe.skipIf(!built)("the playground (skipped unless `npm run build` has made dist/)", () => {
  let stage: DemoStage;
  beforeAll(async () => {
    stage = await DemoStage.start();
  });
  afterAll(() => stage?.close());

  test("the playground explains a recorded order, and asks nobody", async () => {
    const page = await stage.playground();
    await page.locator("html[data-counted]").waitFor();
    expect(await page.locator("#offers tr").count()).toBeGreaterThan(0);
    expect(await page.locator("#figure-calls").textContent()).toBe("0");
    expect(await page.locator("#order-status").textContent()).toBe("Read as canonical: 2 lines.");
    const shown = page.frameLocator("#preview").locator("[data-afterglow-offer]");
    expect(await shown.count()).toBe(await page.locator("#offers tr").count());
    await page.close();
  });

  test("every payload format that the playground offers is read, and leads to offers", async () => {
    const page = await stage.playground();
    const products = async (): Promise<string> =>
      (await page.locator("#offers .what b").allTextContents()).sort().join();
    const before = await products();
    for (const [format, name] of [
      ["jsonld", "schema.org"],
      ["ga4", "ga4"],
      ["shopify", "shopify"],
      ["woocommerce", "woocommerce"],
      ["canonical", "canonical"],
    ] as const) {
      await page.getByLabel("Format").selectOption(format);
      await page.locator("#identity", { hasText: name }).waitFor();
      expect(await page.locator("#order-status").textContent()).toBe(`Read as ${name}: 2 lines.`);
      expect(await page.locator("#offers tr").count(), format).toBeGreaterThan(0);
      if (format === "canonical") expect(await products()).toBe(before);
    }
    await page.close();
  });

  test("a broken order is answered with one sentence, and the last good page stays", async () => {
    const page = await stage.playground();
    const before = await page.locator("#offers").textContent();
    await page.locator("#order").fill('{"order_id": "1", "lines": [');
    await page.locator("#order-status.bad").waitFor();
    expect((await page.locator("#order-status").textContent())?.length).toBeGreaterThan(10);
    expect(await page.locator("#offers").textContent()).toBe(before);
    await page.close();
  });

  test("an order with markup in every field stays text, in the shop's page and in the table", async () => {
    const page = await stage.playground();
    const evil = "</script><img src=x onerror=document.title='owned'>";
    const order = {
      order_id: evil,
      currency: "EUR",
      locale: evil,
      customer: { id: evil },
      lines: [
        { sku: evil, quantity: 1, unit_price: "1.00" },
        { sku: "TENT-2-KESTREL-2", quantity: 1, unit_price: "145.00" },
      ],
    };
    await page.locator("#order").fill(JSON.stringify(order));
    await page.waitForTimeout(1500);
    for (const frame of page.frames()) {
      expect(await frame.locator('img[src="x"]').count()).toBe(0);
      expect(await frame.title()).not.toBe("owned");
    }
    await page.close();
  });

  test("an order nested deeper than can be written, or larger than an order may be, is refused", async () => {
    const send = async (body: string): Promise<number> =>
      (await fetch(`${stage.originUrl}/playground/orders`, { method: "POST", body })).status;
    expect(await send("[".repeat(30_000) + "]".repeat(30_000))).toBe(422);
    expect(await send("not json")).toBe(422);
    expect(await send(`"${"x".repeat(70_000)}"`)).toBe(413);
    expect(await send('{"lines":[]}')).toBe(200);
  });

  test("what is sold out today is withheld, is in the share link, and comes back", async () => {
    const page = await stage.playground();
    const titles = () => page.locator("#offers .what b").allTextContents();
    const before = await titles();
    const button = page.getByRole("button", { name: /^Sold out: / }).first();
    const gone = (await button.getAttribute("aria-label"))?.replace("Sold out: ", "") ?? "";
    await button.click();
    await page.locator("#today li", { hasText: "sold out" }).waitFor();
    expect(await titles()).not.toContain(gone);
    expect(await page.locator("#withheld").textContent()).toMatch(/stock|sold out/);
    await page.getByRole("button", { name: "Copy share link" }).click();
    const other = await stage.playground(new URL(page.url()).hash);
    expect(await other.locator("#offers .what b").allTextContents()).toEqual(await titles());
    await other.close();
    await page.getByRole("button", { name: /^Undo: / }).click();
    await expect.poll(titles).toEqual(before);
    await page.close();
  });

  test("the holdout's page stays as it is, and the table says what would have been shown", async () => {
    const page = await stage.playground();
    const widget = page.frameLocator("#preview").locator("[data-afterglow-decision]");
    expect(await widget.count()).toBe(1);
    await page.getByText("Holdout", { exact: true }).click();
    await expect.poll(() => widget.count()).toBe(0);
    expect(await page.locator("#offers tr").count()).toBeGreaterThan(0);
    expect(await page.locator("#decision-intro").textContent()).toContain("would have been shown");
    await page.close();
  });

  test("advertising goes with the consent to it", async () => {
    const page = await stage.playground();
    const partners = page.locator("#offers tr", { hasText: "partner" });
    await page.getByLabel("Recorded order").selectOption({ label: await baby(page) });
    await expect.poll(() => partners.count()).toBeGreaterThan(0);
    const label = page.frameLocator("#preview").locator(".afterglow-label");
    expect(await label.first().textContent()).toContain("Storkline");
    await page.getByLabel("Advertising").uncheck();
    await expect.poll(() => partners.count()).toBe(0);
    await page.close();
  });

  test("a share link brings the whole state back", async () => {
    const page = await stage.playground();
    await page.getByLabel("Touchpoint").selectOption("receipt");
    await page.getByLabel("Language").selectOption("fr-FR");
    await page.getByRole("button", { name: "Candy" }).click();
    await page.locator("#seed").fill("42");
    await page.getByRole("button", { name: "Copy share link" }).click();
    const hash = new URL(page.url()).hash;
    await page.close();
    const other = await stage.playground(hash);
    expect(await other.getByLabel("Touchpoint").inputValue()).toBe("receipt");
    expect(await other.getByLabel("Language").inputValue()).toBe("fr-FR");
    expect(await other.locator("#seed").inputValue()).toBe("42");
    expect(await other.locator("#theme-css").textContent()).toContain(
      "--afterglow-accent: #c21d6b;",
    );
    const accent = await other
      .frameLocator("#preview")
      .locator("#afterglow")
      .evaluate((slot) => getComputedStyle(slot).getPropertyValue("--afterglow-accent"));
    expect(accent).toBe("#c21d6b");
    await other.close();
  });

  test("a share link that is no share link opens the playground as it is", async () => {
    for (const hash of [
      "#s=%%%",
      "#s=bm90IGpzb24",
      "#s=eyJ0aGVtZSI6eyJ4eCI6MX0sInJlY29yZGVkIjoxZTl9",
    ]) {
      const page = await stage.playground(hash);
      expect(await page.locator("#offers tr").count(), hash).toBeGreaterThan(0);
      await page.close();
    }
  });
});
