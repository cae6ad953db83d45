// Cart, checkout, confirmation and order history.
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { WhatIf } from "../../what-if.ts";
import { Html, html, json } from "../html.ts";
import { money } from "../money.ts";
import {
  deliveryFor,
  mostPieces,
  type OrderBook,
  type ShopOrder,
  type Visitor,
} from "../orders.ts";
import { orderJsonLd } from "../structured-data.ts";
import { lineTitle, picture } from "./storefront.ts";

interface ShownLine {
  sku: string;
  quantity: number;
  /** Minor units for one. */
  price: number;
}

function lineRow(catalogue: Catalogue, line: ShownLine): Html {
  const found = catalogue.bySku.get(line.sku);
  return html`<li class="line">${found ? picture(found.product, 72) : html`<span class="no-picture"></span>`}<div><b>${lineTitle(catalogue, line.sku)}</b><span>${line.quantity} × ${money(line.price)}</span></div><span class="price">${money(line.quantity * line.price)}</span></li>`;
}

export function sums(subtotal: number, delivery: number): Html {
  return html`<dl class="sums"><div><dt>Items</dt><dd>${money(subtotal)}</dd></div><div><dt>Delivery</dt><dd>${delivery === 0 ? "Free" : money(delivery)}</dd></div><div class="total"><dt>Total <span>incl. VAT</span></dt><dd>${money(subtotal + delivery)}</dd></div></dl>`;
}

export function cartPage(
  catalogue: Catalogue,
  book: OrderBook,
  visitor: Visitor | undefined,
): Html {
  if (!visitor || visitor.cart.size === 0) {
    return html`<section class="empty"><h1>Your cart is empty</h1><p>Somewhere out there is a tent with your name on it.</p><a class="button" href="/">Have a look</a></section>`;
  }
  const subtotal = book.subtotal(visitor);
  return html`<h1>Your cart</h1><div class="two"><ul class="lines">${[...visitor.cart].map(
    ([sku, pieces]) => {
      const found = catalogue.bySku.get(sku);
      if (!found) return "";
      return html`<li class="line">${picture(found.product, 72)}<div><b><a href="/products/${found.product.id}?sku=${encodeURIComponent(sku)}">${lineTitle(catalogue, sku)}</a></b><form method="post" action="/cart/set" class="pieces"><input type="hidden" name="sku" value="${sku}"><label>Pieces <input type="number" name="quantity" min="0" max="${mostPieces}" value="${pieces}" inputmode="numeric"></label><button class="link">Update</button></form></div><span class="price">${money(pieces * found.product.price)}</span></li>`;
    },
  )}</ul><aside class="panel"><h2>Summary</h2>${sums(subtotal, deliveryFor(subtotal))}<a class="button wide" href="/checkout">Go to checkout</a></aside></div>`;
}

export const countries = [
  ["DE", "Germany"],
  ["AT", "Austria"],
  ["FR", "France"],
  ["NL", "Netherlands"],
  ["ES", "Spain"],
  ["IE", "Ireland"],
  ["IT", "Italy"],
] as const;

export const languages = [
  ["en-IE", "English"],
  ["de-DE", "Deutsch"],
  ["fr-FR", "Français"],
  ["es-ES", "Español"],
] as const;

export function checkoutPage(
  catalogue: Catalogue,
  book: OrderBook,
  visitor: Visitor,
  problem: string,
): Html {
  const subtotal = book.subtotal(visitor);
  const field = (name: string, text: string, complete: string, value: string): Html =>
    html`<label>${text}<input name="${name}" autocomplete="${complete}" required maxlength="80" value="${value}"></label>`;
  const choice = (
    name: string,
    text: string,
    options: readonly (readonly [string, string])[],
  ): Html =>
    html`<label>${text}<select name="${name}">${options.map(([value, shown]) => html`<option value="${value}">${shown}</option>`)}</select></label>`;
  return html`<h1>Checkout</h1>${problem && html`<p class="problem" role="alert">${problem}</p>`}<div class="two"><form method="post" action="/checkout" class="panel form"><h2>Where to?</h2><div class="fields">${field("name", "Name", "name", "Robin Example")}${field("street", "Street and number", "street-address", "Larkfell Lane 7")}${field("postcode", "Postcode", "postal-code", "10115")}${field("town", "Town", "address-level2", "Berlin")}${choice("country", "Country", countries)}${choice("locale", "Language of your emails", languages)}</div><h2>Payment</h2><p class="note">This is a demo: nothing is charged, and nobody asks for a card.</p><p class="note">See the confirmation page with the offer…</p><fieldset class="chips"><legend class="hidden">How the offer gets there</legend><label><input type="radio" name="page" value="edge" checked><span>from the edge</span></label><label><input type="radio" name="page" value="loader"><span>by the browser loader</span></label></fieldset><button class="button wide">Place order · ${money(subtotal + deliveryFor(subtotal))}</button></form><aside class="panel"><h2>Your order</h2><ul class="lines small">${[...visitor.cart].map(([sku, quantity]) => lineRow(catalogue, { sku, quantity, price: catalogue.bySku.get(sku)?.product.price ?? 0 }))}</ul>${sums(subtotal, deliveryFor(subtotal))}</aside></div>`;
}

const minor = (decimalText: string): number => Math.round(Number(decimalText) * 100);

/** The payloads a confirmation page carries, for its <head>, and the loader's tag on the twin page. */
export function orderHead(order: ShopOrder, catalogue: Catalogue, loader?: Html): Html {
  return html`<script type="application/json" data-afterglow-order>${json(order.payload)}</script>${
    order.canonical &&
    html`
<script type="application/ld+json">${json(orderJsonLd(order.canonical, catalogue))}</script>`
  }${loader}`;
}

/** The loader; and where the playground opened the page, what it is to pretend. */
export function loaderTag(nonce: string, model: string, { context, overlay }: WhatIf): Html {
  const pretends = Object.keys(context).length > 0;
  return html`${
    pretends &&
    html`
<script nonce="${nonce}">window.afterglow = { context: ${json(context)} };</script>`
  }
<script type="module" nonce="${nonce}" src="/afterglow/loader.js" data-model="${model}"${overlay && html` data-overlay="${overlay}"`}></script>`;
}

const tick = new Html(
  `<svg viewBox="0 0 56 56" width="56" height="56" aria-hidden="true" focusable="false"><circle cx="28" cy="28" r="28" fill="var(--wash)"/><path d="m17 29 8 8 15-18" fill="none" stroke="var(--spruce)" stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
);

export const linesOf = (order: ShopOrder): ShownLine[] =>
  (order.canonical?.lines ?? []).map((line) => ({
    sku: line.sku,
    quantity: line.quantity,
    price: minor(line.unit_price),
  }));

export function confirmationPage(order: ShopOrder, catalogue: Catalogue): Html {
  const lines = linesOf(order);
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
  const first = order.name.split(" ")[0];
  return html`
<section class="thanks">${tick}<div><p class="eyebrow">Order ${order.id}</p><h1>Thank you${first ? `, ${first}` : ""}.</h1><p>${order.town ? `We are packing for ${order.town}` : "We are packing"}. You will hear from us when it leaves the house.</p></div></section>
<ol class="steps"><li class="done">Ordered</li><li class="now" aria-current="step">Packing</li><li>On its way</li><li>With you</li></ol>
<div class="receipt"><div class="own"><section class="panel" aria-labelledby="own"><h2 id="own">Your order</h2>${
    lines.length > 0
      ? html`<ul class="lines small">${lines.map((line) => lineRow(catalogue, line))}</ul>${sums(subtotal, order.delivery)}`
      : html`<p class="note">This order came in a format that the shop’s own page does not list.</p>`
  }<a class="button quiet wide" href="/account/orders">All your orders</a></section>
<section class="help" aria-labelledby="help"><h2 id="help">Anything wrong?</h2><p>You can change or cancel within the hour. Answer the email we just sent, or call 030 5550 123; somebody picks up.</p></section></div>
<div class="after"><div id="afterglow"></div></div></div>`;
}

function historyEntry(order: ShopOrder, catalogue: Catalogue): Html {
  const lines = order.canonical?.lines ?? [];
  return html`<li class="panel"><div class="history-head"><div><b>Order ${order.id}</b><span>${order.canonical?.placed_at.slice(0, 10)}</span></div><span class="badge">Packing</span></div><div class="thumbs">${lines
    .slice(0, 6)
    .map((line) => {
      const found = catalogue.bySku.get(line.sku);
      return found && picture(found.product, 84);
    })}</div><p>${lines.map((line) => lineTitle(catalogue, line.sku)).join(" · ")}</p><p class="links"><a href="/orders/${order.id}/confirmation">Confirmation, offer from the edge</a><a href="/orders/${order.id}/thank-you">The same by the loader</a><a href="/orders/${order.id}/receipt">Receipt</a></p></li>`;
}

/** The newest order, the widget that speaks of it, and the orders before. */
export function historyPage(catalogue: Catalogue, orders: readonly ShopOrder[]): Html {
  const [newest, ...earlier] = orders;
  if (!newest) {
    return html`<section class="empty"><h1>No orders yet</h1><p>Your first one will be here, with everything you need to reorder or repair.</p><a class="button" href="/">Have a look</a></section>`;
  }
  return html`<h1>Your orders</h1><ul class="history">${historyEntry(newest, catalogue)}</ul><div id="afterglow"></div>${
    earlier.length > 0 &&
    html`<h2 class="earlier">Before that</h2><ul class="history">${earlier.map((order) => historyEntry(order, catalogue))}</ul>`
  }`;
}

export function messagePage(title: string, text: string): Html {
  return html`<section class="empty"><h1>${title}</h1><p>${text}</p><a class="button" href="/">To the shop</a></section>`;
}
