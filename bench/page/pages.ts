// Confirmation pages that look like a real shop's: meta tags, inline styles, JSON-LD, icon sprites,
// utility-class markup, navigation, order lines, a recommendation-free footer and an inlined state
// script. Generated, so that the benchmark runs anywhere; the same size gives the same page.

export interface Page {
  name: string;
  bytes: Uint8Array;
}

// A small fixed generator (mulberry32): Math.random would give other pages each time.
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const words =
  "tent trail sleeping bag stove lamp the a and with for your order thank you delivery arrives soon free returns care warm light rain proof summit ridge lake forest down jacket boots socks wool bottle".split(
    " ",
  );

function sentence(random: () => number, length: number): string {
  return Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(" ");
}

const icon =
  '<svg class="h-5 w-5 flex-none text-slate-400" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true"><path stroke-linecap="round" stroke-linejoin="round" d="M2.25 12l8.954-8.955a1.126 1.126 0 011.591 0L21.75 12M4.5 9.75v10.125c0 .621.504 1.125 1.125 1.125H9.75v-4.875"/><title>icon</title></svg>';

function head(random: () => number): string {
  const links = Array.from(
    { length: 12 },
    (_, i) => `<link rel="preload" as="script" href="/assets/chunk-${i}.9f3ab2.js" crossorigin>\n`,
  ).join("");
  const rules = Array.from(
    { length: 60 },
    () => `.${words[Math.floor(random() * 20)]}>a:hover{color:#334155;margin:0 auto}\n`,
  ).join("");
  return (
    '<!doctype html>\n<html lang="en" class="js no-touch">\n<head>\n<meta charset="utf-8">\n' +
    '<title>Thank you &ndash; Ridge &amp; Lake</title>\n<meta name="viewport" content="width=device-width, initial-scale=1">\n' +
    `${links}<style>\n${rules}</style>\n` +
    "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}if(1<2&&window.x){gtag('js',new Date())}</script>\n</head>\n"
  );
}

function navigation(random: () => number): string {
  const item = () =>
    `<li class="group relative px-3 py-2"><a class="text-sm font-medium text-slate-700 hover:text-slate-900 focus-visible:outline" href="/c/${words[Math.floor(random() * 30)]}?ref=nav&amp;p=1">${sentence(random, 2)}</a>\n`;
  return `<header class="sticky top-0 z-10 border-b bg-white/90"><nav aria-label="Shop"><ul class="mx-auto flex max-w-7xl">\n${Array.from({ length: 24 }, item).join("")}</ul></nav></header>\n`;
}

function line(random: () => number, number: number): string {
  return (
    `<li class="flex gap-4 py-6 first:pt-0" data-line="${number}" data-sku="SKU-${number}">\n` +
    `  <img class="h-24 w-24 rounded-md object-cover" src="/img/${number}.webp" srcset="/img/${number}@2x.webp 2x" width="96" height="96" alt="${sentence(random, 4)}" loading="lazy">\n` +
    `  <div class="min-w-0 flex-1"><h3 class="text-base font-semibold"><a href="/p/${number}">${sentence(random, 4)}</a></h3>\n` +
    `    <p class="mt-1 text-sm text-slate-500">${sentence(random, 22)}</p>${icon}\n` +
    `    <p class="mt-2 tabular-nums"><span class="sr-only">Price</span> &euro;${(random() * 300).toFixed(2)} <!-- line ${number} --></p></div></li>\n`
  );
}

function state(random: () => number, size: number): string {
  const items: string[] = [];
  for (let bytes = 0, i = 0; bytes < size; ++i) {
    const item = JSON.stringify({ id: i, name: sentence(random, 5), html: "<b>new</b>", price: i });
    items.push(item);
    bytes += item.length + 1;
  }
  return `<script id="__STATE__" type="application/json">{"products":[${items.join(",").replaceAll("</", "<\\/")}]}</script>\n`;
}

// A page of about `size` bytes whose slot stands near its end: all of it has to be read.
function confirmationPage(size: number): string {
  const random = randomSource(size);
  let page = `${head(random)}<body class="bg-white antialiased">\n${navigation(random)}<main id="content">\n`;
  page += state(random, size * 0.15);
  page += '<ul role="list" class="divide-y">\n';
  for (let number = 1; page.length < size * 0.93; ++number) page += line(random, number);
  page += '</ul>\n</main>\n<div id="afterglow" class="mx-auto max-w-3xl"></div>\n';
  page += `<footer class="border-t text-xs"><p>${sentence(random, 60)}</p>`;
  page +=
    "<script>/* analytics */ (function(w){w.x=1})(window)</script></footer>\n</body>\n</html>\n";
  return page;
}

export function confirmationPages(): Page[] {
  return [20, 100, 300, 1000].map((kilobytes) => ({
    name: `confirmation, ${kilobytes} KB`,
    bytes: new TextEncoder().encode(confirmationPage(kilobytes * 1000)),
  }));
}
