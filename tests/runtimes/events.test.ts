/** What may be reported to the edge, and where it goes: shapes, rates, sinks. */
import { mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readEnvironment } from "../../edge/environment.ts";
import { mostEvents, type OfferEvent, readEvents } from "../../edge/event-shape.ts";
import { asLines, queueSink, urlSink } from "../../edge/event-sinks.ts";
import { createEventTaker, type EventOptions, largestBeacon } from "../../edge/events.ts";
import { logFile } from "../../edge/log-file.ts";
import { RateLimit } from "../../edge/rate-limit.ts";
import { RecentIds } from "../../edge/recent-ids.ts";

const folder = mkdtempSync(join(tmpdir(), "afterglow-events-"));
afterAll(() => rmSync(folder, { recursive: true }));

const impression = (offer = "club", decision = "5ac3f00d5ac3f00d"): OfferEvent => ({
  event: "impression",
  event_id: `${decision}/${offer}/impression`,
  at: "2026-11-22T10:00:07.120Z",
  decision_id: decision,
  offer_id: offer,
  touchpoint: "confirmation",
  segment: "first_order",
});

describe("a beacon", () => {
  const because = (change: object) => readEvents(JSON.stringify({ ...impression(), ...change }));

  it("is read as its events", () => {
    expect(readEvents(asLines([impression(), impression("bag")]))).toEqual([
      impression(),
      impression("bag"),
    ]);
  });

  it("with anything else in it is refused by name, without its content", () => {
    expect(because({ event: "accept" })).toBe(
      "line 1: event: expected impression, click or dismiss",
    );
    expect(because({ at: "yesterday" })).toMatch(/^line 1: at: expected a time such as/);
    expect(because({ at: "2026-13-45T10:00:07Z" })).toMatch(/^line 1: at: expected/);
    expect(because({ decision_id: "' OR 1=1" })).toBe(
      "line 1: decision_id: expected 16 hex digits",
    );
    expect(because({ offer_id: "a\nb" })).toMatch(/^line 1: offer_id: expected 1 to 200/);
    expect(because({ touchpoint: "fax" })).toBe("line 1: touchpoint: expected a touchpoint's name");
    expect(because({ segment: "vip" })).toMatch(/^line 1: segment: expected first_order, /);
    expect(because({ segment: "" })).toEqual([{ ...impression(), segment: "" }]);
    expect(because({ event_id: "another" })).toBe(
      "line 1: event_id: expected decision_id/offer_id/event",
    );
    expect(because({ email: "a@b.example" })).toMatch(/^line 1: holds more than event, /);
    expect(because({ offer_id: undefined })).toMatch(/^line 1: offer_id: expected/);
    expect(because({ offer_id: 7 })).toMatch(/^line 1: offer_id: expected/);
    for (const line of ["7", "[]", "null", '"x"']) {
      expect(readEvents(line)).toBe("line 1: is not an object");
    }
    expect(readEvents('{"__proto__":{"event":"click"}}')).toMatch(/^line 1: event: expected/);
  });

  it("is taken up to the documented number of events", () => {
    const many = Array.from({ length: mostEvents }, (_, i) => impression(`o${i}`));
    expect(readEvents(asLines(many))).toHaveLength(mostEvents);
    expect(readEvents(asLines([...many, impression()]))).toMatch(/more than 256/);
  });

  it("is taken where the published schema takes it, whatever it holds", () => {
    const schema = JSON.parse(readFileSync("edge/offer-events.schema.json", "utf8"));
    const holds = new Ajv2020({ unicodeRegExp: true }).compile(schema);
    // What is right comes often: else hardly any line is right in everything.
    const oneOf = (...texts: unknown[]) =>
      fc.oneof({ weight: 8, arbitrary: fc.constant(texts[0]) }, fc.constantFrom(...texts));
    const line = fc.record(
      {
        event: oneOf("impression", "click", "dismiss", "accept", "", 7, null),
        at: oneOf("2026-11-22T10:00:07.120Z", "2026-11-22T10:00:07Z", "2026-11-22", 1790000000),
        decision_id: oneOf("5ac3f00d5ac3f00d", "5AC3F00D5AC3F00D", "", "5ac3"),
        offer_id: oneOf("product:BAG 40", "club", "ä/ö", "", "a\u0007", "x".repeat(201)),
        touchpoint: oneOf("confirmation", "push", "fax", ""),
        segment: oneOf("returning", "first_order", "", "vip"),
        email: oneOf("a@b.example"),
      },
      { requiredKeys: ["event", "at"] },
    );
    let taken = 0;
    fc.assert(
      fc.property(line, (told) => {
        const event_id = `${told.decision_id}/${told.offer_id}/${told.event}`;
        const whole = JSON.parse(JSON.stringify({ ...told, event_id }));
        const read = Array.isArray(readEvents(JSON.stringify(whole)));
        if (read) taken++;
        return read === holds(whole);
      }),
      { numRuns: 5_000, seed: 7 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});

describe("the taker of events", () => {
  const counted: string[] = [];
  const post = (body: BodyInit, init: RequestInit & { duplex?: "half" } = {}) =>
    new Request("https://shop.example/afterglow/events", {
      method: "POST",
      body,
      headers: { origin: "https://shop.example", "content-type": "application/x-ndjson" },
      ...init,
    });
  const taker = (options: Partial<EventOptions> & Pick<EventOptions, "sink">) =>
    createEventTaker(options, (kind, reason) => counted.push(`${kind}: ${reason ?? ""}`));

  it("counts reasons, and never what was sent", async () => {
    counted.length = 0;
    const take = taker({ sink: () => undefined });
    expect((await take(post("a secret"))).status).toBe(400);
    expect((await take(post(asLines([impression()])))).status).toBe(204);
    expect(counted).toEqual(["events refused: 400: line 1: is not JSON", "events taken: "]);
  });

  it("says when the events could not be kept, and takes them again then", async () => {
    let broken = true;
    const kept: OfferEvent[] = [];
    const take = taker({
      sink: (events) => {
        if (broken) throw new Error("the queue is down");
        kept.push(...events);
      },
    });
    const beacon = asLines([impression()]);
    expect((await take(post(beacon))).status).toBe(503);
    broken = false;
    expect((await take(post(beacon))).status).toBe(204);
    expect((await take(post(beacon))).status).toBe(204);
    expect(kept).toEqual([impression()]);
  });

  it("takes no more events than the shop wants in a second", async () => {
    const kept: OfferEvent[] = [];
    const take = taker({ sink: (events) => kept.push(...events), perSecond: 1 });
    const beacon = (n: number) =>
      asLines(Array.from({ length: 4 }, (_, i) => impression(`${n}.${i}`)));
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await take(post(beacon(n)))).status);
    expect(statuses).toEqual([204, 204, 429, 429]);
    expect(kept).toHaveLength(8);
  });

  it("lets no more than a few beacons wait for a slow sink", async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const take = taker({ sink: () => slow });
    const asked = Array.from({ length: 70 }, (_, n) => take(post(asLines([impression(`${n}`)]))));
    await new Promise((resolve) => setTimeout(resolve, 50));
    release();
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(64);
    expect(statuses.filter((status) => status === 503)).toHaveLength(6);
  });

  it("reads no more of a body without a length than a beacon may hold", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 8192;
        controller.enqueue(new Uint8Array(8192).fill(32));
      },
    });
    const take = taker({ sink: () => undefined });
    expect((await take(post(endless, { duplex: "half" }))).status).toBe(413);
    expect(sent).toBeLessThan(2 * largestBeacon);
  });

  it("does not wait for a body that does not come", async () => {
    const silent = new ReadableStream<Uint8Array>({ start() {} });
    const take = taker({ sink: () => undefined });
    const started = performance.now();
    expect((await take(post(silent, { duplex: "half" }))).status).toBe(408);
    expect(performance.now() - started).toBeGreaterThan(4_900);
  }, 15_000);

  it("refuses a body that is not UTF-8, or breaks off", async () => {
    const take = taker({ sink: () => undefined });
    expect((await take(post(new Uint8Array([0xff, 0xfe])))).status).toBe(400);
    const cut = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.error(new Error("cut"));
      },
    });
    expect((await take(post(cut, { duplex: "half" }))).status).toBe(400);
  });

  it("goes by the origins it was given, where the Host header is another", async () => {
    const take = taker({ sink: () => undefined, origins: ["https://www.shop.example"] });
    const body = asLines([impression()]);
    const from = (origin: string) =>
      take(post(body, { headers: { origin, "content-type": "application/x-ndjson" } }));
    expect((await from("https://shop.example")).status).toBe(403);
    expect((await from("https://www.shop.example")).status).toBe(204);
  });
});

describe("what bounds the events", () => {
  it("gives so many a second, and saves up for a rush", () => {
    const rate = new RateLimit(10, 30);
    expect(rate.take(30, 1000)).toBe(true);
    expect(rate.take(1, 1000)).toBe(false);
    expect(rate.take(5, 1500)).toBe(true);
    expect(rate.take(31, 60_000)).toBe(false);
    expect(rate.take(30, 60_000)).toBe(true);
    // A clock that goes backwards gives nothing.
    expect(rate.take(1, 1000)).toBe(false);
  });

  it("remembers the last ids, and no more than twice as many", () => {
    const recent = new RecentIds(100);
    for (let i = 0; i < 1_000; i++) expect(recent.isNew(`${i}`)).toBe(true);
    for (let i = 900; i < 1_000; i++) expect(recent.isNew(`${i}`)).toBe(false);
    expect(recent.isNew("1")).toBe(true);
  });
});

describe("the places that events go to", () => {
  it("are a queue, as one message of lines for each beacon", async () => {
    const sent: [string, object][] = [];
    const queue = {
      send: async (lines: string, options: object) => void sent.push([lines, options]),
    };
    await queueSink(queue)([impression(), impression("bag")]);
    expect(sent).toEqual([[asLines([impression(), impression("bag")]), { contentType: "text" }]]);
  });

  it("are a collector, whose failure is one", async () => {
    const asked: Request[] = [];
    let status = 204;
    const fetcher = (async (url: string, init: RequestInit) => {
      asked.push(new Request(url, init));
      return new Response(null, { status });
    }) as typeof fetch;
    const sink = urlSink("https://collector.example/e", "of-the-collector", fetcher);
    await sink([impression()]);
    expect(asked[0]?.headers.get("authorization")).toBe("Bearer of-the-collector");
    expect(await asked[0]?.text()).toBe(asLines([impression()]));
    status = 302;
    await expect(sink([impression()])).rejects.toThrow("the collector answered 302");
  });

  it("are a file, in the order in which they came, until it is full", async () => {
    const path = join(folder, "events.ndjson");
    const write = logFile(path, 60);
    await Promise.all(["one\n", "two\n", "three\n"].map(write));
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\nthree\n");
    await expect(write("x".repeat(60))).rejects.toThrow(/events\.ndjson is full/);
    renameSync(path, `${path}.1`);
    await write("four\n");
    expect(readFileSync(path, "utf8")).toBe("four\n");
    await expect(logFile(join(folder, "none", "x"))("line\n")).rejects.toThrow(/ENOENT/);
  });

  it("are none, unless the settings name one", () => {
    const routes = { AFTERGLOW_ROUTES: "/thank-you/*" };
    expect(readEnvironment(routes).events).toBeUndefined();
    expect(() => readEnvironment({ ...routes, AFTERGLOW_EVENTS_URL: "here" })).toThrow(
      /AFTERGLOW_EVENTS_URL must be an address/,
    );
    const named = readEnvironment({
      ...routes,
      AFTERGLOW_EVENTS_URL: "https://collector.example/e",
      AFTERGLOW_EVENTS_ORIGINS: "https://shop.example, https://www.shop.example",
    });
    expect(named.events?.origins).toEqual(["https://shop.example", "https://www.shop.example"]);
    const sink = () => undefined;
    expect(readEnvironment(routes, sink).events?.sink).toBe(sink);
  });
});
