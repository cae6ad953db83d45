/**
 * The handler that stands in front of a confirmation page, on any platform.
 *
 *     const handle = createHandler({ module, model: bundledModel(bytes), routes: ["/thank-you/*"] });
 *     const response = await handle(request, (request) => fetch(request), (work) => ctx.waitUntil(work));
 *
 * The page always arrives: whatever fails, the origin's response goes out as it came, with the
 * reason in `server-timing` and in the counters. The handler adds a splice between the page's own
 * chunks and never writes the page again.
 */
import type { Afterglow, AfterglowError, PageContext } from "../js-glue/afterglow.ts";
import { failure, reasonOf } from "../js-glue/afterglow.ts";
import { charsetOf, isUtf8 } from "./charset.ts";
import { Counters } from "./counters.ts";
import { compileRoutes, hopsOf, mostHops, requestSkipped, responseSkipped } from "./eligible.ts";
import { createEventTaker } from "./events.ts";
import {
  lengthFrom,
  nonceFrom,
  orderFrom,
  orderHeader,
  personalised,
  requestToOrigin,
  sayTiming,
} from "./headers.ts";
import { ModelKeeper } from "./model-keeper.ts";
import { defaultFallbacks, defaultSlots, type HandlerOptions, type Route } from "./options.ts";
import { whyNot } from "./report-words.ts";
import { Splicer } from "./splicer.ts";
import { answerStatus } from "./status.ts";
import { PageStream } from "./stream-page.ts";

export * from "./event-sinks.ts";
export type { EventOptions, EventSink, OfferEvent } from "./events.ts";
export * from "./model-source.ts";
export type { HandlerOptions, Route } from "./options.ts";

export type FetchOrigin = (request: Request) => Promise<Response>;
/** Tells the platform to let work go on after the response: waitUntil. */
export type Keep = (work: Promise<unknown>) => void;
/** Rejects only when `fetchOrigin` does. */
export type Handler = (
  request: Request,
  fetchOrigin: FetchOrigin,
  keep?: Keep,
) => Promise<Response>;

const shortestToken = 16;

export function createHandler(options: HandlerOptions): Handler {
  const { statusPath = "/afterglow/status", statusToken, consent, decodesBodies = false } = options;
  if (statusToken !== undefined && statusToken.length < shortestToken) {
    throw new RangeError(`statusToken must have ${shortestToken} characters or more`);
  }
  const routeOf = compileRoutes(options.routes);
  const keeper = new ModelKeeper(options);
  const counters = new Counters();
  const { path: eventsPath = "/afterglow/events" } = options.events ?? {};
  const takeEvents =
    options.events &&
    createEventTaker(options.events, (kind, reason) => counters.count(kind, reason));

  return async (request, fetchOrigin, keep = () => {}) => {
    const path = new URL(request.url).pathname;
    if (statusToken && path === statusPath) {
      return answerStatus(request, statusToken, { ...keeper.status(), ...counters.status() });
    }
    if (takeEvents && path === eventsPath) return takeEvents(request);
    const route = routeOf(path);
    if (!route) return hideOrder(await fetchOrigin(request));
    if (hopsOf(request) >= mostHops) {
      counters.count("loop", `the origin of ${path} leads back here`);
      return new Response("Loop detected\n", {
        status: 508,
        headers: { "cache-control": "no-store" },
      });
    }
    const skipped = requestSkipped(request, mayShow);
    // The model is fetched while the origin works.
    const model = skipped ? undefined : keeper.take(keep);
    const response = await fetchOrigin(skipped === "method" ? request : requestToOrigin(request));
    const passed = skipped ?? responseSkipped(response, decodesBodies);
    if (passed || !model) {
      counters.count(`skipped: ${passed}`);
      return hideOrder(response);
    }
    try {
      const made = await model;
      if (!made.ok) return unchanged(response, made.error);
      return await personalise(made.value, request, route, response, keep);
    } catch (cause) {
      return unchanged(response, failure(103, `the handler failed: ${reasonOf(cause)}`).error);
    }
  };

  /** The shop's own function; one that throws has not given consent. */
  function mayShow(request: Request): boolean {
    try {
      return consent?.(request) ?? true;
    } catch (cause) {
      counters.count("consent failed", reasonOf(cause));
      return false;
    }
  }

  function unchanged(response: Response, error: AfterglowError): Response {
    counters.count(error.name, error.message);
    const said = new Response(response.body, response);
    said.headers.delete(orderHeader);
    sayTiming(said.headers, error.message);
    return said;
  }

  async function personalise(
    afterglow: Afterglow,
    request: Request,
    route: Route,
    response: Response,
    keep: Keep,
  ): Promise<Response> {
    const { headers } = response;
    const page = afterglow.page(contextOf(options, route, request, nonceFrom(headers)));
    if (!page.ok) return unchanged(response, page.error);
    const order = orderFrom(headers);
    const read = order === undefined ? undefined : page.value.order(order);
    if (read && !read.ok) {
      page.value.close();
      return unchanged(response, read.error);
    }
    const splicer = new Splicer(
      page.value,
      !isUtf8(charsetOf(headers)),
      options.onReport !== undefined,
    );
    const source = response.body as ReadableStream<Uint8Array>;
    const stream = new PageStream(source, splicer, options.holdTime ?? 1000, lengthFrom(headers));
    await stream.begin();

    const sent = new Headers(headers);
    sent.delete(orderHeader);
    if (splicer.spliced || !splicer.done) personalised(sent);
    sayTiming(sent, wordsOf(splicer), splicer.time);
    const { body, ending } = stream.body();
    keep(ending.then((how) => settle(splicer, how, request)));
    return new Response(body, { status: 200, statusText: response.statusText, headers: sent });
  }

  async function settle(splicer: Splicer, ending: string, request: Request): Promise<void> {
    const { failed, report, spliced } = splicer;
    if (failed) counters.count(failed.name, failed.message);
    else if (spliced) counters.count("spliced");
    else counters.count(report?.outcome ?? "no report", report && whyNot(report));
    if (ending !== "complete") counters.count(`body ${ending}`);
    try {
      if (report) await options.onReport?.(report, request);
    } catch (cause) {
      counters.count("report failed", reasonOf(cause));
    }
  }
}

function contextOf(
  options: HandlerOptions,
  route: Route,
  request: Request,
  nonce: string | undefined,
): PageContext {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return {
    touchpoint: route.touchpoint ?? "confirmation",
    now: Math.floor(Date.now() / 1000),
    seed: String((BigInt(high) << 32n) | BigInt(low)),
    slots: options.slots ?? defaultSlots,
    fallbacks: options.fallbacks ?? defaultFallbacks,
    hold: options.hold ?? 65536,
    ...(nonce ? { nonce } : {}),
    ...options.context?.(request),
  };
}

/** What can be said of a page when its first byte goes out. */
function wordsOf({ done, failed, report, spliced }: Splicer): string {
  if (failed) return failed.message;
  if (spliced) return "spliced";
  if (!done) return "undecided when the page began";
  if (!report) return "no report";
  const reason = whyNot(report);
  return reason ? `${report.outcome}: ${reason}` : report.outcome;
}

function hideOrder(response: Response): Response {
  if (!response.headers.has(orderHeader)) return response;
  const hidden = new Response(response.body, response);
  hidden.headers.delete(orderHeader);
  return hidden;
}
