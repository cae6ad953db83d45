/** The loader under content security policies, and its style sheet in each of its forms. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataScript } from "../runtimes/pages.ts";
import { LoaderStage, slot, untilSaid, widget } from "./loader-stage.ts";

let stage: LoaderStage;
beforeAll(async () => {
  stage = await LoaderStage.start();
});
afterAll(() => stage.close());

const body = dataScript() + slot;

describe("the widget", () => {
  it("works under a strict policy with a nonce and Trusted Types", async () => {
    const nonce = "r4nd0m";
    const policy = `default-src 'none'; script-src 'nonce-${nonce}' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; style-src 'nonce-${nonce}'; require-trusted-types-for 'script'; trusted-types afterglow`;
    const { page, errors, said, close } = await stage.open({
      body,
      attributes: `nonce="${nonce}"`,
      headers: { "content-security-policy": policy },
    });
    await untilSaid(page, /^shown$/);
    expect(errors).toEqual([]);
    expect(said.filter((line) => /violates|refused/i.test(line))).toEqual([]);
    const boxed = await page
      .locator(widget)
      .evaluate((section) => getComputedStyle(section).boxSizing);
    expect(boxed).toBe("border-box");
    await close();
  });

  it("links its style sheet where inline styles are forbidden", async () => {
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
    const { page, said, close } = await stage.open({
      body,
      attributes: 'data-stylesheet="/afterglow/widget.css"',
      headers: { "content-security-policy": policy },
    });
    await untilSaid(page, /^shown$/);
    await expect
      .poll(() => page.locator(widget).evaluate((section) => getComputedStyle(section).boxSizing))
      .toBe("border-box");
    expect(said.filter((line) => /violates|refused/i.test(line))).toEqual([]);
    await close();
  });

  it("renders into Shadow DOM when asked to", async () => {
    const { page, close } = await stage.open({ body, attributes: "data-shadow" });
    await untilSaid(page, /^shown$/);
    expect(await page.locator("afterglow-offers").count()).toBe(1);
    const inside = await page
      .locator("afterglow-offers")
      .evaluate((host) => host.shadowRoot?.querySelectorAll("[data-afterglow-decision]").length);
    expect(inside).toBe(1);
    await close();
  });
});
