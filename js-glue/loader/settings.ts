/** What the storefront wrote on the loader's script element. */
export interface LoaderSettings {
  /** data-model: address of the model file, or of the entry.json of a model in pieces. */
  model: string;
  /** data-overlay: address of a file of `afterglow overlay`: today's prices, stock and switches. */
  overlay: string;
  /** data-public-key: base64; only a model (or entry), and an overlay, that it signed is used. */
  publicKey: string;
  /** data-wasm: address of the module; default afterglow.wasm beside the loader. */
  wasm: string;
  /**
   * data-fallback: address of the module in JavaScript, for where WebAssembly is forbidden or absent;
   * absolute, or from the site's root. Default afterglow.wasm.js beside the loader.
   */
  fallback: string;
  /** data-slot: selector of the element that the widget is appended to. */
  slot: string;
  /** data-timeout: milliseconds until a late widget is given up. Default 5000. */
  timeout: number;
  /** data-locale: BCP 47; default the order's, else the page's language. */
  locale: string;
  /** data-stylesheet: same-origin address of widget.css, for pages that forbid inline styles. */
  stylesheet: string;
  /** data-shadow: the widget in Shadow DOM, where the browser can. */
  shadow: boolean;
  /** data-consent="required": nothing happens before window.afterglow.consent(true). */
  needsConsent: boolean;
  /** data-history: remember bought SKUs on this device, once consent is given; by history.js. */
  history: boolean;
  /** data-events: address of this site that impressions, clicks and dismissals are sent to. */
  events: string;
  /** data-debug, or "afterglow-debug" in the address: say in the console why nothing showed. */
  debug: boolean;
  /** The page's CSP nonce, from the script element. */
  nonce: string;
}

/** The loader's own script element: classic scripts know it, module scripts look for it. */
export function ownScript(): HTMLScriptElement | null {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement) return current;
  return document.querySelector<HTMLScriptElement>("script[data-model]");
}

/** A string names what is missing. */
export function readSettings(script: HTMLScriptElement | null): LoaderSettings | string {
  if (!script) return "the loader's script element has no data-model";
  const { dataset, src } = script;
  const { model, wasm, slot, timeout, locale, consent, history, debug } = dataset;
  const { fallback, stylesheet, shadow, publicKey, events, overlay } = dataset;
  if (!model) return "data-model must be the address of a model file";
  return {
    model,
    overlay: overlay || "",
    publicKey: publicKey || "",
    wasm: wasm || new URL("afterglow.wasm", src || location.href).href,
    // import() takes it from where the loader is.
    fallback: fallback || "./afterglow.wasm.js",
    slot: slot || "[data-afterglow-slot],#afterglow",
    timeout: Number(timeout) || 5000,
    locale: locale || "",
    stylesheet: stylesheet || "",
    shadow: shadow !== undefined && "setHTMLUnsafe" in document.body,
    needsConsent: consent === "required",
    history: history !== undefined,
    events: events || "",
    debug: debug !== undefined || location.href.includes("afterglow-debug"),
    nonce: script.nonce ?? "",
  };
}
