// Home, category, search and product pages.
import { type Catalogue, variantTitle } from "../../catalogue/catalogue.ts";
import { type Category, categories, type Product } from "../../catalogue/product.ts";
import { type Html, html } from "../html.ts";
import { money } from "../money.ts";
import { heroScene } from "./hero.ts";

export const picture = (product: Product, size: number, eager = false): Html =>
  html`<img src="/images/${product.id}.svg" alt="" width="${size}" height="${size}"${eager ? "" : html` loading="lazy"`} decoding="async">`;

export function card(product: Product): Html {
  const from =
    product.variants.length > 1
      ? html`<span class="sizes">${product.variants.length} sizes</span>`
      : "";
  return html`<li class="card"><a href="/products/${product.id}">${picture(product, 400)}<h3>${product.title}</h3></a><p class="meta"><span class="price">${money(product.price)}</span>${from}</p></li>`;
}

const plans = [
  {
    name: "Camping for two",
    line: "Tent, mats, a stove. The view is up to you.",
    kinds: ["tent-2", "mat", "stove"],
  },
  {
    name: "The pour-over corner",
    line: "Fresh beans and three quiet minutes.",
    kinds: ["dripper", "kettle", "beans-filter"],
  },
  {
    name: "Running season",
    line: "New shoes, and a reason to use them.",
    kinds: ["road-shoe", "gps-watch", "running-socks"],
  },
  {
    name: "Baby’s first year",
    line: "What you need, and nothing you do not.",
    kinds: ["carrier", "bodysuit", "night-light"],
  },
] as const;

export function homePage(catalogue: Catalogue, bestSellers: readonly Product[]): Html {
  const first = (kind: string): Product | undefined =>
    catalogue.byKind.get(kind)?.[1] ?? catalogue.byKind.get(kind)?.[0];
  return html`
<section class="hero"><div class="hero-text"><p class="eyebrow">Autumn at Larkfell</p><h1>Stay out until<br>the last light.</h1><p>Gear for the hill and things for home, chosen by people who use them and repaired by people who know how.</p><p class="actions"><a class="button" href="/c/tents">Shop tents</a><a class="button quiet" href="/c/coffee">Fresh coffee</a></p></div>${heroScene}</section>
<section class="block" aria-labelledby="plans"><h2 id="plans">What are you planning?</h2><ul class="plans">${plans.map(
    (plan) => {
      const products = plan.kinds.map(first).filter((p) => p !== undefined);
      return html`<li><a href="/products/${products[0]?.id ?? ""}"><div class="collage">${products.map((p) => picture(p, 220))}</div><h3>${plan.name}</h3><p>${plan.line}</p></a></li>`;
    },
  )}</ul></section>
<section class="block" aria-labelledby="best"><h2 id="best">Bought most this month</h2><ul class="grid">${bestSellers.slice(0, 8).map(card)}</ul></section>
<section class="block" aria-labelledby="all"><h2 id="all">The whole shop</h2><ul class="tiles">${categories.map(
    (category) => {
      const shown = catalogue.products.find((p) => p.kind.category === category.slug);
      return html`<li><a href="/c/${category.slug}">${shown && picture(shown, 120)}<span><b>${category.name}</b>${category.line}</span></a></li>`;
    },
  )}</ul></section>
<section class="promises"><div><h2>Repaired for life</h2><p>Send it in. We sew, patch, resole and sharpen.</p></div><div><h2>60 days</h2><p>Sleep in it first. Return it if it is not for you.</p></div><div><h2>Here on Thursday</h2><p>Ordered by four, packed the same day, in paper.</p></div></section>`;
}

export function categoryPage(category: Category, products: readonly Product[], sort: string): Html {
  const sorts = [
    ["popular", "Popular"],
    ["price", "Price, low to high"],
    ["price-desc", "Price, high to low"],
  ] as const;
  const sorted = [...products];
  if (sort === "price") sorted.sort((a, b) => a.price - b.price);
  else if (sort === "price-desc") sorted.sort((a, b) => b.price - a.price);
  else sorted.sort((a, b) => b.popularity - a.popularity);
  return html`
<nav class="crumbs" aria-label="You are here"><a href="/">Shop</a> <span>/</span> ${category.department}</nav>
<div class="list-head"><div><h1>${category.name}</h1><p>${category.line}</p></div><form><label for="sort">Sort by</label><select id="sort" name="sort">${sorts.map(([value, text]) => html`<option value="${value}"${sort === value ? html` selected` : ""}>${text}</option>`)}</select><noscript><button>Go</button></noscript></form></div>
<ul class="grid">${sorted.map(card)}</ul>`;
}

export function searchPage(query: string, found: readonly Product[]): Html {
  return html`
<div class="list-head"><div><h1>${query ? html`“${query}”` : "Search"}</h1><p>${found.length === 0 ? "Nothing by that name. Try a shorter word." : `${found.length} products`}</p></div></div>
<ul class="grid">${found.map(card)}</ul>`;
}

export function productPage(catalogue: Catalogue, product: Product, wantedSku: string): Html {
  const chosen =
    product.variants.find((v) => v.sku === wantedSku) ??
    product.variants[Math.floor((product.variants.length - 1) / 2)];
  const category = categories.find((c) => c.slug === product.kind.category);
  const refills = (product.kind.refills ?? [])
    .flatMap((kind) => catalogue.byKind.get(kind) ?? [])
    .slice(0, 4);
  const others = (catalogue.byKind.get(product.kind.id) ?? [])
    .filter((p) => p.id !== product.id)
    .slice(0, 4);
  const shelf = refills.length > 0 ? refills : others;
  return html`
<nav class="crumbs" aria-label="You are here"><a href="/">Shop</a> <span>/</span> <a href="/c/${product.kind.category}">${category?.name}</a></nav>
<article class="product">
  <div class="product-picture"><img src="/images/${product.id}.svg" alt="Drawing of ${product.title}" width="400" height="400"></div>
  <div class="product-text">
    <h1>${product.title}</h1>
    <p class="price big">${money(product.price)} <span>incl. VAT</span></p>
    <p class="lead">${product.description}</p>
    <form method="post" action="/cart/add">
      ${
        product.variants.length > 1
          ? html`<fieldset class="chips"><legend>Size</legend>${product.variants.map((v) => html`<label><input type="radio" name="sku" value="${v.sku}"${v === chosen ? html` checked` : ""}><span>${v.size}</span></label>`)}</fieldset>`
          : html`<input type="hidden" name="sku" value="${chosen?.sku}">`
      }
      <div class="buy"><label for="quantity" class="hidden">Quantity</label><select id="quantity" name="quantity">${[1, 2, 3, 4, 5, 6].map((n) => html`<option>${n}</option>`)}</select><button class="button">Add to cart</button></div>
    </form>
    <p class="stock">In stock. With you in 2–3 working days.${product.kind.refillDays ? html` Most people reorder after about ${product.kind.refillDays} days.` : ""}</p>
    <ul class="facts">${product.facts.map((fact) => html`<li>${fact}</li>`)}</ul>
  </div>
</article>
${shelf.length > 0 && html`<section class="block" aria-labelledby="shelf"><h2 id="shelf">${refills.length > 0 ? "Refills for it" : "Others of its kind"}</h2><ul class="grid">${shelf.map(card)}</ul></section>`}`;
}

export const lineTitle = (catalogue: Catalogue, sku: string): string => {
  const found = catalogue.bySku.get(sku);
  return found ? variantTitle(found.product, found.variant) : sku;
};
