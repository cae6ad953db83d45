/** What the loader reports about the offers in a page, and that it reports nothing unasked. */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Afterglow } from "../../js-glue/afterglow.ts";
import { modelPath } from "../../scripts/spec.js";
import { dataScript, order } from "../runtimes/pages.ts";
import { type Given, LoaderStage, slot } from "./loader-stage.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

const body = dataScript() + slot;
const events = 'data-events="/collect"';
const longer = 1600;

const shownIn = (page: Page): Promise<string[]> =>
  page
    .locator("[data-afterglow-offer]")
    .evaluateAll((offers) =>
      offers.map((offer) => (offer as HTMLElement).dataset.afterglowOffer ?? ""),
    );

/** "impression product:BAG-40" for each event so far. */
const told = () => stage.collected.map(({ event, offer_id }) => `${event} ${offer_id}`).sort();

async function open(given: Given) {
  const opened = await stage.open({ body, attributes: events, ...given });
  await opened.page.locator("[data-afterglow-offer]").first().waitFor();
  return opened;
}

describe("nothing is reported", () => {
  it("unless the page names an address", async () => {
    const { page, close } = await open({ attributes: "" });
    await page.waitForTimeout(longer);
    await page.locator("[data-afterglow-dismiss]").click();
    expect(stage.asked).not.toContain("/afterglow/events.js");
    expect(stage.collected).toEqual([]);
    await close();
  });

  it("to another site", async () => {
    const { page, errors, close } = await open({
      attributes: 'data-events="https://collector.example/"',
    });
    await expect
      .poll(() => page.evaluate(() => window.afterglow?.why?.()))
      .toMatch(/data-events must be an address of this site, not of https:\/\/collector\.example/);
    expect(await page.locator("[data-afterglow-offer]").count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await close();
  });

  it("before consent, about a widget that the edge rendered", async () => {
    const { page, close } = await open({
      attributes: `${events} data-consent="required"`,
      body: `${dataScript()}<div id="afterglow">${await edgeRendered()}</div>`,
    });
    await page.waitForTimeout(longer);
    expect(stage.collected).toEqual([]);
    await page.evaluate(() => window.afterglow?.consent?.(true));
    await expect.poll(() => stage.collected.length).toBeGreaterThan(0);
    await close();
  });

  it("of an offer that was in view for a moment only", async () => {
    const { page, close } = await open({
      body: `${dataScript()}<p style="height:150vh"></p>${slot}`,
    });
    await page.evaluate(async () => {
      scrollTo(0, document.body.scrollHeight);
      await new Promise((later) => setTimeout(later, 300));
      scrollTo(0, 0);
    });
    await page.waitForTimeout(longer);
    expect(stage.collected).toEqual([]);
    await close();
  });
});

describe("reported is, once each,", () => {
  it("what was in view for a second, and the rest when it came into view", async () => {
    const { page, close } = await open({
      body: `${dataScript({ ...order, customer: { orders: 3 } })}<p style="height:85vh"></p>${slot}`,
    });
    const offers = await shownIn(page);
    await page.waitForTimeout(longer);
    expect(told().length).toBeLessThan(offers.length);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect.poll(told).toEqual(offers.map((offer) => `impression ${offer}`).sort());
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(200);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(longer);
    expect(told()).toHaveLength(offers.length);
    const decision = await page
      .locator("[data-afterglow-decision]")
      .evaluate((section) => ({ ...(section as HTMLElement).dataset }));
    for (const event of stage.collected) {
      expect(event).toEqual({
        event: "impression",
        event_id: `${decision.afterglowDecision}/${event.offer_id}/impression`,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        decision_id: decision.afterglowDecision,
        offer_id: expect.any(String),
        touchpoint: "confirmation",
        segment: "returning",
      });
    }
    await close();
  });

  for (const shadow of ["", "data-shadow"]) {
    it(`a click, though the page goes away${shadow && ", in Shadow DOM"}`, async () => {
      const { page, close } = await open({ attributes: `${events} ${shadow}` });
      const [hero] = await shownIn(page);
      await page.locator(".afterglow-action").click();
      await expect.poll(told).toContain(`click ${hero}`);
      expect(stage.collected.filter(({ event }) => event === "click")).toHaveLength(1);
      await close();
    });
  }

  it("that the offers were dismissed", async () => {
    const { page, close } = await open({});
    const offers = await shownIn(page);
    await page.locator("[data-afterglow-dismiss]").click();
    await expect.poll(told).toEqual(offers.map((offer) => `dismiss ${offer}`).sort());
    await page.waitForTimeout(longer);
    expect(stage.collected.filter(({ event }) => event === "impression")).toEqual([]);
    await close();
  });

  it("what a page out of the back/forward cache has told before", async () => {
    const { page, close } = await open({});
    const offers = await shownIn(page);
    await expect.poll(told).toHaveLength(offers.length);
    const before = told();
    await page.evaluate(() =>
      addEventListener("pageshow", (event) => Object.assign(window, { restored: event.persisted })),
    );
    await page.goto(stage.address({ body: "<p>elsewhere</p>" }));
    // It is not loaded again, so that is not waited for.
    await page.goBack({ waitUntil: "commit" });
    await expect
      .poll(() => page.evaluate(() => (window as { restored?: boolean }).restored))
      .toBe(true);
    await page.waitForTimeout(longer);
    expect(told()).toEqual(before);
    await page.locator("[data-afterglow-dismiss]").click();
    await expect
      .poll(() => told().filter((line) => line.startsWith("dismiss")).length)
      .toBeGreaterThan(0);
    await close();
  });
});

/** The widget as the edge puts it into a page. */
async function edgeRendered(): Promise<string> {
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow.wasm"));
  if (!made.ok || !made.value.loadModel(readFileSync(modelPath)).ok) throw new Error("no model");
  const rendered = made.value.render(JSON.stringify(order));
  return rendered.ok ? rendered.value.content : "";
}
