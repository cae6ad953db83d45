/** Pages that get the widget: nothing but the splice is added, wherever and however they arrive. */
import assert from "node:assert/strict";
import { get } from "./client.ts";
import {
  assertSpliced,
  assertUnchanged,
  dataScript,
  order,
  orderThenSlot,
  page,
  slot,
} from "./pages.ts";
import { type Case, through, timing } from "./stage.ts";
export const splices: Case[] = [
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
];
