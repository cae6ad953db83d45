/**
 * The suite in every runtime, or in those that AFTERGLOW_RUNTIMES names. Without it, the two that
 * every deployment meets first; `npm run test:runtimes` runs all and prints the table.
 */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, test } from "vitest";
import { buildModel, modelPath } from "../../scripts/spec.js";
import { Edges, type Variant } from "./edges.ts";
import { type Origin, startOrigin } from "./origin.ts";
import { runtimes } from "./runtimes.ts";
import { cases } from "./suite.ts";

const chosen = (process.env.AFTERGLOW_RUNTIMES ?? "workerd,node").split(",");

for (const name of chosen) {
  const start = runtimes[name];
  if (!start) throw new Error(`AFTERGLOW_RUNTIMES: ${name} is none of ${Object.keys(runtimes)}`);
  describe(`in ${name}`, () => {
    let origin: Origin;
    let edges: Edges;
    beforeAll(async () => {
      origin = await startOrigin();
      buildModel();
      edges = new Edges(origin, await readFile(modelPath), start);
    });
    afterAll(async () => {
      await edges.close();
      await origin.close();
    });
    for (const { name, run } of cases) {
      test(name, () => {
        const edge = (variant?: Variant) => edges.edge(variant);
        return run({ origin, edge, collector: edges.collector });
      });
    }
  });
}
