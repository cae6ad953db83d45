/** The addresses that the edge answers itself. */
import assert from "node:assert/strict";
import { type Ask, get } from "./client.ts";
import { assertUnchanged, orderThenSlot } from "./pages.ts";
import { type Case, type Stage, statusToken, through } from "./stage.ts";

/** What the loader sends when an offer was seen and clicked. */
function beacon(count = 2): string {
  return Array.from({ length: count }, (_, i) => {
    const event = i % 2 ? "click" : "impression";
    const decision_id = "5ac3f00d5ac3f00d";
    const offer_id = `product:BAG ${i >> 1} ä`;
    const event_id = `${decision_id}/${offer_id}/${event}`;
    const at = "2026-11-22T10:00:07.120Z";
    const where = { touchpoint: "confirmation", segment: "returning" };
    const told = { event, event_id, at, decision_id, offer_id, ...where };
    return `${JSON.stringify(told)}\n`;
  }).join("");
}

/** Reports to an edge as one of its own pages does, but for what `ask` says. */
async function report(stage: Stage, body: string, ask: Ask = {}) {
  const url = await stage.edge("events");
  const headers = { origin: url, "content-type": "application/x-ndjson", ...ask.headers };
  // A connection of its own: a runtime may close one whose body it was not asked to read.
  const post = { method: "POST", body, keepAlive: false };
  return get(`${url}/afterglow/events`, { ...post, ...ask, headers });
}

const collected = ({ origin, collector }: Stage) => origin.posted.get(collector);

export const endpoints: Case[] = [
  {
    name: "the counters are answered to who has the token",
    async run(stage) {
      await through(stage, orderThenSlot);
      const url = `${await stage.edge()}/afterglow/status`;
      assert.equal((await get(url)).status, 401);
      const headers = { authorization: `Bearer ${statusToken}` };
      assert.equal((await get(url, { headers, method: "POST" })).status, 405);
      const got = await get(url, { headers });
      assert.equal(got.status, 200);
      const status = JSON.parse(got.body.toString());
      assert.equal(status.model, "loaded");
      assert.ok(status.pages.spliced >= 1);
    },
  },
  {
    name: "events of its own pages are handed on, each once",
    async run(stage) {
      const first = await report(stage, beacon());
      assert.equal(first.status, 204);
      assert.equal(first.body.length, 0);
      assert.equal(collected(stage), beacon());
      assert.equal(
        stage.origin.seen.get(stage.collector)?.authorization,
        "Bearer of-the-collector",
      );
      assert.equal(stage.origin.seen.get(stage.collector)?.cookie, undefined);
      // Two of them were there before.
      assert.equal((await report(stage, beacon(4))).status, 204);
      assert.equal(collected(stage), beacon(4).slice(beacon().length));
    },
  },
  {
    name: "events that are not ours to take are refused in one line, and go nowhere",
    async run(stage) {
      stage.origin.posted.delete(stage.collector);
      const type = { "content-type": "application/x-ndjson" };
      const refused: [number, RegExp, string, Ask][] = [
        [405, /only POST/, "", { method: "GET" }],
        [405, /only POST/, "", { method: "OPTIONS" }],
        [403, /this site/, beacon(), { headers: { origin: "https://evil.example" } }],
        [403, /this site/, beacon(), { headers: { origin: "null" } }],
        [403, /this site/, beacon(), { headers: { "sec-fetch-site": "cross-site" } }],
        [415, /x-ndjson/, beacon(), { headers: { "content-type": "text/plain" } }],
        [415, /compressed/, beacon(), { headers: { ...type, "content-encoding": "br" } }],
        [413, /65536 bytes/, beacon().padEnd(65_537), {}],
        [400, /line 3: is not JSON/, `${beacon()}secret`, {}],
        [400, /more than 256/, beacon(258), {}],
        [400, /no event/, "\n", {}],
      ];
      for (const [status, reason, body, ask] of refused) {
        const got = await report(stage, body, ask);
        assert.equal(got.status, status, String(reason));
        if (ask.method !== "HEAD") assert.match(got.body.toString(), reason);
        assert.doesNotMatch(got.body.toString(), /secret/);
        assert.equal(got.headers["access-control-allow-origin"], undefined);
        assert.equal(got.headers["cache-control"], "no-store");
      }
      assert.equal(collected(stage), undefined);
    },
  },
  {
    name: "without a place for events there is no such address: the origin answers",
    async run(stage) {
      const url = await stage.edge();
      const headers = { origin: url, "content-type": "application/x-ndjson" };
      const ask = { method: "POST", body: beacon(), headers };
      const got = await get(`${url}/afterglow/events`, ask);
      const direct = await get(`${stage.origin.url}/afterglow/events`, ask);
      assert.equal(got.status, direct.status);
      assertUnchanged(got.body, direct.body);
      assert.equal(stage.origin.posted.get("/afterglow/events"), beacon());
    },
  },
];
