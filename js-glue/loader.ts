/**
 * The loader: what a storefront includes.
 *
 *     <script type="module" src="/afterglow/loader.js" data-model="/afterglow/model.afterglow"></script>
 *
 * It finds the order in the page, fetches module and model in parallel, and appends the widget to
 * the slot, once. Where the edge has rendered already, it only makes the dismiss button work. It lives on other people's
 * pages: it never throws into them and asks for nothing but the files it was pointed to. Attributes
 * are documented in loader/settings.ts, `window.afterglow` in loader/page-api.ts.
 */
import { Engine, start } from "./engine.ts";
import type { Result } from "./errors.ts";
import { canRunWasm, compileModule, type JavaScriptModule, reasonOf } from "./exports.ts";
import { watchDataLayer } from "./loader/data-layer.ts";
import { findOrder } from "./loader/find-order.ts";
import { forgetHistory } from "./loader/forget.ts";
import type { AfterglowPage } from "./loader/page-api.ts";
import { watchRoutes } from "./loader/routes.ts";
import { type LoaderSettings, ownScript, readSettings } from "./loader/settings.ts";
import { entryIn, shardsFor } from "./loader/shards.ts";
import { findWidget, insert, wire } from "./loader/widget.ts";
import type { Consent, ReadOrder } from "./types.ts";

export type { AfterglowPage } from "./loader/page-api.ts";

let words = "the loader has not looked yet";
let debug = false;

function say(line: string): void {
  if (line !== words && debug) console.info(`afterglow: ${line}`);
  words = line;
}

async function get(address: string, timeout: number, integrity = ""): Promise<Response> {
  const response = await fetch(address, { integrity, signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response;
}

async function bytesOf(address: string, timeout: number, integrity?: string): Promise<Uint8Array> {
  return new Uint8Array(await (await get(address, timeout, integrity)).arrayBuffer());
}

/** An import cannot be given up, but waited for no longer. */
function imported<T>(address: string, timeout: number): Promise<T> {
  const late = new Error(`${address} did not arrive in time`);
  return Promise.race([
    import(address),
    new Promise<never>((_, fail) => setTimeout(fail, timeout, late)),
  ]);
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.error.message);
}

// Files of their own: most pages have no use for them.
type EventsModule = typeof import("./events.ts");
type HistoryModule = typeof import("./loader/history.ts");
type SignatureModule = typeof import("./loader/signature.ts");

interface Loaded {
  engine: Engine;
  /** Fetches what this order's lines need of a model in pieces, what is there already excepted. */
  prepare(lines: { sku: string }[]): Promise<void>;
}

async function load(settings: LoaderSettings): Promise<Loaded> {
  const { wasm, fallback, model, overlay, timeout, publicKey } = settings;
  const [module, bytes, today] = await Promise.all([
    compileModule(
      canRunWasm() ? get(wasm, timeout) : imported<JavaScriptModule>(fallback, timeout),
    ),
    bytesOf(model, timeout),
    // Where it cannot be had or used, the model's own prices and stock hold.
    overlay ? bytesOf(overlay, timeout).catch(() => undefined) : undefined,
  ]);
  const engine = must(start(Engine, must(module)));
  let trusted = !!today;
  if (publicKey) {
    const { mustBeSigned } = await imported<SignatureModule>("./signature.js", timeout);
    await mustBeSigned(bytes, publicKey);
    if (today) await mustBeSigned(today, publicKey).catch(() => (trusted = false));
  }
  if (today && trusted) engine.loadOverlay(today);
  const entry = entryIn(bytes);
  const beside = (file: string, integrity?: string) =>
    bytesOf(new URL(file, new URL(model, location.href)).href, timeout, integrity);
  let core: Promise<void> | undefined;
  if (!entry) must(engine.loadModel(bytes));
  const attached = new Set<string>();
  return {
    engine,
    async prepare(lines) {
      if (!entry) return;
      core ??= beside(`${entry.build}.core`, entry.integrity).then((file) =>
        must(engine.loadModel(file)),
      );
      const missing = shardsFor(entry, lines).filter((file) => !attached.has(file));
      const [shards] = await Promise.all([Promise.all(missing.map((file) => beside(file))), core]);
      for (const shard of shards) must(engine.attachShard(shard));
      for (const file of missing) attached.add(file);
    },
  };
}

function run(settings: LoaderSettings): void {
  let consented = !settings.needsConsent;
  let purposes: Consent[] | undefined;
  let loading: Promise<Loaded> | undefined;
  /** The order that was answered, with a widget or without: each is answered once. */
  let answered: string | undefined;

  /** What keeps a widget from being shown now, in words. */
  function hindrance(): string | undefined {
    if (!consented) return "consent is required and was not given";
    if (findWidget()) return "the page already holds the widget";
    return undefined;
  }

  async function show(given?: unknown): Promise<boolean> {
    let payload: string | undefined;
    try {
      payload = findOrder(given ?? window.afterglow?.order);
      if (payload && payload === answered) return false;
      const hindered = hindrance() ?? (payload ? undefined : "no order in the page");
      if (hindered || !payload) return refuse(hindered);
      answered = payload;
      loading ??= load(settings);
      const { engine, prepare } = await loading;
      const order = must(engine.readOrder(payload));
      await prepare(order.lines);
      const html = render(engine, await known(order));
      if (!html) return false;
      const slot = document.querySelector(settings.slot) ?? document.querySelector("main");
      // The wait may have changed everything.
      const late = hindrance() ?? (slot ? undefined : `no element matches ${settings.slot}`);
      if (late || !slot) return refuse(late);
      insert(slot, html);
      say("shown");
      attend();
      return true;
    } catch (cause) {
      loading = undefined;
      return refuse(reasonOf(cause));
    }
  }

  /** Brings the widget to life, whoever rendered it. */
  function attend(): void {
    const widget = findWidget();
    if (!widget) return;
    wire(widget);
    if (!settings.events || !consented) return;
    imported<EventsModule>("./events.js", settings.timeout)
      .then(({ watchOffers }) => watchOffers(widget, settings.events))
      .catch((cause) => say(reasonOf(cause)));
  }

  function refuse(why = ""): false {
    say(why);
    return false;
  }

  /** The order with what this device remembers. */
  async function known(order: ReadOrder): Promise<ReadOrder> {
    if (!settings.history) return order;
    const { withHistory } = await imported<HistoryModule>("./history.js", settings.timeout);
    return withHistory(order);
  }

  function render(engine: Engine, order: ReadOrder): string {
    const { stylesheet } = settings;
    const locale = settings.locale || order.locale || document.documentElement.lang;
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
    const made = must(
      engine.render(order, {
        now: Math.floor(Date.now() / 1000),
        seed,
        ...(locale && { locale }),
        ...(purposes && { consent: purposes }),
        ...(settings.nonce && { nonce: settings.nonce }),
        ...(stylesheet && { style: "link", stylesheet }),
        ...(settings.shadow && { shadow: true }),
        ...window.afterglow?.context,
      }),
    );
    const { content, decision } = made;
    if (!content) say(decision.notes[0] ?? `nothing to offer to the ${decision.arm} arm`);
    return content;
  }

  const api: AfterglowPage = {
    show: (order) => show(order),
    consent(given, agreed) {
      consented = given;
      purposes = agreed;
      if (given) {
        attend();
        return void show();
      }
      forgetHistory();
      findWidget()?.remove();
      answered = undefined;
      say("consent was withdrawn");
    },
    why: () => words,
  };
  window.afterglow = Object.assign(window.afterglow ?? {}, api);
  attend();
  show();
  quietly(() => watchDataLayer(show));
  quietly(() => watchRoutes(() => show()));
}

/** A prerendered page may never be seen: it waits until it is. */
function whenSeen(work: () => void): void {
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener("prerenderingchange", work, { once: true });
  } else if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", work, { once: true });
  } else {
    work();
  }
}

/** Whatever this page did to its globals, it goes on without us. */
function quietly(work: () => void): void {
  try {
    work();
  } catch (cause) {
    say(reasonOf(cause));
  }
}

quietly(() => {
  const settings = readSettings(ownScript());
  if (typeof settings === "string") return console.warn(`afterglow: ${settings}`);
  debug = settings.debug;
  whenSeen(() => quietly(() => run(settings)));
});
