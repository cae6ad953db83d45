// The receipt: what a buyer prints or files. On paper it is the receipt alone.
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { type Html, html } from "../html.ts";
import { money } from "../money.ts";
import type { ShopOrder } from "../orders.ts";
import { mark } from "./layout.ts";
import { linesOf, sums } from "./purchase.ts";
import { lineTitle } from "./storefront.ts";

const vatPercent = 19;

export function receiptPage(order: ShopOrder, catalogue: Catalogue): Html {
  const lines = linesOf(order);
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
  const total = subtotal + order.delivery;
  const vat = total - Math.round(total / (1 + vatPercent / 100));
  const date = order.canonical?.placed_at.slice(0, 10);
  return html`
<div class="paper"><section class="panel" aria-labelledby="receipt">
<div class="paper-head"><div><p class="eyebrow">Order ${order.id}</p><h1 id="receipt">Receipt</h1>${date && html`<p class="note">${date}</p>`}</div><address><span class="brand">${mark}<span>Larkfell</span></span>Larkfell Lane 7<br>10115 Berlin</address></div>
${
  lines.length > 0
    ? html`<table class="bill"><thead><tr><th scope="col">Item</th><th scope="col" class="num">Pieces</th><th scope="col" class="num">Price</th></tr></thead><tbody>${lines.map(
        (line) =>
          html`<tr><th scope="row">${lineTitle(catalogue, line.sku)}</th><td class="num">${line.quantity}</td><td class="num">${money(line.quantity * line.price)}</td></tr>`,
      )}</tbody></table>${sums(subtotal, order.delivery)}<p class="note">Includes ${money(vat)} of VAT at ${vatPercent} %. Paid in full.</p>`
    : html`<p class="note">This order came in a format that the shop’s own page does not list.</p>`
}
</section><div id="afterglow"></div></div>`;
}
