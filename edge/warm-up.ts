import type { Afterglow } from "../js-glue/afterglow.ts";
import { defaultSlots } from "./options.ts";

const item = '<li class="line"><a href="/p/1?n=1&amp;m=2">Item</a> <span>199,00 €</span></li>\n';
/** About 35 KB: an engine sees which code is worth optimising while the origin still thinks. */
const items = item.repeat(400);

/**
 * Has an instance's code compiled before its first page comes: engines compile a function when it is
 * called first, so that the first page of a new worker would wait much longer than the next.
 *
 * Goes the way of a page with a made-up one, whose order holds what is popular in the shop. What comes
 * of it is dropped, and the instance answers afterwards as it would have.
 */
export function warmUp(afterglow: Afterglow): void {
  const unknown = JSON.stringify({ order_id: "-", lines: [{ sku: "-" }] });
  const popular = afterglow.recommend(unknown, { most: 4 });
  if (!popular.ok) return;
  const lines = popular.value.items.map(({ sku }) => ({ sku, quantity: 1 }));
  const order = JSON.stringify({ order_id: "-", lines }).replaceAll("<", "\\u003c");
  const html = `<!doctype html><html><head><title>-</title></head><body><ul>${items}</ul>
<script type="application/json" data-afterglow-order>${order}</script><div id="afterglow"></div></body></html>`;
  const page = afterglow.page({ now: Math.floor(Date.now() / 1000), slots: defaultSlots });
  if (!page.ok) return;
  page.value.write(new TextEncoder().encode(html));
  page.value.end();
  page.value.close();
}
