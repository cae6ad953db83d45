import { request as httpRequest } from "node:http";
import { resolve } from "node:path";
import { parse } from "parse5";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCatalogue } from "../../demo/catalogue/catalogue.ts";
import { OrderBook } from "../../demo/shop/orders.ts";
import { type Origin, startOrigin } from "../../demo/shop/server.ts";
import { assetRoutes } from "../../demo/shop/static-files.ts";

const catalogue = makeCatalogue("larkfell");
const loaderModel = "/afterglow/model.afterglow";
let origin: Origin;

beforeAll(async () => {
  const shop = { catalogue, book: new OrderBook(catalogue), bestSellers: [], loaderModel };
  origin = await startOrigin({ shop, routes: assetRoutes(resolve(".")) });
});
afterAll(() => origin.close());

class Browser {
  cookie = "";
  async go(
    path: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(origin.url + path, {
      redirect: "manual",
      headers: { ...(this.cookie ? { cookie: this.cookie } : {}), ...headers },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    this.cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.cookie;
    return response;
  }
}

const address = {
  name: "Robin Example",
  street: "Lane 7",
  postcode: "10115",
  town: "Berlin",
  country: "DE",
  locale: "de-DE",
};

async function buy(browser: Browser, sku: string, quantity = "1"): Promise<string> {
  await browser.go("/cart/add", { sku, quantity });
  const placed = await browser.go("/checkout", address);
  expect(placed.status).toBe(303);
  return placed.headers.get("location") ?? "";
}

const payloadIn = (page: string): Record<string, unknown> =>
  JSON.parse(/data-afterglow-order>(.*?)<\/script>/s.exec(page)?.[1] ?? "null");

test("a visitor without JavaScript buys a tent and sees a confirmation page with order and slot", async () => {
  const browser = new Browser();
  const path = await buy(browser, "TENT-2-KESTREL-2", "2");
  expect(path).toMatch(/^\/orders\/\d+\/confirmation$/);
  const page = await (await browser.go(path)).text();
  const price = catalogue.bySku.get("TENT-2-KESTREL-2")?.product.price ?? 0;
  expect(payloadIn(page)).toMatchObject({
    currency: "EUR",
    locale: "de-DE",
    lines: [{ sku: "TENT-2-KESTREL-2", quantity: 2, unit_price: (price / 100).toFixed(2) }],
    total: ((2 * price) / 100).toFixed(2),
    customer: { orders: 1, prior_skus: [] },
  });
  expect(page).toContain('<div id="afterglow"></div>');
  const jsonLd = JSON.parse(/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? "null");
  expect(jsonLd).toMatchObject({
    "@type": "Order",
    acceptedOffer: [{ itemOffered: { sku: "TENT-2-KESTREL-2" } }],
  });
  expect(page).not.toContain("loader.js");
});

test("the second order remembers what the first one held, most recent first", async () => {
  const browser = new Browser();
  await buy(browser, "TENT-2-KESTREL-2");
  await buy(browser, "MAT-MOSS-FOAM");
  const page = await (await browser.go(await buy(browser, "GAS-230-G"))).text();
  expect(payloadIn(page)).toMatchObject({
    customer: { orders: 3, prior_skus: ["MAT-MOSS-FOAM", "TENT-2-KESTREL-2"] },
  });
});

test("the twin of the confirmation page differs by the loader's tag only", async () => {
  const browser = new Browser();
  const path = await buy(browser, "GAS-230-G");
  const plain = await (await browser.go(path)).text();
  const twin = await (await browser.go(path.replace("confirmation", "thank-you"))).text();
  const tag = new RegExp(
    `\\n<script type="module" nonce="[^"]+" src="/afterglow/loader.js" data-model="${loaderModel}"></script>`,
  );
  const withoutNonce = (page: string): string => page.replace(/nonce="[^"]+"/g, "");
  expect(twin).toMatch(tag);
  expect(withoutNonce(twin.replace(tag, ""))).toBe(withoutNonce(plain));
});

test("the policy names a new nonce for every page, and nothing inline goes without it", async () => {
  const browser = new Browser();
  const seen = new Set<string>();
  for (const path of ["/", "/c/tents", "/cart"]) {
    const response = await browser.go(path);
    const policy = response.headers.get("content-security-policy") ?? "";
    const nonce = /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(nonce).toHaveLength(24);
    seen.add(nonce);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe-inline");
    const page = await response.text();
    expect(page).not.toMatch(/ style=| on[a-z]+=/);
    for (const [, attributes] of page.matchAll(/<(?:script|style)([^>]*)>/g)) {
      expect(attributes).toMatch(/nonce=|type="application\//);
    }
  }
  expect(seen.size).toBe(3);
});

test("what a buyer types comes back as text, never as markup", async () => {
  const browser = new Browser();
  await browser.go("/cart/add", { sku: "GAS-230-G" });
  const evil = `</script><img src=x onerror=alert(1)>"'&`;
  const placed = await browser.go("/checkout", { ...address, name: evil, town: evil });
  const page = await (await browser.go(placed.headers.get("location") ?? "")).text();
  expect(page).not.toContain("<img src=x");
  expect(page).toContain("&lt;/script&gt;&lt;img");
  const search = await (await browser.go(`/search?q=${encodeURIComponent(evil)}`)).text();
  expect(search).not.toContain("<img src=x");
});

test("one visitor cannot see another's order", async () => {
  const path = await buy(new Browser(), "GAS-230-G");
  expect((await new Browser().go(path)).status).toBe(404);
});

test("a form sent by another site changes nothing", async () => {
  const browser = new Browser();
  await browser.go("/cart/add", { sku: "GAS-230-G" });
  const refused = await browser.go("/checkout", address, { "sec-fetch-site": "cross-site" });
  expect(refused.status).toBe(403);
  expect(await (await browser.go("/cart")).text()).toContain("Gas cartridge 230 g");
});

test.each([
  "/images/../../package.json",
  "/images/%2e%2e%2fpackage.json",
  "/assets/../main.ts",
  "/images/x.svg",
  "/products/__proto__",
  "/orders/1/confirmation",
  "/orders/%00/confirmation",
])("%s is not found", async (path) => {
  const status = await new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin.url);
    httpRequest({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(404);
});

test("a form larger than a form can be is refused", async () => {
  const response = await new Browser().go("/cart/add", { sku: "x".repeat(20_000) });
  expect(response.status).toBe(413);
});

test("unknown SKUs, negative and enormous quantities do no harm", async () => {
  const browser = new Browser();
  expect((await browser.go("/cart/add", { sku: "NO-SUCH" })).status).toBe(422);
  await browser.go("/cart/add", { sku: "GAS-230-G", quantity: "999999999" });
  expect(await (await browser.go("/cart")).text()).toContain('value="20"');
  await browser.go("/cart/set", { sku: "GAS-230-G", quantity: "-3" });
  expect(await (await browser.go("/cart")).text()).toContain("Your cart is empty");
});

test("a checkout without a name says what is missing", async () => {
  const browser = new Browser();
  await browser.go("/cart/add", { sku: "GAS-230-G" });
  const response = await browser.go("/checkout", { ...address, name: " ", country: "XX" });
  expect(response.status).toBe(422);
  expect(await response.text()).toContain("Please fill in: name, country.");
});

test("every link and picture of the home page leads somewhere, and ids are unique", async () => {
  const browser = new Browser();
  const page = await (await browser.go("/")).text();
  const found = new Set<string>();
  const ids: string[] = [];
  const walk = (node: {
    attrs?: { name: string; value: string }[];
    childNodes?: unknown[];
  }): void => {
    for (const { name, value } of node.attrs ?? []) {
      if (name === "href" || name === "src") found.add(value);
      if (name === "id") ids.push(value);
    }
    for (const child of node.childNodes ?? []) walk(child as typeof node);
  };
  walk(parse(page) as never);
  expect(new Set(ids).size).toBe(ids.length);
  for (const path of found) {
    if (path.startsWith("#") || path === "/playground") continue;
    expect((await browser.go(path)).status, path).toBe(200);
  }
});
