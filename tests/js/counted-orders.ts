// Orders counted by the build's own SQL, in a database that the tests of a file share.
import { afterAll, beforeAll } from "vitest";
import { countOrders, readSummary } from "../../cli/build/counting.ts";
import { Database } from "../../cli/build/database.ts";
import { readOrders } from "../../cli/build/read-orders.ts";
import { type BuildSettings, defaultSettings } from "../../cli/build/settings.ts";
import { sql } from "../../cli/build/sql.ts";
import { csvOf, type Row, write } from "./build-shop.ts";

export let database: Database;
beforeAll(async () => {
  database = await Database.open("500MB");
});
afterAll(() => database.close());

/** Leaves the tables of docs/counts.md. */
export async function count(
  rows: Row[],
  objective: "next" | "together" = "next",
  settings: Partial<BuildSettings> = {},
) {
  const file = write("orders.csv", csvOf(rows));
  await database.setVariable("latest_time", 4e9);
  await readOrders(database, { files: [file], columns: {} }, new Map());
  await database.run(sql.checkRows);
  await countOrders(database, { ...defaultSettings, ...settings }, objective, null);
  return readSummary(database);
}
