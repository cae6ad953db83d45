import type { Consent, RenderContext, SlotRule } from "../js-glue/afterglow.ts";
import { urlSink } from "./event-sinks.ts";
import type { EventSink } from "./events.ts";
import type { FetchOrigin, Handler } from "./handler.ts";
import { urlModel } from "./model-source.ts";
import type { HandlerOptions } from "./options.ts";

/** The settings that every platform keeps as text. `AFTERGLOW_ROUTES` is the only one needed. */
export interface Environment {
  /** Paths to act on, separated by commas: "/thank-you/*,/order-received/*". */
  AFTERGLOW_ROUTES?: string | undefined;
  /** Origin to fetch pages from, where the platform does not know it: "https://shop.example". */
  AFTERGLOW_ORIGIN?: string | undefined;
  /** Address of the model file, where none is bundled; in Deno and Bun also file:///… */
  AFTERGLOW_MODEL_URL?: string | undefined;
  /** Address of an overlay file: today's prices, stock and switches. */
  AFTERGLOW_OVERLAY_URL?: string | undefined;
  /** Ed25519, as `afterglow keys` prints it: only models and overlays that it signed are used. */
  AFTERGLOW_PUBLIC_KEY?: string | undefined;
  /** "SELECTOR POSITION", separated by commas: "#thank-you append, main after". */
  AFTERGLOW_SLOTS?: string | undefined;
  /** The same, for pages without a slot; "none" leaves such pages as they are. */
  AFTERGLOW_FALLBACKS?: string | undefined;
  /** "NAME" or "NAME=VALUE": only visitors with this cookie are shown an offer. */
  AFTERGLOW_CONSENT_COOKIE?: string | undefined;
  /** "NAME" or "NAME=VALUE": this cookie is consent to "advertising", which offers may ask for. */
  AFTERGLOW_ADVERTISING_COOKIE?: string | undefined;
  /** The same for "personalisation". */
  AFTERGLOW_PERSONALISATION_COOKIE?: string | undefined;
  AFTERGLOW_STATUS_TOKEN?: string | undefined;
  /** Collector that what the loader reports is posted to, as NDJSON; without it nothing is taken. */
  AFTERGLOW_EVENTS_URL?: string | undefined;
  /** Bearer token for the collector. */
  AFTERGLOW_EVENTS_TOKEN?: string | undefined;
  /** Origins of the pages that may report, separated by commas, where the Host header is not theirs. */
  AFTERGLOW_EVENTS_ORIGINS?: string | undefined;
  /** Seconds after which a newer model is looked for; 0 never. Default 60. */
  AFTERGLOW_REFRESH?: string | undefined;
  /** BCP 47, instead of the order's. */
  AFTERGLOW_LOCALE?: string | undefined;
  /** Same-origin address of widget.css, for pages that forbid inline styles and have no nonce. */
  AFTERGLOW_STYLESHEET?: string | undefined;
}

type FromEnvironment = Omit<HandlerOptions, "module" | "model">;

/**
 * Throws a RangeError that names the setting and what was expected. `events` is where events go on a
 * platform with a place of its own for them.
 */
export function readEnvironment(env: Environment, events?: EventSink): FromEnvironment {
  const routes = list(env.AFTERGLOW_ROUTES);
  if (routes.length === 0) {
    throw new RangeError("AFTERGLOW_ROUTES must name the paths to act on, such as /thank-you/*");
  }
  const options: FromEnvironment = { routes };
  if (env.AFTERGLOW_SLOTS) options.slots = readSlots("AFTERGLOW_SLOTS", env.AFTERGLOW_SLOTS);
  if (env.AFTERGLOW_FALLBACKS) {
    const none = env.AFTERGLOW_FALLBACKS.trim() === "none";
    options.fallbacks = none ? [] : readSlots("AFTERGLOW_FALLBACKS", env.AFTERGLOW_FALLBACKS);
  }
  if (env.AFTERGLOW_CONSENT_COOKIE) options.consent = cookieConsent(env.AFTERGLOW_CONSENT_COOKIE);
  if (env.AFTERGLOW_STATUS_TOKEN) options.statusToken = env.AFTERGLOW_STATUS_TOKEN;
  if (env.AFTERGLOW_REFRESH) {
    options.refreshEvery = readSeconds("AFTERGLOW_REFRESH", env.AFTERGLOW_REFRESH);
  }
  if (env.AFTERGLOW_OVERLAY_URL) options.overlay = urlModel(env.AFTERGLOW_OVERLAY_URL);
  if (env.AFTERGLOW_PUBLIC_KEY) options.publicKey = env.AFTERGLOW_PUBLIC_KEY;
  const sink = events ?? collector(env);
  const origins = list(env.AFTERGLOW_EVENTS_ORIGINS);
  if (sink) options.events = { sink, ...(origins.length > 0 && { origins }) };
  const { AFTERGLOW_LOCALE: locale, AFTERGLOW_STYLESHEET: stylesheet } = env;
  const context: RenderContext = {
    ...(locale && { locale }),
    ...(stylesheet && { style: "link", stylesheet }),
  };
  const purposes: [Consent, ReturnType<typeof cookieConsent>][] = [];
  for (const [purpose, cookie] of [
    ["advertising", env.AFTERGLOW_ADVERTISING_COOKIE],
    ["personalisation", env.AFTERGLOW_PERSONALISATION_COOKIE],
  ] as const) {
    if (cookie) purposes.push([purpose, cookieConsent(cookie)]);
  }
  options.context = (request) => {
    const consent = purposes.filter(([, agreed]) => agreed(request)).map(([purpose]) => purpose);
    return consent.length > 0 ? { ...context, consent } : context;
  };
  return options;
}

function collector(env: Environment): EventSink | undefined {
  const { AFTERGLOW_EVENTS_URL: url, AFTERGLOW_EVENTS_TOKEN: token } = env;
  if (!url) return undefined;
  if (!URL.canParse(url)) throw new RangeError("AFTERGLOW_EVENTS_URL must be an address");
  return urlSink(url, token);
}

/** A setting that this platform cannot do without. */
export function needed(env: Environment, name: keyof Environment): string {
  const value = env[name];
  if (!value) throw new RangeError(`${name} must be set`);
  return value;
}

/** Whether the request carries the cookie "NAME", with "=VALUE" if that was given. */
export function cookieConsent(cookie: string): (request: Request) => boolean {
  const [name, value] = cookie.split("=", 2).map((part) => part.trim());
  return (request) =>
    (request.headers.get("cookie") ?? "").split(";").some((pair) => {
      const [given, ...rest] = pair.trim().split("=");
      return given === name && (value === undefined || rest.join("=") === value);
    });
}

/**
 * A handler for a deployment that cannot work: it passes everything through and says why on the
 * console, once, because a shop without offers is better than a shop without pages.
 */
export function orPassThrough(make: () => Handler): Handler {
  try {
    return make();
  } catch (cause) {
    console.error(`afterglow: not active: ${cause instanceof Error ? cause.message : cause}`);
    return (request: Request, fetchOrigin: FetchOrigin) => fetchOrigin(request);
  }
}

function readSeconds(name: string, text: string): number {
  const seconds = Number(text);
  if (seconds >= 0 && seconds <= 86_400) return seconds;
  throw new RangeError(`${name}: "${text}" must be a number of seconds from 0 to 86400`);
}

const positions = ["before", "prepend", "append", "after", "replace"];

/** Reads "SELECTOR POSITION, …"; `name` is for the message of the RangeError. */
export function readSlots(name: string, text: string): SlotRule[] {
  return list(text).map((rule) => {
    const at = rule.lastIndexOf(" ");
    const position = rule.slice(at + 1);
    if (at < 0 || !positions.includes(position)) {
      throw new RangeError(
        `${name}: "${rule}" must be a selector and one of ${positions.join(", ")}`,
      );
    }
    return { selector: rule.slice(0, at).trim(), position: position as SlotRule["position"] };
  });
}

function list(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}
