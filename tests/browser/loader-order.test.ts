/** Where the loader finds the order, and what it says when it shows nothing. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataScript, order } from "../runtimes/pages.ts";
import { LoaderStage, slot, untilSaid, widget } from "./loader-stage.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

const json = JSON.stringify(order);
const ga4 = {
  transaction_id: "1001",
  currency: "EUR",
  value: 199,
  items: [{ item_id: "TENT-2P", price: 199, quantity: 1 }],
};
const jsonLd = {
  "@context": "https://schema.org",
  "@type": "Order",
  orderNumber: "1001",
  priceCurrency: "EUR",
  price: "199.00",
  acceptedOffer: { "@type": "Offer", itemOffered: { "@type": "Product", sku: "TENT-2P" } },
};

describe("finds the order", () => {
  it("in the page's data script", () => stage.shows({ body: dataScript() + slot }));
  it("in window.afterglow.order", () =>
    stage.shows({ body: `<script>window.afterglow = { order: ${json} };</script>${slot}` }));
  it("in JSON-LD", () =>
    stage.shows({
      body: `<script type="application/ld+json">{"@type":"WebSite"}</script>
<script type="application/ld+json">${JSON.stringify(jsonLd)}</script>${slot}`,
    }));
  it("with the classic build", () => stage.shows({ classic: true, body: dataScript() + slot }));
});

describe("takes from window.afterglow.context", () => {
  const given = (context: object) => ({
    body: `<script>window.afterglow = { context: ${JSON.stringify(context)} };</script>${dataScript()}${slot}`,
  });

  it("the touchpoint, the unit and how many offers there may be", async () => {
    const { page, close } = await stage.open(given({ touchpoint: "receipt", places: 1 }));
    await untilSaid(page, /^shown$/);
    const section = page.locator(widget);
    expect(await section.getAttribute("data-afterglow-touchpoint")).toBe("receipt");
    expect(await section.locator("[data-afterglow-offer]").count()).toBe(1);
    await close();
  });

  it("the arm, and shows the holdout nothing", () =>
    stage.showsNothing(given({ arm: "holdout" }), /nothing to offer to the holdout arm/));

  it("nothing it does not know, and says so", () =>
    stage.showsNothing(given({ placess: 1 }), /placess/));
});

describe("finds a purchase", () => {
  /** Runs the script in a page whose loader has looked and found no order. */
  async function late(script: string): Promise<void> {
    const { page, errors, close } = await stage.open({});
    await untilSaid(page, /no order/);
    await page.addScriptTag({ content: script });
    await untilSaid(page, /^shown$/);
    expect(await page.locator(`#afterglow ${widget}`).count()).toBe(1);
    expect(errors).toEqual([]);
    await close();
  }
  const event = JSON.stringify({ event: "purchase", ecommerce: ga4 });

  it("that was pushed to the dataLayer before", () =>
    stage.shows({ body: `<script>dataLayer = [{ ecommerce: null }, ${event}];</script>${slot}` }));
  it("that is pushed to the dataLayer later", () => late(`dataLayer.push(${event})`));
  it("that is sent through gtag later", () =>
    late(`function gtag() { dataLayer.push(arguments) }
      gtag("event", "purchase", ${JSON.stringify(ga4)})`));
  it("and hands every push on", async () => {
    const body = `<script>
      dataLayer = []; const seen = window.seen = [];
      dataLayer.push = function (...all) { seen.push(...all); return Array.prototype.push.apply(this, all); };
    </script>${slot}`;
    const { page, close } = await stage.open({ body });
    await untilSaid(page, /no order/);
    const seen = await page.evaluate(() => {
      const host = window as unknown as { dataLayer: unknown[]; seen: unknown[] };
      host.dataLayer.push({ event: "other" }, 7);
      return host.seen;
    });
    expect(seen).toEqual([{ event: "other" }, 7]);
    await close();
  });
});

describe("shows nothing, and says why,", () => {
  const body = dataScript() + slot;
  it("without an order", () => stage.showsNothing({}, /no order in the page/));
  it("for an order that is none", () =>
    stage.showsNothing({ body: dataScript("{]") + slot }, /JSON/i));
  it("without the model", () => stage.showsNothing({ body, model: "/none" }, /answered 404/));
  it("for a file that is no model", () =>
    stage.showsNothing({ body, model: "/afterglow/widget.css" }, /model/));
  it("when the model does not come in time", () =>
    stage.showsNothing(
      { body, model: "/slow.afterglow", attributes: 'data-timeout="300"' },
      /time/i,
    ));
  it("without the module", () =>
    stage.showsNothing({ body, attributes: 'data-wasm="/none.wasm"' }, /answered 404/));
  it("before consent", () =>
    stage.showsNothing({ body, attributes: 'data-consent="required"' }, /consent/));
  it("in one line of the console in debug mode", async () => {
    const { page, said, close } = await stage.open({ attributes: "data-debug" });
    await untilSaid(page, /no order/);
    expect(said.filter((line) => line.startsWith("afterglow: "))).toEqual([
      "afterglow: no order in the page",
    ]);
    await close();
  });
});
