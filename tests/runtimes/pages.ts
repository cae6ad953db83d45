/** Confirmation pages, and what must be true of them after they came through the edge. */
import assert from "node:assert/strict";
import { parseFragment } from "parse5";

/** An order whose SKUs the test model knows. */
export const order = {
  order_id: "1001",
  placed_at: "2026-11-20T10:00:00Z",
  currency: "EUR",
  locale: "en-GB",
  country: "DE",
  lines: [{ sku: "TENT-2P", quantity: 1, unit_price: "199.00" }],
  total: "199.00",
};

export const dataScript = (payload: unknown = order) => {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return `<script type="application/json" data-afterglow-order>${text}</script>`;
};

export const slot = '<div id="afterglow"></div>';

/** A page that does not look like a test: comments, raw text, entities, non-ASCII. */
export function page(before: string, after = ""): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Thank you &amp; goodbye — Größe</title>
<!-- <div id="afterglow"></div> is not the slot: this is a comment -->
<script>const text = '<div id="afterglow"></div>'; if (1 < 2) document.title += "!";</script>
<style>#afterglow > p { color: #333 }</style>
</head><body class=shop data-x='a > b'>
<h1>Danke für deine Bestellung 🎉</h1>
${before}
<main><p>Order 1001 &lt;confirmed&gt;</p></main>
${after}
<footer>© Shop</footer>
</body></html>
`;
}

export const orderThenSlot = page(`${dataScript()}\n${slot}`);

/**
 * The page as it came from the origin but for one splice; returns the splice, which is well-formed
 * HTML and holds the widget.
 */
export function assertSpliced(got: Uint8Array, original: string | Uint8Array): string {
  const page = Buffer.from(original as string);
  const seen = Buffer.from(got);
  const size = seen.length - page.length;
  assert.ok(size > 0, `expected a splice, got ${seen.length} bytes for a page of ${page.length}`);
  let same = 0;
  while (same < page.length && seen[same] === page[same]) same++;
  // What follows the splice may begin like it: any place up to the first difference may be meant.
  for (let at = same; at >= 0; at--) {
    if (!seen.subarray(at + size).equals(page.subarray(at))) continue;
    const splice = seen.toString("utf8", at, at + size);
    if (!splice.startsWith("<") || !splice.includes("data-afterglow")) continue;
    const errors: string[] = [];
    parseFragment(splice, { onParseError: (error) => errors.push(error.code) });
    assert.deepEqual(errors, [], "the splice must be well-formed");
    assert.equal(splice.match(/<section/g)?.length, splice.match(/<\/section>/g)?.length);
    return splice;
  }
  throw new assert.AssertionError({ message: "the page is not the origin's page plus a splice" });
}

export function assertUnchanged(got: Uint8Array, original: string | Uint8Array): void {
  assert.equal(
    Buffer.from(got).toString("latin1"),
    Buffer.from(original as string).toString("latin1"),
  );
}
