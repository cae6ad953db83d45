/** Pages and responses that are none of ours, or have nothing to offer: they stay as they are. */
import assert from "node:assert/strict";
import { gunzipSync, gzipSync } from "node:zlib";
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
import { type Case, failsOpen, passes, through } from "./stage.ts";
export const untouched: Case[] = [
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
    name: "a request that has come through too many edges is refused",
    async run(stage) {
      const path = stage.origin.put({ chunks: [orderThenSlot] });
      const got = await get((await stage.edge()) + path, { headers: { "afterglow-via": "9" } });
      assert.equal(got.status, 508);
    },
  },
];
