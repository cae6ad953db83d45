/** What needs consent: the widget, advertising, and what this device has bought. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataScript, order } from "../runtimes/pages.ts";
import { LoaderStage, slot, untilSaid, widget } from "./loader-stage.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

const body = dataScript() + slot;

/** The small shop's model, with a partner's offer that needs consent and would be worth most. */
function modelWithAdvertising(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "afterglow-ads-"));
  const creative = { en: { title: "Huts with a view", url: "https://huts.example/" } };
  const partner = {
    ...{ id: "huts", type: "partner", partner: { name: "Huts" }, payout: "500.00", creative },
    eligible: { consent: ["advertising"] },
  };
  const offers = { currency: "EUR", offers: [partner] };
  writeFileSync(join(folder, "offers.json"), JSON.stringify(offers));
  const files = [
    "--orders",
    "tests/spec/shop/orders.csv",
    "--products",
    "tests/spec/shop/products.csv",
  ];
  const out = join(folder, "ads.afterglow");
  const all = ["build", ...files, "--offers", join(folder, "offers.json"), "--out", out];
  execFileSync(process.execPath, ["cli/bin.js", ...all], { stdio: "ignore" });
  const model = readFileSync(out);
  rmSync(folder, { recursive: true });
  return model;
}

describe("the loader", () => {
  it("waits for consent, shows, and goes when consent is withdrawn", async () => {
    const { page, close } = await stage.open({
      body,
      attributes: 'data-consent="required" data-history',
    });
    await untilSaid(page, /consent/);
    expect(stage.asked).not.toContain("/afterglow/shop.afterglow");
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.evaluate(() => window.afterglow?.consent?.(true));
    await untilSaid(page, /^shown$/);
    expect(await page.evaluate(() => localStorage.getItem("afterglow.skus"))).toBe('["TENT-2P"]');
    await page.evaluate(() => window.afterglow?.consent?.(false));
    expect(await page.locator(widget).count()).toBe(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await close();
  });

  it("shows advertising only with consent to advertising", async () => {
    stage.put("/ads.afterglow", modelWithAdvertising());
    const typesShown = async (purposes?: "advertising"[]): Promise<(string | null)[]> => {
      const given = { body, attributes: 'data-consent="required"', model: "/ads.afterglow" };
      const { page, close } = await stage.open(given);
      await untilSaid(page, /consent/);
      await page.evaluate((agreed) => window.afterglow?.consent?.(true, agreed), purposes);
      await untilSaid(page, /^shown$/);
      const offers = await page.locator("[data-afterglow-type]").all();
      const types = await Promise.all(offers.map((o) => o.getAttribute("data-afterglow-type")));
      await close();
      return types;
    };
    expect(await typesShown()).not.toContain("partner");
    expect((await typesShown(["advertising"]))[0]).toBe("partner");
  });

  it("does not offer again what this device has bought", async () => {
    const context = await stage.newContext();
    const skus = (page: Page) =>
      page
        .locator("[data-afterglow-offer]")
        .evaluateAll((offers) =>
          offers.map((offer) =>
            offer.getAttribute("data-afterglow-offer")?.replace("product:", ""),
          ),
        );
    const first = await stage.open({ body, attributes: "data-history" }, context);
    await untilSaid(first.page, /^shown$/);
    const offered = await skus(first.page);
    await first.close();
    const bought = String(offered[0]);
    const second = { ...order, order_id: "1002", lines: [{ sku: bought, quantity: 1 }] };
    const next = await stage.open(
      { body: dataScript(second) + slot, attributes: "data-history" },
      context,
    );
    await untilSaid(next.page, /^shown$/);
    await next.close();
    const third = await stage.open(
      { body: dataScript({ ...order, order_id: "1003" }) + slot, attributes: "data-history" },
      context,
    );
    await untilSaid(third.page, /^shown$/);
    expect(await skus(third.page)).not.toContain(bought);
    await context.close();
  });
});
