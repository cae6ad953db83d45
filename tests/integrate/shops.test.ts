/** What the guides have shops print into their pages is an order that the module reads. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { Afterglow, type ReadOrder } from "../../js-glue/afterglow.ts";
import { example } from "./examples.ts";

let afterglow: Afterglow;
beforeAll(async () => {
  const made = await Afterglow.instantiate(readFileSync("dist/afterglow.wasm"));
  if (!made.ok) throw new Error(made.error.message);
  afterglow = made.value;
});

/** The payload in the page's data script, read. */
function orderIn(html: string): ReadOrder {
  const payload = /<script type="application\/json" data-afterglow-order>(.*?)<\/script>/s.exec(
    html,
  );
  const read = afterglow.readOrder(payload?.[1] ?? "");
  if (!read.ok) throw new Error(`${read.error.message}: ${payload?.[1]}`);
  return read.value;
}

type Values = Record<string, unknown>;

/** As much of Liquid as the guide uses: output, the json filter, one for, unless forloop.last. */
function liquid(template: string, values: Values): string {
  const lookUp = (path: string, within: Values): unknown =>
    path.split(".").reduce<unknown>((at, key) => (at as Values | undefined)?.[key], within);
  const unrolled = template.replace(
    /{%\s*for (\w+) in ([\w.]+)\s*%}(.*?){%\s*endfor\s*%}/gs,
    (_, name: string, list: string, body: string) => {
      const items = lookUp(list, values) as Values[];
      return items
        .map((item, i) => {
          const last = i + 1 === items.length;
          const unless = /{%\s*unless forloop\.last\s*%}(.*?){%\s*endunless\s*%}/gs;
          return output(body.replace(unless, last ? "" : "$1"), { ...values, [name]: item });
        })
        .join("");
    },
  );
  function output(text: string, within: Values): string {
    return text.replace(/{{\s*([\w.]+)\s*(\|\s*json)?\s*}}/g, (_, path: string, json?: string) => {
      const value = lookUp(path, within);
      return json ? JSON.stringify(value ?? null) : String(value ?? "");
    });
  }
  return output(unrolled, values);
}

describe("the guide to", () => {
  it("Shopify prints an order, in hundredths, whatever is in the texts", () => {
    const html = liquid(example("shopify", "liquid"), {
      order: {
        order_number: 1042,
        currency: "EUR",
        total_price: 21_098,
        line_items: [
          { sku: "TENT-2P", variant_id: 7, quantity: 1, final_price: 19_900 },
          { sku: 'GAS "230"', variant_id: 8, quantity: 2, final_price: 599 },
        ],
      },
    });
    expect(html).not.toMatch(/{{|{%/);
    const order = orderIn(html);
    expect(order).toMatchObject({
      order_id: "1042",
      currency: "EUR",
      total: "210.98",
      lines: [
        { sku: "TENT-2P", quantity: 1, unit_price: "199.00" },
        { sku: 'GAS "230"', quantity: 2, unit_price: "5.99" },
      ],
    });
  });

  const php = spawnSync("php", ["--version"]).status === 0;
  it.skipIf(!php)("WooCommerce prints an order (skipped where there is no php)", () => {
    // The little of WooCommerce that the guide's hook touches.
    const shop = `
      function add_action($name, $hook, $priority) { $GLOBALS['hook'] = $hook; }
      function get_locale() { return 'de_AT'; }
      function wp_json_encode($value, $flags) { return json_encode($value, $flags); }
      class Product { function get_sku() { return 'TENT</script>'; } function get_id() { return 7; } }
      class Item { function get_product() { return new Product(); } function get_quantity() { return 2; } }
      class Placed {
        function has_status($status) { return false; }
        function get_items() { return [new Item()]; }
        function get_id() { return 1042; }
        function get_currency() { return 'EUR'; }
        function get_billing_country() { return 'AT'; }
        function get_item_subtotal($item, $tax) { return 99.5; }
        function get_total() { return '199.00'; }
      }
      function wc_get_order($id) { return new Placed(); }`;
    const code = `${shop}\n${example("woocommerce", "php")}\n($GLOBALS['hook'])(1042);`;
    const { status, stdout, stderr } = spawnSync("php", ["-r", code], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('<div id="afterglow"></div>');
    expect(orderIn(stdout)).toMatchObject({
      order_id: "1042",
      locale: "de-AT",
      country: "AT",
      total: "199.00",
      lines: [{ sku: "TENT</script>", quantity: 2, unit_price: "99.50" }],
    });
  });
});
