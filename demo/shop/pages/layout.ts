// The frame of every page: head, header, footer. Works without JavaScript.
import { categories } from "../../catalogue/product.ts";
import { Html, html } from "../html.ts";

export interface Frame {
  title: string;
  nonce: string;
  cartCount: number;
  /** Extra elements for <head>. */
  head?: Html;
  main: Html;
  /** Address of the page shown, to mark it in the navigation. */
  here: string;
}

export const mark = new Html(
  `<svg viewBox="0 0 40 40" width="34" height="34" aria-hidden="true" focusable="false"><rect width="40" height="40" rx="11" fill="var(--spruce)"/><circle cx="27" cy="14" r="5.2" fill="var(--ember)"/><path d="M4 31 15.5 14l7 10 4-5L36 31Z" fill="var(--mark)"/></svg>`,
);

const departments = ["Outdoor", "Home", "Family"] as const;

const icon = (path: string): Html =>
  new Html(
    `<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`,
  );
const bagIcon = icon("M6 8h12l1 12H5L6 8Zm3 0V6a3 3 0 0 1 6 0v2");
const boxIcon = icon("M4 8l8-4 8 4v8l-8 4-8-4V8Zm0 0 8 4 8-4M12 12v8");
const glassIcon = icon("M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12Zm4.5 10.5L20 20");

export function page(frame: Frame): Html {
  const nav = departments.map(
    (department) => html`<li class="dept"><details name="dept"><summary>${department}</summary>
      <ul>${categories
        .filter((category) => category.department === department)
        .map(
          (category) =>
            html`<li><a href="/c/${category.slug}"${frame.here === `/c/${category.slug}` ? html` aria-current="page"` : ""}>${category.name}</a></li>`,
        )}</ul></details></li>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title} · Larkfell</title>
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#1f5a49">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="preload" href="/assets/fonts/figtree.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="/assets/fonts/bricolage.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/assets/shop.css">
<script type="module" nonce="${frame.nonce}" src="/assets/shop.js"></script>
${frame.head}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<p class="ribbon"><span>Free delivery from €60</span><span>60 days to change your mind</span><span>repairs for life</span></p>
<header class="top">
  <a class="brand" href="/">${mark}<span>Larkfell</span></a>
  <nav aria-label="Departments"><ul>${nav}</ul></nav>
  <form class="search" action="/search" role="search"><label class="hidden" for="q">Search the shop</label>${glassIcon}<input id="q" name="q" type="search" placeholder="Tent, coffee, nappies …" maxlength="80"></form>
  <div class="tools"><a href="/account/orders">${boxIcon}<span>Orders</span></a><a href="/cart">${bagIcon}<span>Cart</span>${frame.cartCount > 0 && html`<b class="count"><span class="hidden">, </span>${frame.cartCount}<span class="hidden"> items</span></b>`}</a></div>
</header>
<main id="main">
${frame.main}
</main>
<footer class="foot">
  <div><a class="brand" href="/">${mark}<span>Larkfell</span></a><p>Gear for the hill, things for home. Made to be repaired.</p></div>
  ${departments.map((department) => html`<div><h2>${department}</h2><ul>${categories.filter((c) => c.department === department).map((c) => html`<li><a href="/c/${c.slug}">${c.name}</a></li>`)}</ul></div>`)}
  <p class="small">Larkfell is the demo shop of Afterglow. Nothing is sold here, nothing is charged, and what you type is forgotten when the demo ends. <a href="/playground">Open the playground</a></p>
</footer>
</body>
</html>
`;
}
