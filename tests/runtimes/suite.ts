/** What every runtime must do with the same pages. Black box: an origin, an edge, and HTTP. */
import assert from "node:assert/strict";
import { gunzipSync, gzipSync } from "node:zlib";
import { get, leave } from "./client.ts";
import type { Variant } from "./edges.ts";
import { trapSize } from "./faulty-files.ts";
import type { Origin } from "./origin.ts";
import {
  assertSpliced,
  assertUnchanged,
  dataScript,
  order,
  orderThenSlot,
  page,
  slot,
} from "./pages.ts";

export interface Stage {
  origin: Origin;
  /** Address of an edge of this kind in front of the origin, without a slash at the end. */
  edge(variant?: Variant): Promise<string>;
}

export interface Case {
  name: string;
  run(stage: Stage): Promise<void>;
}

export const statusToken = "only-for-these-tests";

const timing = (headers: Record<string, unknown>) => String(headers["server-timing"] ?? "");

async function through(stage: Stage, html: string | Uint8Array, variant?: Variant) {
  const path = stage.origin.put({ chunks: [html] });
  return get((await stage.edge(variant)) + path);
}

/** A page that fails open: complete, with its own headers, and a reason that matches. */
async function failsOpen(stage: Stage, html: string, variant: Variant, reason: RegExp) {
  const path = stage.origin.put({ headers: { etag: '"v1"' }, chunks: [html] });
  const got = await get((await stage.edge(variant)) + path);
  assertUnchanged(got.body, html);
  assert.equal(got.status, 200);
  assert.equal(got.headers.etag, '"v1"');
  assert.match(timing(got.headers), reason);
}

/** Whatever this is, it is none of ours: status, headers and body as the origin sent them. */
async function passes(
  stage: Stage,
  served: Parameters<Origin["put"]>[0],
  headers: Record<string, string> = {},
  prefix?: string,
) {
  const path = stage.origin.put(served, prefix);
  const url = await stage.edge();
  const [direct, got] = await Promise.all([
    get(stage.origin.url + path, { headers }),
    get(url + path, { headers }),
  ]);
  assert.equal(got.status, direct.status);
  assertUnchanged(got.body, direct.body);
  for (const name of ["content-type", "etag", "location", "cache-control", "content-range"]) {
    assert.equal(got.headers[name], direct.headers[name], name);
  }
  assert.deepEqual(got.headers["set-cookie"], direct.headers["set-cookie"]);
  assert.equal(got.headers["server-timing"], undefined);
}

export const cases: Case[] = [
  {
    name: "a page with an order is the origin's page byte for byte plus the splice",
    async run(stage) {
      const served = {
        headers: {
          etag: '"v1"',
          "cache-control": "public, max-age=600",
          "content-length": String(Buffer.byteLength(orderThenSlot)),
          "set-cookie": ["a=1; Path=/", "b=2; Path=/"],
          "x-shop": "kept",
        },
        chunks: [orderThenSlot],
      };
      const path = stage.origin.put(served);
      const got = await get((await stage.edge()) + path);
      const splice = assertSpliced(got.body, orderThenSlot);
      assert.match(splice, /<a\b/);
      const at = got.body.indexOf(splice);
      assert.equal(got.body.subarray(0, at).toString().endsWith('<div id="afterglow">'), true);
      assert.equal(got.headers.etag, undefined);
      assert.equal(got.headers["cache-control"], "private, no-store");
      assert.equal(got.headers["x-shop"], "kept");
      assert.deepEqual(got.headers["set-cookie"], served.headers["set-cookie"]);
      assert.match(timing(got.headers), /afterglow.*desc="spliced/);
      assert.equal(stage.origin.seen.get(path)?.["accept-encoding"], "identity");
    },
  },
  {
    name: "the order in the response header is used, and never reaches the client",
    async run(stage) {
      const html = page(slot);
      const encoded = Buffer.from(JSON.stringify({ ...order, order_id: "Bestellung-ä" }));
      for (const told of [JSON.stringify(order), encoded.toString("base64")]) {
        const path = stage.origin.put({ headers: { "afterglow-order": told }, chunks: [html] });
        const got = await get((await stage.edge()) + path);
        assertSpliced(got.body, html);
        assert.equal(got.headers["afterglow-order"], undefined);
      }
      const elsewhere = stage.origin.put(
        { headers: { "afterglow-order": JSON.stringify(order) }, chunks: [html] },
        "/account/",
      );
      const got = await get((await stage.edge()) + elsewhere);
      assertUnchanged(got.body, html);
      assert.equal(got.headers["afterglow-order"], undefined);
    },
  },
  {
    name: "an order behind the slot is waited for",
    async run(stage) {
      const html = page(slot, dataScript());
      const cut = html.indexOf("<main>");
      const path = stage.origin.put({ chunks: [html.slice(0, cut), html.slice(cut)], pause: 60 });
      assertSpliced((await get((await stage.edge()) + path)).body, html);
    },
  },
  {
    name: "a page without a slot gets the widget at the fallback place",
    async run(stage) {
      const html = page(dataScript());
      const { body } = await through(stage, html);
      const splice = assertSpliced(body, html);
      assert.equal(
        body.subarray(body.indexOf(splice) + Buffer.byteLength(splice)).indexOf("</main>"),
        0,
      );
    },
  },
  {
    name: "a page without an order stays as it is and says so",
    run: (stage) => failsOpen(stage, page(slot), "good", /order/),
  },
  {
    name: "a broken order gives a reason, not a widget",
    run: (stage) =>
      failsOpen(
        stage,
        page(`${dataScript('{"order_id":"1","lines":[}')}${slot}`),
        "good",
        /desc="/,
      ),
  },
  {
    name: "an order of unknown SKUs still gets a complete page",
    async run(stage) {
      const html = page(`${dataScript({ ...order, lines: [{ sku: "NEVER-SEEN" }] })}${slot}`);
      const { body } = await through(stage, html);
      if (body.length === Buffer.byteLength(html)) assertUnchanged(body, html);
      else assertSpliced(body, html);
    },
  },
  {
    name: "a missing model leaves the page as it is",
    run: (stage) => failsOpen(stage, orderThenSlot, "missing", /model/),
  },
  {
    name: "a truncated model leaves the page as it is",
    run: (stage) => failsOpen(stage, orderThenSlot, "truncated", /model/),
  },
  {
    name: "with a public key, a model that the key signed is used",
    async run(stage) {
      assertSpliced((await through(stage, orderThenSlot, "signed")).body, orderThenSlot);
    },
  },
  {
    name: "with a public key, a model without a signature leaves the page as it is",
    run: (stage) => failsOpen(stage, orderThenSlot, "unsigned", /is not signed/),
  },
  {
    name: "with a public key, a model that another key signed leaves the page as it is",
    run: (stage) => failsOpen(stage, orderThenSlot, "forged", /does not confirm/),
  },
  {
    name: "a model with one flipped bit leaves the page as it is",
    run: (stage) => failsOpen(stage, orderThenSlot, "flipped", /model/),
  },
  {
    name: "a trap leaves the page as it is, and the next page is served by a new instance",
    async run(stage) {
      // However the network cuts it, a long page has a chunk that is long enough.
      const long = page(`<!--${"-".repeat(20 * trapSize)}-->${dataScript()}${slot}`);
      const first = await through(stage, long, "trap");
      assertUnchanged(first.body, long);
      assert.match(timing(first.headers), /trapped/);
      assertSpliced((await through(stage, orderThenSlot, "trap")).body, orderThenSlot);
    },
  },
  {
    name: "errors, redirects, other types, fragments and other routes pass untouched",
    async run(stage) {
      const chunks = [orderThenSlot];
      await passes(stage, { status: 500, chunks });
      await passes(stage, { status: 404, chunks });
      await passes(stage, { status: 302, headers: { location: "/elsewhere" } });
      await passes(stage, { status: 304, headers: { etag: '"v1"' } });
      await passes(stage, { status: 206, headers: { "content-range": "bytes 0-9/99" }, chunks });
      await passes(stage, { headers: { "content-type": "application/json" }, chunks: ["{}"] });
      await passes(stage, { headers: { "content-type": "text/html; charset=utf-16" }, chunks });
      await passes(stage, { headers: { "content-disposition": "attachment" }, chunks });
      await passes(stage, { chunks }, { "hx-request": "true" });
      await passes(stage, { chunks }, { "afterglow-via": "1" });
      await passes(stage, { headers: { etag: '"v1"' }, chunks }, {}, "/account/");
      await passes(stage, { headers: { "set-cookie": ["a=1", "b=2"] }, chunks }, {}, "/account/");
    },
  },
  {
    name: "HEAD and POST pass untouched",
    async run(stage) {
      const path = stage.origin.put({ headers: { etag: '"v1"' }, chunks: [orderThenSlot] });
      const url = (await stage.edge()) + path;
      const head = await get(url, { method: "HEAD" });
      assert.equal(head.headers.etag, '"v1"');
      assert.equal(head.body.length, 0);
      const post = await get(url, { method: "POST", body: "answer=42" });
      assertUnchanged(post.body, orderThenSlot);
      assert.equal(stage.origin.posted.get(path), "answer=42");
    },
  },
  {
    name: "an origin that compresses all the same is understood or left alone",
    async run(stage) {
      const headers = { "content-encoding": "gzip" };
      const path = stage.origin.put({ headers, chunks: [gzipSync(orderThenSlot)] });
      const got = await get((await stage.edge()) + path, {
        headers: { "accept-encoding": "gzip" },
      });
      const encoded = got.headers["content-encoding"] === "gzip";
      const body = encoded ? gunzipSync(got.body) : got.body;
      if (body.length === Buffer.byteLength(orderThenSlot)) assertUnchanged(body, orderThenSlot);
      else assertSpliced(body, orderThenSlot);
    },
  },
  {
    name: "a page in another ASCII-compatible charset gets an ASCII splice",
    async run(stage) {
      const html = Buffer.from(orderThenSlot.replaceAll(/[^\0-\xff]/gu, "?"), "latin1");
      const path = stage.origin.put({
        headers: { "content-type": "text/html; charset=iso-8859-1" },
        chunks: [html],
      });
      const splice = assertSpliced((await get((await stage.edge()) + path)).body, html);
      assert.match(splice, /^[\0-\x7f]+$/);
    },
  },
  {
    name: "a page arrives complete in one-byte chunks",
    async run(stage) {
      const bytes = Buffer.from(orderThenSlot);
      const chunks = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
      const path = stage.origin.put({ chunks, pause: 0 });
      assertSpliced((await get((await stage.edge()) + path)).body, orderThenSlot);
    },
  },
  {
    name: "a page split into two chunks at any byte gives the same page",
    async run(stage) {
      const bytes = Buffer.from(orderThenSlot);
      const url = await stage.edge();
      const splits = Array.from({ length: bytes.length - 1 }, (_, i) => i + 1);
      const worker = async () => {
        for (let at = splits.pop(); at !== undefined; at = splits.pop()) {
          const path = stage.origin.put({
            chunks: [bytes.subarray(0, at), bytes.subarray(at)],
            pause: 3,
          });
          assertSpliced((await get(url + path)).body, bytes);
        }
      };
      await Promise.all(Array.from({ length: 24 }, worker));
    },
  },
  {
    name: "megabytes behind the splice arrive",
    async run(stage) {
      const html = orderThenSlot + "<p>padding</p>\n".repeat(200_000);
      assertSpliced((await through(stage, html)).body, html);
    },
  },
  {
    name: "an origin that breaks off gives what it sent, and no more",
    async run(stage) {
      const url = await stage.edge();
      const broken = (html: string, prefix?: string) => {
        const path = stage.origin.put({ chunks: [html], cut: true, pause: 30 }, prefix);
        return get(url + path, { keepAlive: false });
      };
      // Not every runtime passes the break, or what came before it, on: ours must show as one of
      // its own does.
      const direct = await broken(orderThenSlot, "/account/");
      const held = page(slot).slice(0, -40);
      const unchanged = await broken(held);
      const began = orderThenSlot.slice(0, -40);
      const spliced = await broken(began);
      assert.deepEqual([unchanged.cut, spliced.cut], [direct.cut, direct.cut]);
      if (direct.status !== 0 || unchanged.status !== 0) assertUnchanged(unchanged.body, held);
      if (direct.status !== 0 || spliced.status !== 0) assertSpliced(spliced.body, began);
    },
  },
  {
    name: "an origin that pauses while its page is held back does not keep the buyer waiting",
    async run(stage) {
      const html = page(slot, dataScript());
      const cut = html.indexOf("<footer>") - 200;
      const chunks = [html.slice(0, cut), html.slice(cut)];
      const path = stage.origin.put({ chunks, pause: 2500 });
      const started = performance.now();
      const got = await get((await stage.edge()) + path);
      assertUnchanged(got.body, html);
      assert.ok(performance.now() - started >= 2500);
    },
  },
  {
    name: "many pages at once keep apart",
    async run(stage) {
      const url = await stage.edge();
      await Promise.all(
        Array.from({ length: 40 }, async (_, i) => {
          const html = page(
            `${dataScript({ ...order, order_id: `o-${i}` })}${slot}`,
            `<!-- ${i} -->`,
          );
          const cut = 100 + i * 20;
          const path = stage.origin.put({
            chunks: [html.slice(0, cut), html.slice(cut)],
            pause: 10,
          });
          assertSpliced((await get(url + path)).body, html);
        }),
      );
    },
  },
  {
    name: "a client that leaves does not disturb the next",
    async run(stage) {
      const chunks = [
        orderThenSlot,
        ...Array.from({ length: 200 }, () => "<p>more</p>\n".repeat(999)),
      ];
      const path = stage.origin.put({ chunks, pause: 10 });
      await leave((await stage.edge()) + path);
      assertSpliced((await through(stage, orderThenSlot)).body, orderThenSlot);
    },
  },
  {
    name: "a request that has come through too many edges is refused",
    async run(stage) {
      const path = stage.origin.put({ chunks: [orderThenSlot] });
      const got = await get((await stage.edge()) + path, { headers: { "afterglow-via": "9" } });
      assert.equal(got.status, 508);
    },
  },
  {
    name: "without the consent cookie nothing is shown",
    async run(stage) {
      const path = stage.origin.put({ chunks: [orderThenSlot] });
      const url = (await stage.edge("consent")) + path;
      assertUnchanged((await get(url)).body, orderThenSlot);
      const headers = { cookie: "a=1; offers=yes" };
      assertSpliced((await get(url, { headers })).body, orderThenSlot);
    },
  },
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
];
