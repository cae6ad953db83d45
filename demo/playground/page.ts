// The playground's page as the server writes it: the frame that app.ts brings to life.

import type { RecordedOrder } from "../orders/recorded.ts";
import { type Html, html, json } from "../shop/html.ts";
import { mark } from "../shop/pages/layout.ts";

export interface PlaygroundPage {
  nonce: string;
  recorded: readonly RecordedOrder[];
  /** Bytes as they travel, brotli: name -> size. */
  sizes: Record<string, number>;
  /** Address of the model the page decides with. */
  model: string;
  /** Of the templates in it; 0 when nobody watches them. */
  version: number;
}

const touchpoints = [
  ["confirmation", "Confirmation page"],
  ["receipt", "Receipt page"],
  ["order-email", "Order email"],
  ["shipping-email", "Shipping email"],
  ["delivery-email", "Delivery email"],
  ["in-app", "In-app screen"],
  ["push", "Push message"],
  ["order-history", "Order history"],
] as const;

const locales = [
  ["", "As the order says"],
  ["en-IE", "English"],
  ["de-DE", "Deutsch"],
  ["fr-FR", "Français"],
  ["es-ES", "Español"],
  ["it-IT", "Italiano"],
  ["nl-NL", "Nederlands"],
  ["pl-PL", "Polski"],
  ["ar-EG", "العربية"],
  ["ja-JP", "日本語"],
] as const;

function options(choices: readonly (readonly [string, string])[]): Html[] {
  return choices.map(([value, text]) => html`<option value="${value}">${text}</option>`);
}

function radios(name: string, choices: readonly (readonly [string, string])[]): Html {
  return html`<div class="segments">${choices.map(
    ([value, text], i) =>
      html`<label><input type="radio" name="${name}" value="${value}"${i === 0 ? html` checked` : ""}><span>${text}</span></label>`,
  )}</div>`;
}

const controls = (recorded: readonly RecordedOrder[]): Html => html`
<form class="controls" id="controls" autocomplete="off">
  <label class="field">Recorded order<select name="recorded">${recorded.map((r, i) => html`<option value="${i}">${r.title} · ${r.summary}</option>`)}<option value="own">My own</option></select><span class="hint" id="recorded-hint"></span></label>
  <div class="field"><div class="field-head"><label for="order">Order</label><label class="hidden" for="format">Format</label><select id="format" name="format">${options(
    [
      ["canonical", "Canonical"],
      ["jsonld", "schema.org JSON-LD"],
      ["ga4", "GA4 purchase"],
      ["shopify", "Shopify order"],
      ["woocommerce", "WooCommerce order"],
    ],
  )}</select></div><textarea id="order" name="order" rows="15" spellcheck="false" autocapitalize="off" aria-describedby="order-status"></textarea><output id="order-status" for="order"></output></div>
  <label class="field">Touchpoint<select name="touchpoint">${options(touchpoints)}</select></label>
  <div class="pair"><label class="field">Language<select name="locale">${options(locales)}</select></label><label class="field">Places<select name="places">${options(
    [
      ["", "Default"],
      ["1", "1"],
      ["2", "2"],
      ["3", "3"],
      ["4", "4"],
      ["6", "6"],
    ],
  )}</select></label></div>
  <fieldset class="field"><legend>Arm</legend>${radios("arm", [
    ["", "As assigned"],
    ["treatment", "Treatment"],
    ["holdout", "Holdout"],
  ])}</fieldset>
  <fieldset class="field"><legend>The buyer agreed to</legend><div class="checks"><label><input type="checkbox" name="personalisation" value="yes"><span>Personal offers</span></label><label><input type="checkbox" name="advertising" value="yes"><span>Advertising</span></label></div></fieldset>
  <div class="field"><b class="field-head">Today: stock and prices</b><div id="today" class="today"></div></div>
  <label class="field">Now, UTC<input type="datetime-local" name="now" step="60"></label>
  <div class="field"><label for="seed">Seed</label><div class="with-button"><input id="seed" name="seed" inputmode="numeric" pattern="[0-9]{1,19}" value="1"><button type="button" id="roll">Roll</button></div></div>
</form>`;

const stage = html`
<div class="stage">
  <div class="stage-bar">${radios("viewport", [
    ["desktop", "Desktop"],
    ["tablet", "Tablet"],
    ["phone", "Phone"],
    ["narrow", "320 px"],
  ])}${radios("scheme", [
    ["light", "Light"],
    ["dark", "Dark"],
  ])}${radios("part", [
    ["html", "As shown"],
    ["text", "Text"],
    ["json", "JSON"],
  ])}</div>
  <div class="device" id="device" data-viewport="desktop"><div id="mock"></div><iframe id="preview" title="What the buyer sees" src="about:blank"></iframe><pre id="plain" hidden tabindex="0"></pre></div>
</div>`;

const figure = (id: string, text: string): Html =>
  html`<li><b id="${id}">–</b><span>${text}</span></li>`;

export function playgroundPage(page: PlaygroundPage): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Afterglow playground</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/shop.css">
<link rel="stylesheet" href="/playground/playground.css">
<script type="application/json" id="playground-data">${json({ recorded: page.recorded, sizes: page.sizes, model: page.model, version: page.version })}</script>
<script type="module" nonce="${page.nonce}" src="/playground/playground.js"></script>
</head>
<body class="playground">
<a class="skip" href="#main">Skip to content</a>
<header class="bar"><a class="brand" href="/">${mark}<span>Afterglow <i>playground</i></span></a>
<nav aria-label="On this page"><a href="#decision">Decision</a><a href="#numbers">Numbers</a><a href="#theme">Theme</a><a href="#twice">Edge and browser</a></nav>
<button type="button" class="button" id="share">Copy share link</button></header>
<main id="main">
<h1 class="hidden">Afterglow playground</h1>
<noscript><p class="problem">The playground decides in your browser, so it needs JavaScript. The shop does not.</p></noscript>
<p class="problem" id="broken" role="alert" hidden></p>
<p class="problem" id="template-problem" role="alert" hidden></p>
<div class="bench">${controls(page.recorded)}${stage}</div>
<ul class="figures" aria-live="polite">${figure("figure-time", "to read the order, decide and render")}${figure("figure-offers", "offers shown")}${figure("figure-value", "expected value")}${figure("figure-bytes", "of HTML added")}${figure("figure-calls", "requests made to decide")}</ul>

<section id="decision" aria-labelledby="decision-title"><h2 id="decision-title">Why these</h2><p class="intro" id="decision-intro"></p><p class="merchant" id="merchant" hidden></p><div class="scroll" role="region" aria-label="Offers shown, as a table" tabindex="0"><table class="offers" role="table"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Offer</th><th role="columnheader" scope="col">Because</th><th role="columnheader" scope="col" class="num">Accepted</th><th role="columnheader" scope="col" class="num">Earns</th><th role="columnheader" scope="col" class="num">Expected value</th><th role="columnheader" scope="col" class="num">Propensity</th><th role="columnheader" scope="col">Today</th></tr></thead><tbody role="rowgroup" id="offers"></tbody></table><p class="none" id="no-offers" hidden>No offer is worth showing here, so the page stays as it is.</p></div>
<div class="two-up"><div><h3>Withheld</h3><div class="withheld" id="withheld"></div></div><div><h3>Notes and identity</h3><dl class="identity" id="identity"></dl></div></div>
<details><summary>The decision as JSON</summary><pre id="decision-json" tabindex="0"></pre></details></section>

<section id="numbers" aria-labelledby="numbers-title"><h2 id="numbers-title">What it costs</h2>
<div class="cards"><div class="panel"><h3>Time</h3><p class="intro">Median and 95th percentile of 120 samples, measured here, in this tab, now.</p><div id="timings"></div></div>
<div class="panel"><h3>Bytes</h3><p class="intro">What travels, brotli. Cached after the first page.</p><div id="bytes"></div></div>
<div class="panel"><h3>Requests</h3><p class="intro">Everything this page has asked for, and what deciding added to it.</p><ol class="requests" id="requests"></ol></div></div></section>

<section id="theme" aria-labelledby="theme-title"><h2 id="theme-title">Make it yours</h2><p class="intro">The widget takes its type and colours from the page. What it cannot know, set on any element around it.</p><div class="theme-grid"><form id="theme-form" autocomplete="off"></form><div class="theme-side"><div class="sample"><div id="theme-sample" class="like-afterglow"></div></div><div class="panel code"><div class="code-head"><h3>Your CSS</h3><button type="button" class="button quiet small" id="copy-css">Copy</button></div><pre id="theme-css" tabindex="0"></pre></div></div></div></section>

<section id="twice" aria-labelledby="twice-title"><h2 id="twice-title">At the edge and in the browser</h2><p class="intro" id="twice-intro"></p><button type="button" class="button" id="open-twice">Open both</button><p class="verdict" id="verdict" role="status"></p><div class="twins" id="twins" hidden><figure><figcaption><h3>Edge</h3><dl id="facts-edge"></dl></figcaption><div class="screen"><iframe id="frame-edge" title="Rendered at the edge"></iframe></div></figure><figure><figcaption><h3>Browser</h3><dl id="facts-loader"></dl></figcaption><div class="screen"><iframe id="frame-loader" title="Rendered by the loader"></iframe></div></figure></div><div class="twins" id="parts" hidden></div></section>
</main>
</body>
</html>
`;
}
