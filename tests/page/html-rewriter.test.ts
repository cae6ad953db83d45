// The page scanner against workerd's HTMLRewriter: the same bytes out for a slot in well-formed pages.
import fc from "fast-check";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Position, positions, slot } from "./probe.ts";

const mark = "<section>widget</section>";

const worker = `export default {
  async fetch(request) {
    const position = new URL(request.url).searchParams.get("position");
    let seen = false;
    return new HTMLRewriter().on("#slot", {
      element(element) {
        if (seen) return;
        seen = true;
        element[position](${JSON.stringify(mark)}, { html: true });
      },
    }).transform(new Response(request.body, { headers: { "content-type": "text/html" } }));
  },
};`;

const decoys = [
  '<!-- <div id="slot"></div> -->',
  '<script>var a = "<div id=slot></div>";</script>',
  "<script><!-- <script> <i id=slot></i> </script> --></script>",
  "<style>/* <div id=slot> */</style>",
  '<textarea><div id="slot"></div></textarea>',
  "<svg><path d='M0'/><title>t</title></svg>",
  '<img alt="<div id=slot>">',
  "<table><tr><td>1</td></tr></table>",
  "<ul><li>a</li><li>b</li></ul>",
  "text &amp; more",
  "<br/>",
];

const flow: fc.Arbitrary<string> = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...decoys),
    fc
      .tuple(
        fc.constantFrom("div", "section", "main", "span", "x-y"),
        fc.constantFrom("", " class='a b'", ' data-x="1>2"', " hidden"),
        fc.array(tie("flow"), { maxLength: 3 }),
      )
      .map(([name, attribute, inner]) => `<${name}${attribute}>${inner.join("")}</${name}>`),
  ),
})).flow;

const page = fc
  .tuple(
    fc.array(flow, { maxLength: 4 }),
    fc.constantFrom("div", "aside", "x-slot"),
    fc.array(flow, { maxLength: 3 }),
    fc.array(flow, { maxLength: 3 }),
  )
  .map(
    ([before, name, inside, after]) =>
      `<!DOCTYPE html><html><head><title>t</title></head><body>${before.join("")}<${name} id="slot">` +
      `${inside.join("")}</${name}>${after.join("")}</body></html>`,
  );

let miniflare: Miniflare;
beforeAll(() => {
  miniflare = new Miniflare({ modules: true, script: worker, compatibilityDate: "2025-01-01" });
});
afterAll(() => miniflare.dispose());

async function rewritten(html: string, position: Position): Promise<string> {
  const response = await miniflare.dispatchFetch(`http://shop.test/?position=${position}`, {
    method: "POST",
    body: html,
  });
  return response.text();
}

for (const position of positions) {
  test(`${position}: the same bytes as HTMLRewriter`, async () => {
    await fc.assert(
      fc.asyncProperty(page, async (html) => {
        const found = slot(html, "#slot", position);
        if (!found) throw new Error(`no slot in ${html}`);
        const ours = html.slice(0, found.at) + mark + html.slice(found.end);
        expect(ours).toBe(await rewritten(html, position));
      }),
      { numRuns: 60, seed: 4 },
    );
  });
}
