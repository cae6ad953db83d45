/** A hostile catalogue, read back with a real HTML parser: only our elements come out. */
import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";
import { beforeAll, describe, expect, it } from "vitest";
import type { Afterglow } from "../../js-glue/afterglow.ts";
import type { Touchpoint } from "../../js-glue/types.ts";
import { openShop, orderOf, type Product } from "./render-shop.ts";

const hostileTexts = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</title></style></textarea></template><svg onload=alert(1)>",
  "<!-- --!> <![CDATA[ ]]> <?php ?>",
  "{{title}} {{{title}}} {{#hero}} {{> widget.css}}",
  "&lt;script&gt; &#60;b&#62; &amp;lt;",
  "\u202Egnp.exe\u202C \u2066isolate\u2069 \u200F",
  "a\u0000b\u0008c\u001bd\u007fe\u0085f",
  "\ud800 lone surrogate \udfff",
  `${"x".repeat(5000)} <b>${"y".repeat(5000)}`,
  "עברית <i> العربية",
];
const hostileUrls = [
  "javascript:alert(1)",
  "JAVASCRIPT:alert(1)",
  " \tjavascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://shop.example/x",
  'https://shop.example/"><script>alert(1)</script>',
  "/p?a=1&b=<b>'\"",
  "//partner.example/\\x",
  "/p/`x` {y}|z^",
  `/${"a".repeat(10_000)}`,
];

const products: Product[] = hostileTexts.map((title, i) => ({
  title,
  url: hostileUrls[i % hostileUrls.length] ?? "",
  image: hostileUrls[(i + 5) % hostileUrls.length] ?? "",
  category: title.slice(0, 60),
  price: 1000 + i,
}));

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

function elementsOf(node: Parent, found: Element[] = []): Element[] {
  for (const child of node.childNodes) {
    if ("tagName" in child) {
      found.push(child);
      if ("content" in child) elementsOf(child.content as Parent, found);
      elementsOf(child, found);
    }
  }
  return found;
}

const webElements = new Set(
  "section div h2 h3 button span article img p a bdi ul li style afterglow-offers template".split(
    " ",
  ),
);
const emailElements = new Set(
  "html head meta title style body table tbody tr td h1 h2 div bdi a img span p".split(" "),
);
const attributes = new Set(
  (
    "class part id role lang dir href src alt width height rel type hidden decoding loading nonce name content " +
    "charset cellpadding cellspacing border align valign bgcolor style shadowrootmode aria-label aria-labelledby " +
    "aria-hidden data-afterglow-decision data-afterglow-touchpoint data-afterglow-segment data-afterglow-offer data-afterglow-type " +
    "data-afterglow-dismiss data-initial"
  ).split(" "),
);

/** As a browser would follow it. */
function schemeOf(url: string): string {
  return new URL(url, "https://shop.example/").protocol;
}

function checkElements(elements: Element[], allowed: Set<string>): void {
  for (const { tagName, attrs } of elements) {
    expect(allowed).toContain(tagName);
    for (const { name, value } of attrs) {
      expect(attributes).toContain(name);
      if (name === "href" || name === "src") {
        expect(["https:", "http:", "mailto:"]).toContain(schemeOf(value));
      }
    }
  }
}

let afterglow: Afterglow;
beforeAll(async () => {
  afterglow = await openShop({ products, bought: { title: hostileTexts.join(" ") } });
});

function show(touchpoint: Touchpoint, context: object = {}): string {
  const shown = afterglow.render(orderOf(), { touchpoint, places: 32, ...context });
  if (!shown.ok) throw new Error(shown.error.message);
  return shown.value.content;
}

describe("a hostile catalogue", () => {
  for (const touchpoint of ["confirmation", "receipt", "order-history"] as const) {
    it(`brings no element of its own into the ${touchpoint} page`, () => {
      for (const context of [{}, { shadow: true }, { nonce: '"><script>' }, { locale: "ar" }]) {
        const html = show(touchpoint, context);
        const elements = elementsOf(parseFragment(html));
        checkElements(elements, webElements);
        const offers = elements.filter(({ attrs }) =>
          attrs.some(({ name }) => name === "data-afterglow-offer"),
        );
        expect(offers.length).toBe(products.length);
      }
    });
  }

  for (const touchpoint of ["order-email", "shipping-email", "delivery-email"] as const) {
    it(`brings no element of its own into the ${touchpoint}`, () => {
      const html = show(touchpoint);
      checkElements(elementsOf(parse(html)), emailElements);
      expect(new TextEncoder().encode(html).length).toBeLessThan(15 * 1024);
      expect(html).toContain("</html>");
    });
  }

  it("leaves in-app and push JSON that holds exactly our keys", () => {
    const app = JSON.parse(show("in-app"));
    expect(app.offers.length).toBe(products.length);
    for (const offer of app.offers) {
      expect(Object.keys(offer)).toEqual(
        "id type sku title text reason disclosure price url image action".split(" "),
      );
      if (offer.url) expect(schemeOf(offer.url)).toMatch(/^https?:$/);
    }
    const push = show("push");
    expect(new TextEncoder().encode(push).length).toBeLessThan(4096);
    expect(Object.keys(JSON.parse(push))).toEqual(
      "title body link decision_id offer_id".split(" "),
    );
  });

  it("cannot turn text around or hide in control characters", () => {
    const controls = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
    for (const touchpoint of ["confirmation", "order-email", "in-app", "push"] as const) {
      expect(show(touchpoint)).not.toMatch(controls);
    }
    expect(show("order-email", { part: "text" })).not.toMatch(controls);
  });

  it("is cut to what fits: a title of 10 KB is one of 120 characters and an ellipsis", () => {
    const titles = JSON.parse(show("in-app")).offers.map(({ title }: { title: string }) => title);
    expect(Math.max(...titles.map((title: string) => [...title].length))).toBe(121);
    expect(titles.some((title: string) => title.endsWith("…"))).toBe(true);
  });
});
