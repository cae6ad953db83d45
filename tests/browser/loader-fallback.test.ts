/** Where the page or the browser has no WebAssembly: the same widget by the module in JavaScript. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataScript } from "../runtimes/pages.ts";
import { LoaderStage, slot, untilSaid, widget } from "./loader-stage.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

describe("without WebAssembly", () => {
  const body = dataScript() + slot;
  const titles = (page: Page) => page.locator(`${widget} h3`).allTextContents();
  const policies = {
    "a policy of hosts": { policy: "script-src 'self'", attributes: "" },
    "a policy of nonces, and Trusted Types": {
      policy: "script-src 'nonce-abc'; require-trusted-types-for 'script'; trusted-types afterglow",
      attributes: 'nonce="abc"',
    },
    "a strict-dynamic policy": {
      policy: "script-src 'nonce-abc' 'strict-dynamic'",
      attributes: 'nonce="abc"',
    },
  };

  for (const [name, { policy, attributes }] of Object.entries(policies)) {
    for (const classic of [false, true]) {
      it(`shows the same by the module in JavaScript, under ${name}${classic ? ", classic build" : ""}`, async () => {
        const { page, errors, close } = await stage.open({
          body,
          attributes,
          classic,
          headers: { "content-security-policy": policy },
        });
        await untilSaid(page, /^shown$/);
        const asked = stage.asked.filter((path) => /wasm/.test(path));
        expect(asked).toEqual(["/afterglow/afterglow.wasm.js"]);
        const usual = await stage.open({ body });
        await untilSaid(usual.page, /^shown$/);
        expect(await titles(page)).toEqual(await titles(usual.page));
        expect((await titles(page)).length).toBeGreaterThan(0);
        expect(errors).toEqual([]);
        await usual.close();
        await close();
      });
    }
  }

  it("uses the module in JavaScript where the browser has no WebAssembly at all", () =>
    stage.shows({ body: `<script>delete window.WebAssembly</script>${body}` }));

  it("says why when that module cannot be had", () =>
    stage.showsNothing(
      {
        body: `<script>delete window.WebAssembly</script>${body}`,
        attributes: 'data-fallback="/none.js"',
      },
      /none\.js/,
    ));

  it("gives up a module that does not come in time", () =>
    stage.showsNothing(
      {
        body: `<script>delete window.WebAssembly</script>${body}`,
        // Long enough for the model, on a busy machine too.
        attributes: 'data-fallback="/slow.afterglow" data-timeout="2000"',
      },
      /time/,
    ));
});
