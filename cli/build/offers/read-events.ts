// Event and decision logs -> how often each offer of the file was shown and accepted.
import { BadData } from "../../failure.ts";
import { type Database, quoted } from "../database.ts";
import { kindOf, type Refusals, refuse, type Source, withSource } from "../source.ts";
import { sql } from "../sql.ts";
import type { OfferCounts } from "./acceptance.ts";
import type { MerchantOffer } from "./offers-file.ts";

const headings = [
  "event",
  "event_id",
  "decision_id",
  "offer_id",
  "touchpoint",
  "segment",
  "propensity",
] as const;

const expectedEvents =
  "events with the headings event, decision_id, offer_id and optionally event_id, touchpoint, " +
  "segment, propensity (CSV, NDJSON or Parquet), or decisions as NDJSON";

/**
 * A decision shown with a smaller propensity counts as if it were this one: weights stay below 20,
 * at the price of a bias towards what is usually shown.
 */
export const leastPropensity = 0.05;

export interface EventsRead {
  rows: number;
  refusals: Refusals;
  counts: OfferCounts[];
  /** Decisions found in the logs. */
  decisions: number;
}

/** Throws a BadData for a file that is neither events nor decisions. */
export async function readEvents(
  database: Database,
  files: readonly string[],
  offers: readonly MerchantOffer[],
): Promise<EventsRead> {
  const refusals: Refusals = new Map();
  const columns = headings.map((heading) => `${heading} VARCHAR`).join(", ");
  await database.run(`CREATE OR REPLACE TEMP TABLE raw_events(${columns})`);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE decided(decision_id VARCHAR, offer_id VARCHAR,
       touchpoint VARCHAR, segment VARCHAR, propensity DOUBLE, holdout BOOLEAN)`,
  );
  let decisions = 0;
  for (const file of files) {
    await withSource(database, file, "loaded", expectedEvents, refusals, async (source) => {
      decisions += await insertDecisions(database, source);
      await insertEvents(database, source);
    });
  }
  const configured = offers.map(
    ({ id, acceptance }) => `(${quoted(id)}, ${quoted(acceptance?.event ?? "accept")})`,
  );
  await database.run("CREATE OR REPLACE TEMP TABLE configured(offer_id VARCHAR, event VARCHAR)");
  if (configured.length > 0) {
    await database.run(`INSERT INTO configured VALUES ${configured.join(", ")}`);
  }
  await database.setVariable("least_propensity", leastPropensity);
  const unreadable = [...refusals.values()].reduce((a, b) => a + b, 0);
  await database.run(sql.acceptance);
  const reasons = await database.rows<{ reason: string; rows: bigint }>(
    "SELECT reason, count(*) AS rows FROM checked_events WHERE reason IS NOT NULL GROUP BY reason",
  );
  for (const { reason, rows } of reasons) refuse(refusals, reason, Number(rows));
  const counts = await database.rows<{
    offer_id: string;
    touchpoint: string;
    segment: string;
    shown: number;
    rate: number;
    shown_effective: number;
  }>("FROM acceptance");
  return {
    rows: unreadable + decisions + (await database.number("SELECT count(*) FROM checked_events")),
    refusals,
    counts: counts as unknown as OfferCounts[],
    decisions,
  };
}

/** The decisions of a JSON log: the objects with a list of offers. */
async function insertDecisions(database: Database, source: Source): Promise<number> {
  if (kindOf(source.file) !== "json" || source.field("offers") === null) return 0;
  const isDecision = "json_type(json, '$.offers') = 'ARRAY'";
  await database.run(
    `INSERT INTO decided
     SELECT (json->>'$.decision_id'), (offer->>'$.offer_id'), coalesce((json->>'$.touchpoint'), ''),
       coalesce((json->>'$.segment'), ''), try_cast((offer->>'$.propensity') AS DOUBLE),
       coalesce((json->>'$.arm') = 'holdout', false)
     FROM (SELECT json, unnest(from_json(json->'$.offers', '["JSON"]')) AS offer
           FROM ${source.table} WHERE ${isDecision} AND (json->>'$.decision_id') IS NOT NULL)`,
  );
  const found = await database.number(`SELECT count(*) FROM ${source.table} WHERE ${isDecision}`);
  await database.run(`DELETE FROM ${source.table} WHERE ${isDecision}`);
  return found;
}

async function insertEvents(database: Database, source: Source): Promise<void> {
  const found = source.headings.slice(0, 20).join(", ") || "none";
  // A log of decisions alone.
  if (source.field("offers") !== null && source.field("event") === null) return;
  for (const heading of ["event", "decision_id", "offer_id"] as const) {
    if (source.field(heading) !== null) continue;
    throw new BadData(
      `${source.file}: has no column ${heading} (it has ${found}); expected ${expectedEvents}`,
    );
  }
  const fields = headings.map((heading) => source.field(heading) ?? "NULL");
  await database.run(`INSERT INTO raw_events SELECT ${fields.join(", ")} FROM ${source.table}`);
}
