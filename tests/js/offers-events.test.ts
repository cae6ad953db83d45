// Logs of events and decisions: what is read of them, and how it is counted.
import { describe, expect, it, test } from "vitest";
import { Database } from "../../cli/build/database.ts";
import type { MerchantOffer } from "../../cli/build/offers/offers-file.ts";
import { readEvents } from "../../cli/build/offers/read-events.ts";
import { randomNumbers, write } from "./build-shop.ts";

const offer = (id: string, rest: Partial<MerchantOffer> = {}): MerchantOffer => ({
  id,
  type: "loyalty",
  ...rest,
});

async function read(files: string[], offers: MerchantOffer[]) {
  const database = await Database.open("500MB");
  try {
    const { counts, rows, refusals } = await readEvents(database, files, offers);
    return { counts, rows, refusals: Object.fromEntries(refusals) };
  } finally {
    database.close();
  }
}
const lines = (rows: object[]) => `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;

describe("event logs", () => {
  const event = (name: string, decision: number, offer_id = "club") => ({
    event: name,
    event_id: `${name}-${decision}-${offer_id}`,
    decision_id: `d${decision}`,
    offer_id,
  });
  const decision = (id: number, more: object = {}, offer_id = "club", propensity = 1) => ({
    decision_id: `d${id}`,
    touchpoint: "confirmation",
    segment: "returning",
    arm: "treatment",
    offers: [{ offer_id, propensity }],
    ...more,
  });

  it("count every decision once, whatever was reported of it", async () => {
    const file = write(
      "events.ndjson",
      lines([
        event("impression", 1),
        event("impression", 2),
        event("click", 2),
        event("accept", 2),
        // Sent again; looked at again; accepted without a reported impression; only dismissed.
        event("impression", 1),
        { ...event("impression", 1), event_id: "again" },
        event("accept", 3),
        event("dismiss", 4),
        event("impression", 5, "unknown-offer"),
      ]),
    );
    const { counts, rows, refusals } = await read([file], [offer("club")]);
    expect(rows).toBe(9);
    expect(refusals).toEqual({ "event_id was there before": 1 });
    expect(counts).toEqual([
      { offer_id: "club", touchpoint: "", segment: "", shown: 3, rate: 2 / 3, shown_effective: 3 },
    ]);
  });

  it("take touchpoint, segment and propensity from the decision", async () => {
    const decisions = write(
      "decisions.ndjson",
      lines([decision(1), decision(2, { touchpoint: "in-app" }), decision(3)]),
    );
    const events = write(
      "e.csv",
      "event,decision_id,offer_id\nimpression,d1,club\nimpression,d2,club\naccept,d2,club\n",
    );
    const { counts, rows } = await read([decisions, events], [offer("club")]);
    expect(rows).toBe(6);
    expect(counts.map((one) => [one.touchpoint, one.segment, one.shown, one.rate])).toEqual([
      ["confirmation", "returning", 1, 0],
      ["in-app", "returning", 1, 1],
    ]);
  });

  it("count a sent email as shown, and nothing of the holdout", async () => {
    const file = write(
      "mail.ndjson",
      lines([
        decision(1, { touchpoint: "order-email" }),
        decision(2, { touchpoint: "order-email" }),
        decision(3, { touchpoint: "order-email", arm: "holdout" }),
        decision(4),
        event("click", 2),
        event("accept", 2),
        event("impression", 9),
      ]),
    );
    const { counts } = await read([file], [offer("club")]);
    expect(counts.map((one) => [one.touchpoint, one.shown, one.rate])).toEqual([
      ["", 1, 0],
      ["order-email", 2, 0.5],
    ]);
  });

  it("count clicks where the offer says that a click is what it is paid for", async () => {
    const file = write("clicks.ndjson", lines([event("impression", 1), event("click", 2)]));
    const byClick = offer("club", { acceptance: { mean: 0.1, event: "click" } });
    expect((await read([file], [byClick])).counts[0]?.rate).toBe(0.5);
    expect((await read([file], [offer("club")])).counts[0]?.rate).toBe(0);
  });

  it("are counted by the reason they cannot be used", async () => {
    const file = write(
      "bad.ndjson",
      `not JSON\n${lines([
        { decision_id: "d1", offer_id: "club" },
        { ...event("impression", 1), event: "view" },
        { event: "impression", offer_id: "club" },
        { event: "impression", decision_id: "d1" },
        { ...event("click", 1), propensity: 0 },
        { ...event("click", 2), touchpoint: "fax" },
        { ...event("click", 3), segment: "vip" },
        event("decision", 1),
      ])}`,
    );
    const { rows, refusals, counts } = await read([file], [offer("club")]);
    expect(counts).toEqual([]);
    expect(rows).toBe(9);
    expect(refusals).toEqual({
      "line is not JSON": 1,
      "event is missing": 1,
      "event is not decision, impression, click, accept or dismiss": 1,
      "decision_id is missing": 1,
      "offer_id is missing": 1,
      "propensity is not a number above 0 and up to 1": 1,
      "touchpoint is not known": 1,
      "segment is not known": 1,
    });
  });

  it("of no known kind are refused with what was expected", async () => {
    const file = write("orders.csv", "order_id,sku\n1,A\n");
    await expect(read([file], [offer("club")])).rejects.toThrow(
      /orders\.csv: has no column event \(it has order_id, sku\); expected events with/,
    );
    await expect(read(["nowhere.ndjson"], [])).rejects.toThrow(/nowhere\.ndjson: no such file/);
  });

  it("are weighted by 1/propensity: what is shown mostly to the unwilling is not thought unwanted", async () => {
    // Half of the buyers accept in one of five, the others never. The ranking shows the offer to
    // the willing only by exploration, in one decision of five, and to the others always.
    const random = randomNumbers(31);
    const rows: object[] = [];
    const plain = { shown: 0, accepted: 0 };
    for (let i = 0; i < 20_000; i++) {
      const willing = random() < 0.5;
      const propensity = willing ? 0.2 : 1;
      if (random() >= propensity) continue;
      rows.push({ ...event("impression", i), propensity });
      plain.shown++;
      if (!willing || random() >= 0.2) continue;
      rows.push(event("accept", i));
      plain.accepted++;
    }
    const { counts } = await read([write("explored.ndjson", lines(rows))], [offer("club")]);
    expect(plain.accepted / plain.shown).toBeLessThan(0.045);
    expect(counts[0]?.rate).toBeGreaterThan(0.09);
    expect(counts[0]?.rate).toBeLessThan(0.11);
    // Paid for with certainty: as much is known as from fewer, equally weighted impressions.
    expect(counts[0]?.shown_effective).toBeLessThan(0.7 * plain.shown);
  });

  it("let no single rare impression speak for more than twenty", async () => {
    const file = write(
      "rare.ndjson",
      lines([
        { ...event("impression", 1), propensity: 0.0001 },
        event("accept", 1),
        { ...event("impression", 2), propensity: 1 },
      ]),
    );
    expect((await read([file], [offer("club")])).counts[0]?.rate).toBeCloseTo(20 / 21, 12);
  });
});

test("files of events may be Parquet, too", async () => {
  const database = await Database.open("500MB");
  const file = write("events.parquet", "");
  await database.run(
    `COPY (SELECT 'impression' AS event, 'd' || i AS decision_id, 'club' AS offer_id FROM range(7) AS t(i))
     TO '${file}' (FORMAT parquet)`,
  );
  database.close();
  expect((await read([file], [offer("club")])).counts[0]?.shown).toBe(7);
});
