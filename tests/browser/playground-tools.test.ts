/** What the playground can be set to, and what it shows for it: one test for each of its tools. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built, DemoStage } from "./demo-stage.ts";

const titles = (page: Page) => page.locator("#offers .what b").allTextContents();
const decisionOf = (page: Page) => page.locator("#identity dd").first().textContent();
const inPage = (page: Page) => page.frameLocator("#preview");

/** Does something that makes another decision, and waits for it. */
async function decidedAnew(page: Page, change: () => Promise<unknown>): Promise<void> {
  const before = await decisionOf(page);
  await change();
  await expect.poll(() => decisionOf(page)).not.toBe(before);
}

describe.skipIf(!built)("the playground (skipped unless `npm run build` has made dist/)", () => {
  let stage: DemoStage;
  beforeAll(async () => {
    stage = await DemoStage.start();
  });
  afterAll(() => stage?.close());

  test("has twenty recorded orders, and each is read and decided", async () => {
    const page = await stage.playground();
    const recorded = page.getByLabel("Recorded order");
    const values = await recorded
      .locator("option")
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    expect(values.filter((value) => value !== "own")).toHaveLength(20);
    for (const value of values.filter((one) => one !== "own")) {
      await recorded.selectOption(value);
      const id = JSON.parse(await page.locator("#order").inputValue()).order_id as string;
      await expect
        .poll(() => page.locator("#order-status").textContent())
        .toMatch(/^Read as canon/);
      await expect.poll(() => page.locator("#decision-json").textContent()).toContain('"offers"');
      expect(id).toMatch(/^\d+$/);
      expect(await page.locator("#broken").isVisible(), value).toBe(false);
    }
    await page.close();
    // Twenty pages of the shop, each loaded anew.
  }, 180_000);

  test("takes a payload that is pasted in", async () => {
    const page = await stage.playground();
    const pasted = {
      "@type": "http://schema.org/Order",
      orderNumber: "77",
      priceCurrency: "EUR",
      acceptedOffer: [{ itemOffered: { sku: "BEANS-FILTER-NYERI-AA" }, price: "19.90" }],
    };
    await decidedAnew(page, () => page.locator("#order").fill(JSON.stringify(pasted)));
    expect(await page.getByLabel("Recorded order").inputValue()).toBe("own");
    expect(await page.locator("#order-status").textContent()).toBe("Read as schema.org: 1 line.");
    await page.close();
  });

  test("shows each of the eight touchpoints as its buyers meet it", async () => {
    const page = await stage.playground();
    const shows: Record<string, () => Promise<void>> = {
      receipt: () => inPage(page).locator("[data-afterglow-touchpoint=receipt]").waitFor(),
      "order-email": () => inPage(page).locator("table h1").waitFor(),
      "shipping-email": () => page.locator(".mail-head b", { hasText: /\S/ }).waitFor(),
      "delivery-email": () => inPage(page).locator("table a[href]").first().waitFor(),
      "in-app": () => page.locator(".app-screen li").first().waitFor(),
      push: () => page.locator(".notification p", { hasText: /\S/ }).waitFor(),
      "order-history": () => inPage(page).locator(".afterglow-row").waitFor(),
      confirmation: () => inPage(page).locator(".afterglow-hero").first().waitFor(),
    };
    for (const [touchpoint, shown] of Object.entries(shows)) {
      await page.getByLabel("Touchpoint").selectOption(touchpoint);
      await shown();
    }
    await page.close();
  });

  test("takes language, colours and width over into the page", async () => {
    const page = await stage.playground();
    await page.getByLabel("Language").selectOption("ar-EG");
    await inPage(page).locator("section.afterglow[dir=rtl][lang=ar]").waitFor();
    await page.getByText("Dark", { exact: true }).click();
    const scheme = () =>
      inPage(page)
        .locator("html")
        .evaluate((root) => root.style.colorScheme);
    await expect.poll(scheme).toBe("dark");
    for (const [name, width] of [
      ["Phone", 390],
      ["320 px", 320],
      ["Tablet", 768],
    ] as const) {
      await page.getByText(name, { exact: true }).click();
      const wide = async () => (await page.locator("#preview").boundingBox())?.width;
      await expect.poll(wide).toBe(width);
    }
    await page.close();
  });

  test("decides for another moment, seed and number of places", async () => {
    const page = await stage.playground();
    await decidedAnew(page, () => page.getByLabel("Now").fill("2026-12-24T18:00"));
    await decidedAnew(page, () => page.locator("#seed").fill("99"));
    await page.getByLabel("Places").selectOption("1");
    await expect.poll(() => page.locator("#offers tr").count()).toBe(1);
    await page.close();
  });

  test("takes a price of today: it is shown, moves the ranking, and goes again", async () => {
    const page = await stage.playground();
    const before = await titles(page);
    const field = () => page.getByLabel(/^Price today in EUR: /).first();
    const offer = ((await field().getAttribute("aria-label")) ?? "").split(": ")[1] ?? "";
    expect(offer).not.toBe("");
    await field().fill("1.50");
    await page.keyboard.press("Tab");
    await page.locator("#today li", { hasText: "at 1.50" }).waitFor();
    const widget = inPage(page).locator("[data-afterglow-offer]", { hasText: offer });
    const gone = !(await titles(page)).includes(offer);
    if (!gone) expect(await widget.textContent()).toContain("1,50");
    await page.getByRole("button", { name: "Copy share link" }).click();
    const other = await stage.playground(new URL(page.url()).hash);
    expect(await other.locator("#today").textContent()).toContain("at 1.50");
    expect(await titles(other)).toEqual(await titles(page));
    await other.close();
    await page.getByRole("button", { name: /^Undo: .* at 1\.50$/ }).click();
    await expect.poll(() => titles(page)).toEqual(before);
    await page.close();
  });

  test("tells what was withheld, by reason, with its worth", async () => {
    const page = await stage.playground();
    const first = page.locator("#withheld details").first();
    await first.locator("summary").click();
    expect(await first.locator("tbody tr").count()).toBeGreaterThan(0);
    expect(await first.locator("tbody tr").first().textContent()).toMatch(/product|partner|%/);
    await page.close();
  });

  test("draws time and bytes, and lists every request: files, and none to decide", async () => {
    const page = await stage.playground();
    await page.locator("html[data-counted]").waitFor();
    expect(await page.locator("#timings .timing").count()).toBe(4);
    const heights = await page
      .locator("#timings .histogram")
      .first()
      .locator("i")
      .evaluateAll((bars) => bars.map((bar) => (bar as HTMLElement).style.blockSize));
    expect(heights).toContain("100%");
    expect(await page.locator("#bytes .weight").allTextContents()).toEqual([
      expect.stringMatching(/^Scorer module\d+ kB$/),
      expect.stringMatching(/^Model of this shop\d+ kB$/),
      expect.stringMatching(/^Browser loader[34]\.\d kB$/),
      expect.stringMatching(/^Widget in the page/),
    ]);
    const requests = await page.locator("#requests code").allTextContents();
    expect(requests).toContain("/afterglow/afterglow.wasm");
    expect(requests).toContain("/afterglow/model.afterglow");
    expect(await page.locator("#figure-calls").textContent()).toBe("0");
    expect(await page.locator("#requests .proof").textContent()).toMatch(
      /^[\d,]{4,} timed calls of the module0 requests$/,
    );
    await page.close();
  });

  test("edits the theme, in the page at once, and gives out its CSS", async () => {
    const page = await stage.playground();
    await page.getByRole("slider", { name: "Corners", exact: true }).fill("0");
    await page
      .locator(".knob.color", { hasText: /^Button/ })
      .locator("input")
      .fill("#aa3300");
    const css = "#afterglow {\n  --afterglow-radius: 0px;\n  --afterglow-accent: #aa3300;\n}";
    expect(await page.locator("#theme-css").textContent()).toBe(css);
    const radius = await inPage(page)
      .locator(".afterglow-hero")
      .evaluate((hero) => getComputedStyle(hero).borderTopLeftRadius);
    expect(radius).toBe("0px");
    await page.locator("#copy-css").click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(css);
    await page.close();
  });

  test("shows a whole desktop page in the room there is, with the order and the widget in it", async () => {
    const page = await stage.playground();
    const size = () =>
      inPage(page)
        .locator("html")
        .evaluate(() => [innerWidth, scrollY]);
    await expect.poll(async () => (await size())[0]).toBe(1120);
    expect((await size())[1]).toBe(0);
    const [outer, device] = [
      await page.locator("#preview").boundingBox(),
      await page.locator("#device").boundingBox(),
    ];
    expect(Math.abs((outer?.width ?? 0) - (device?.width ?? 0))).toBeLessThanOrEqual(4);
    await page.close();
  });

  test("darkens an email with the scheme that is chosen", async () => {
    const page = await stage.playground();
    await page.getByLabel("Touchpoint").selectOption("order-email");
    const ground = () =>
      inPage(page)
        .locator("body")
        .evaluate((body) => getComputedStyle(body).backgroundColor);
    await expect.poll(ground).toBe("rgb(244, 244, 245)");
    await page.getByText("Dark", { exact: true }).click();
    await expect.poll(ground).toBe("rgb(15, 17, 19)");
    await page.getByText("Light", { exact: true }).click();
    await expect.poll(ground).toBe("rgb(244, 244, 245)");
    await page.close();
  });

  test("shows the theme beside its knobs, whatever the touchpoint", async () => {
    const page = await stage.playground();
    const action = page.locator("#theme-sample .afterglow-action");
    const accent = () => action.evaluate((one) => getComputedStyle(one).backgroundColor);
    for (const touchpoint of ["confirmation", "push"]) {
      await page.getByLabel("Touchpoint").selectOption(touchpoint);
      await page.getByRole("button", { name: "Candy" }).click();
      await expect.poll(accent).toBe("rgb(194, 29, 107)");
      await page.getByRole("button", { name: "The shop’s own" }).click();
      await expect.poll(accent).toBe("rgb(31, 90, 73)");
    }
    const address = page.url();
    await action.click();
    expect(page.url()).toBe(address);
    await page.close();
  });
});
