import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Audit, type AuditOptions, auditPage } from "../../cli/audit/survey.ts";
import { Afterglow } from "../../js-glue/afterglow.ts";
import { buildModel, modelPath } from "../../scripts/spec.js";

const pages = "tests/audit/pages";
const read = (name: string) => new Uint8Array(readFileSync(`${pages}/${name}.html`));

let afterglow: Afterglow;
beforeAll(async () => {
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow-edge.wasm"));
  if (!made.ok) throw new Error(made.error.message);
  afterglow = made.value;
});

const audit = (page: string | Uint8Array, options: AuditOptions = {}): Audit =>
  auditPage(afterglow, typeof page === "string" ? read(page) : page, options);
const bytes = (text: string) => new TextEncoder().encode(text);
const lineOf = (page: string, text: string) =>
  readFileSync(`${pages}/${page}.html`, "latin1").split(text)[0]?.split("\n").length;

describe("an audit", () => {
  it("finds the order of a Shopify page, and its place in the slot", () => {
    const found = audit("shopify-thank-you");
    expect(found.outcome).toBe("placed");
    expect(found.orders).toMatchObject([{ source: "data-script", used: true }]);
    expect(found.orders[0]?.order).toMatchObject({
      format: "shopify-liquid",
      currency: "EUR",
      lines: [{ sku: "TENT-2P" }, { sku: "PEGS-12", quantity: 2 }],
    });
    expect(found.widget?.line).toBe(lineOf("shopify-thank-you", "data-afterglow-slot"));
    expect(found.slots.filter(({ used }) => used)).toMatchObject([
      { selector: "[data-afterglow-slot]", fallback: false },
    ]);
  });

  it("says of each purchase in a WooCommerce page whether it can be read", () => {
    const found = audit("woocommerce-order-received");
    expect(found.orders).toMatchObject([
      { source: "data-layer", used: true, order: { order_id: "727" } },
      { source: "data-layer", used: false, why: expect.stringContaining("computed") },
    ]);
    expect(found.orders[1]?.place?.line).toBe(lineOf("woocommerce-order-received", "orderId"));
    expect(found.slots).toMatchObject([{ selector: "body", fallback: true, used: true }]);
  });

  it("says which of two orders is used, and why not the other", () => {
    const { orders } = audit("magento-success");
    expect(orders.map(({ source, used }) => [source, used])).toEqual([
      ["json-ld", false],
      ["json-ld", true],
      ["data-layer", false],
    ]);
    expect(orders[0]?.why).toContain("no Order");
    expect(orders[2]?.why).toContain("an order before it");
  });

  it("prefers the response header's order, as the edge does", () => {
    const order = bytes('{"order_id":"H1","currency":"EUR","lines":[{"sku":"TENT-2P"}]}');
    const { orders } = audit("magento-success", { order });
    expect(orders[0]).toMatchObject({ source: "header", used: true, order: { order_id: "H1" } });
    expect(orders.filter(({ used }) => used)).toHaveLength(1);
  });

  it("reads Nosto's tags, without the buyer's name", () => {
    const found = audit("nosto-tagging");
    expect(found.orders).toMatchObject([{ source: "dom-tags", used: true }]);
    expect(JSON.stringify(found)).not.toMatch(/liisa/i);
  });

  it("gives the reason when a page has no order that can be read", () => {
    const found = audit("computed-only");
    expect(found.outcome).toBe("no-order");
    expect(found.reason).toMatch(/no order can be read.*computed/);
    expect(found.widget).toBeUndefined();
    expect(audit(bytes("<p>hello</p>")).reason).toBe("the page holds no order");
  });

  it("gives the reason when the order has no place near it", () => {
    const rules = { slots: [{ selector: "#nowhere", position: "append" as const }], fallbacks: [] };
    const found = audit("magento-success", rules);
    expect(found.outcome).toBe("no-slot");
    expect(found.reason).toContain("no place");
    expect(found.orders.filter(({ used }) => used)).toEqual([]);
  });

  it("tells the charset and where it is named", () => {
    expect(audit("windows-1252").charset).toEqual({ name: "windows-1252", from: "meta" });
    const told = audit("windows-1252", { contentType: "text/html; charset=ISO-8859-15" }).charset;
    expect(told).toEqual({ name: "iso-8859-15", from: "content-type" });
    expect(audit(bytes("\ufeff<p>")).charset).toEqual({ name: "utf-8", from: "mark" });
    expect(audit(bytes("<p>")).charset.from).toBe("nothing");
    const utf16 = audit(new Uint8Array(Buffer.from("\ufeff<p>order</p>", "utf16le")));
    expect(utf16).toMatchObject({ outcome: "failed", charset: { name: "utf-16le" } });
    expect(utf16.reason).toContain("utf-16le");
  });

  it("reads an order in a charset that is not UTF-8", () => {
    expect(audit("windows-1252").orders).toMatchObject([
      { used: true, order: { order_id: "B-7", lines: [{ sku: "TENT-2P" }] } },
    ]);
  });

  it("explains what the page's content security policies allow", () => {
    expect(audit("shopify-thank-you").allowed).toEqual({
      inline_style: "nonce",
      own_stylesheet: true,
      own_images: true,
      any_images: true,
      own_script: true,
      webassembly: false,
    });
    expect(audit("computed-only").allowed).toEqual({
      inline_style: "no",
      own_stylesheet: false,
      own_images: false,
      any_images: false,
      own_script: false,
      webassembly: false,
    });
    expect(audit("magento-success").allowed.inline_style).toBe("yes");
    const both = audit("magento-success", { policies: ["style-src 'self'", "script-src 'self'"] });
    expect(both.allowed).toMatchObject({ inline_style: "no", own_stylesheet: true });
    const unsafe = audit("nosto-tagging", { policies: ["style-src 'unsafe-inline' 'sha256-x='"] });
    expect(unsafe.allowed.inline_style).toBe("no");
  });
});

describe("afterglow audit", () => {
  const run = (args: string[], input?: string | Uint8Array) =>
    spawnSync(process.execPath, ["cli/bin.js", "audit", ...args], { input, encoding: "utf8" });

  it("agrees with what inject does to the same pages", () => {
    buildModel();
    for (const name of ["shopify-thank-you", "magento-success", "nosto-tagging", "windows-1252"]) {
      const found = audit(name);
      const file = `${pages}/${name}.html`;
      const args = ["cli/bin.js", "inject", "--model", modelPath, "--page", file];
      const out = execFileSync(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
      const page = readFileSync(file);
      const offset = found.widget?.offset ?? -1;
      expect(out.length).toBeGreaterThan(page.length);
      expect(out.subarray(0, offset)).toEqual(page.subarray(0, offset));
      expect(out.subarray(offset).toString("latin1")).toMatch(/^<(section|style)/);
    }
  });

  it("prints text for people, naming places by line", () => {
    const { stdout, status } = run([`${pages}/shopify-thank-you.html`]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/an offer\s+goes to line 23/);
    expect(stdout).toMatch(/used\s+data-script\s+line 17/);
    expect(stdout).toContain("needs 'wasm-unsafe-eval' in script-src");
  });

  it("prints one JSON document, also of a page from standard input", () => {
    const { stdout } = run(["-", "--json"], read("computed-only"));
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "no-order", page: "standard input" });
  });

  it("says what is wrong with the call, and what with the data", () => {
    expect(run(["missing.html"])).toMatchObject({ status: 1 });
    expect(run([])).toMatchObject({ status: 2 });
    const wrong = run([`${pages}/nosto-tagging.html`, "--slot", "#a into"]);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain("#a into");
  });
});
