/** What breaks around a page: it arrives all the same. */
import assert from "node:assert/strict";
import { get, leave } from "./client.ts";
import { trapSize } from "./faulty-files.ts";
import { assertSpliced, assertUnchanged, dataScript, orderThenSlot, page, slot } from "./pages.ts";
import { type Case, failsOpen, through, timing } from "./stage.ts";
export const faults: Case[] = [
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
];
