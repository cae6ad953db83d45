// `afterglow build --offers --events`: what becomes of them in the model and in the report.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { build } from "../../cli/build/build.ts";
import type { Afterglow, Decision } from "../../js-glue/afterglow.ts";
import { csvOf, folder, openModel, smallShop, write } from "./build-shop.ts";

const orders = write("orders.csv", csvOf(smallShop(300)));
const creative = { en: { title: "Join the club", url: "/club" } };
const club = { id: "club", type: "loyalty", value: "6.00", creative };
const now = Date.UTC(2026, 0, 1) / 1000;

function offersFile(offers: object[], rest: object = {}): string {
  return write("offers.json", JSON.stringify({ currency: "EUR", offers, ...rest }));
}
const made = (options: object) =>
  build({ orders: [orders], out: `${folder}/shop.afterglow`, now, ...options });

describe("a build with offers", () => {
  it("has a section for them, the same for the same file", async () => {
    const report = await made({ offers: offersFile([club]) });
    expect(report.sections.map(({ tag }) => tag)).toContain("OFFR");
    expect(report.offers).toEqual({
      offers: 1,
      rules: 0,
      events: null,
      types: [{ type: "loyalty", mean: 0.05, strength: 100, shown: 0 }],
    });
    expect(report.currency).toBe("EUR");
    const before = readFileSync(report.out);
    expect(readFileSync((await made({ offers: offersFile([club]) })).out)).toEqual(before);
    const dearer = await made({ offers: offersFile([{ ...club, value: "7.00" }]) });
    expect(readFileSync(dearer.out)).not.toEqual(before);
  });

  it("has no such section without a file", async () => {
    const report = await made({});
    expect(report.sections.map(({ tag }) => tag)).not.toContain("OFFR");
    expect(report.offers).toBeNull();
  });

  it("learns acceptance from events, and says from how many", async () => {
    const events = Array.from({ length: 400 }, (_, i) => [
      `impression,d${i},club`,
      ...(i % 5 === 0 ? [`accept,d${i},club`] : []),
    ]).flat();
    const log = write(
      "events.csv",
      `event,decision_id,offer_id\n${events.join("\n")}\nview,d1,club\n`,
    );
    const report = await made({ offers: offersFile([club]), events: [log] });
    expect(report.offers?.events).toEqual({
      read: 481,
      refused: 1,
      reasons: { "event is not decision, impression, click, accept or dismiss": 1 },
    });
    const [loyalty] = report.offers?.types ?? [];
    expect(loyalty?.shown).toBe(400);
    expect(loyalty?.mean).toBeGreaterThan(0.1);
    expect(loyalty?.mean).toBeLessThan(0.2);
  });

  it("learns it by segment from the decisions that its own model made", async () => {
    const first = { orders: 1 };
    const returning = { orders: 4 };
    const model = await openModel((await made({ offers: offersFile([club]) })).out);
    const decided = (opened: Afterglow, id: number, customer: object): Decision => {
      const order = {
        order_id: String(id),
        currency: "EUR",
        lines: [{ sku: "s1", unit_price: "9.90" }],
        customer: { id: `c${id}`, ...customer },
      };
      const decision = opened.decide(JSON.stringify(order), { now, places: 20 });
      if (!decision.ok) throw new Error(decision.error.message);
      return decision.value;
    };
    const clubIn = ({ offers }: Decision) => offers.find(({ offer_id }) => offer_id === "club");
    expect(clubIn(decided(model, 1, first))?.probability).toBe(0.05);
    expect(clubIn(decided(model, 1, returning))?.probability).toBe(0.05);

    // First orders join in one case of four, others in one of fifty; events do not say who is who.
    const log = Array.from({ length: 800 }, (_, i) => {
      const decision = decided(model, i, i % 2 === 0 ? first : returning);
      const event = { event_id: `e${i}`, decision_id: decision.decision_id, offer_id: "club" };
      const joins = i % 2 === 0 ? i % 8 === 0 : i % 100 === 1;
      return [
        decision,
        { ...event, event: "impression" },
        ...(joins ? [{ ...event, event_id: `a${i}`, event: "accept" }] : []),
      ];
    }).flat();
    const events = [write("log.ndjson", log.map((one) => `${JSON.stringify(one)}\n`).join(""))];
    const { out } = await made({ offers: offersFile([club]), events });
    const taught = await openModel(out);
    const chance = (customer: object) => clubIn(decided(taught, 1, customer))?.probability ?? 0;
    expect(chance(first)).toBeGreaterThan(0.2);
    expect(chance(first)).toBeLessThan(0.26);
    expect(chance(returning)).toBeLessThan(0.04);
    // An order that does not say stands between them.
    expect(chance({})).toBeGreaterThan(chance(returning));
    expect(chance({})).toBeLessThan(chance(first));
  });

  it("notes names that the catalogue does not have", async () => {
    const { notes } = await made({
      offers: offersFile(
        [
          { ...club, eligible: { lines: { skus: ["s1", "S1"] }, stock_of: ["s2", "s99"] } },
          { id: "deal", type: "product", sku: "soon", creative },
        ],
        { rules: [{ action: "block", categories: ["Wine"] }] },
      ),
    });
    expect(notes.filter((note) => note.includes("offers.json"))).toEqual([
      expect.stringMatching(
        /offers\[0\]\.eligible\.lines\.skus\[1\] is "S1", a SKU the catalogue does not have$/,
      ),
      expect.stringMatching(/offers\[0\]\.eligible\.stock_of\[1\] is "s99", a SKU the catalogue/),
      expect.stringMatching(/offers\[1\]\.sku is "soon", a SKU the catalogue does not have$/),
      expect.stringMatching(/rules\[0\]\.categories\[0\] is "Wine", a category the catalogue/),
    ]);
  });

  it("notes offers that have ended", async () => {
    const ended = { ...club, eligible: { until: "2025-12-31T00:00:00Z" } };
    const running = { ...club, id: "other", eligible: { until: "2026-01-02T00:00:00Z" } };
    const { notes } = await made({ offers: offersFile([ended, running]) });
    expect(notes.filter((note) => note.includes("ended"))).toEqual([
      expect.stringMatching(/offers\[0\] ended at 2025-12-31T00:00:00Z and is never shown$/),
    ]);
  });

  it("refuses a product that has neither card nor texts", async () => {
    const offers = offersFile([{ id: "deal", type: "product", sku: "soon" }]);
    await expect(made({ offers })).rejects.toThrow(
      /offers\.json: offers\[0\]\.sku is "soon", which the catalogue does not have; expected a SKU of the catalogue, or a creative$/,
    );
  });

  it("refuses offers in another currency than the prices", async () => {
    const offers = offersFile([club]);
    await expect(made({ offers, settings: { currency: "SEK" } })).rejects.toThrow(
      /offers\.json: currency is "EUR"; expected "SEK", as the prices of the model$/,
    );
  });

  it("takes the shares of the experiment and their key from the settings", async () => {
    const settings = { holdout_share: 0.1, exploration_share: 0.05, experiment: "spring" };
    const { sections } = await made({ settings });
    expect(sections.map(({ tag }) => tag)).toContain("OFFR");
    await expect(made({ settings: { holdout_share: 2 } })).rejects.toThrow(
      "settings: holdout_share is 2; expected a number from 0 to 1",
    );
    await expect(made({ settings: { experiment: "" } })).rejects.toThrow(
      'settings: experiment is ""; expected the key of an experiment',
    );
  });
});

it("prices of a currency that people write without decimals are still in its minor unit", async () => {
  // The forint has two by ISO 4217, though nobody writes them.
  const report = await made({ settings: { currency: "HUF" } });
  const { describeSku } = await import("./build-shop.ts");
  const model = await openModel(report.out);
  expect(describeSku(model, "s1").card.price).toBe(990);
});
