/**
 * The address that the loader reports to (`data-events`): takes beacons of the shop's own pages, checks
 * every line, and hands them to the shop's sink. It is there only where a sink was given.
 *
 * Nothing that a browser sent is answered, logged or counted by its content.
 */
import { reasonOf } from "../js-glue/afterglow.ts";
import { type OfferEvent, readEvents } from "./event-shape.ts";
import { RateLimit } from "./rate-limit.ts";
import { RecentIds } from "./recent-ids.ts";

export type { OfferEvent } from "./event-shape.ts";

/** Where events go: a queue, a collector, a file. Rejects when they could not be kept. */
export type EventSink = (events: readonly OfferEvent[]) => unknown;

export interface EventOptions {
  sink: EventSink;
  /** The path that takes events. Default "/afterglow/events". */
  path?: string;
  /**
   * Origins of the pages that may report, such as "https://shop.example". Default: the host that was
   * asked, which is right unless something in front of the edge changes the Host header.
   */
  origins?: string[];
  /** Events taken in a second, on average, by this instance; ten times as many at once. Default 200. */
  perSecond?: number;
}

/** What browsers let a beacon hold. */
export const largestBeacon = 65_536;
/** A beacon arrives at once; who sends slowly means no good. */
const longestRead = 5_000;
/** Beacons whose sink has not answered yet. */
const mostWaiting = 64;

type Count = (kind: string, reason?: string) => void;

/** Answers requests to the events' path. `count` is told what became of them, and why. */
export function createEventTaker(options: EventOptions, count: Count) {
  const { sink, origins, perSecond = 200 } = options;
  const rate = new RateLimit(perSecond, perSecond * 10);
  const recent = new RecentIds();
  let waiting = 0;

  return async function take(request: Request): Promise<Response> {
    const refused = refusal(request, origins);
    if (refused) return refuse(...refused);
    const body = await readBody(request);
    if (typeof body !== "string") return refuse(...body.refused);
    const events = readEvents(body);
    if (typeof events === "string") return refuse(400, events);
    if (waiting >= mostWaiting) return refuse(503, "too many events are being kept");
    if (!rate.take(events.length, Date.now())) return refuse(429, "more events than are taken");
    const fresh = events.filter(({ event_id }) => recent.isNew(event_id));
    waiting++;
    try {
      if (fresh.length > 0) await sink(fresh);
    } catch (cause) {
      recent.forget(fresh.map(({ event_id }) => event_id));
      count("events not kept", reasonOf(cause));
      return answer(503, "the events could not be kept\n");
    } finally {
      waiting--;
    }
    count("events taken");
    return answer(204);
  };

  function refuse(status: number, reason: string, headers?: Record<string, string>): Response {
    count(`events refused: ${status}`, reason);
    return answer(status, `${reason}\n`, headers);
  }
}

type Refusal = [status: number, reason: string, headers?: Record<string, string>];

function refusal(request: Request, origins: string[] | undefined): Refusal | undefined {
  const { headers } = request;
  if (request.method !== "POST") return [405, "only POST", { allow: "POST" }];
  if (!isOwn(request, origins)) return [403, "only pages of this site may report events"];
  if (!/^\s*application\/x-ndjson\s*(;|$)/i.test(headers.get("content-type") ?? "")) {
    return [415, "the content type must be application/x-ndjson"];
  }
  if ((headers.get("content-encoding") ?? "identity") !== "identity") {
    return [415, "the body must not be compressed"];
  }
  if (Number(headers.get("content-length") ?? 0) > largestBeacon) return tooLarge;
  return undefined;
}

const tooLarge: Refusal = [413, `the body must not be larger than ${largestBeacon} bytes`];

/** Browsers say with every POST which site it comes from, and no page can change that. */
function isOwn(request: Request, origins: string[] | undefined): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const from = request.headers.get("origin") ?? "";
  if (origins) return origins.includes(from);
  // By host: what stands in front of the edge may have taken the encryption off.
  return URL.canParse(from) && new URL(from).host === new URL(request.url).host;
}

async function readBody({ body }: Request): Promise<string | { refused: Refusal }> {
  if (!body) return "";
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    reader.cancel("too slow").catch(() => {});
  }, longestRead);
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (late) return { refused: [408, "the body did not arrive in time"] };
      if (done) break;
      size += value.length;
      if (size > largestBeacon) {
        reader.cancel("too large").catch(() => {});
        return { refused: tooLarge };
      }
      chunks.push(value);
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { refused: [400, "the body is not whole UTF-8 text"] };
  } finally {
    clearTimeout(timer);
  }
}

function answer(status: number, text?: string, headers: Record<string, string> = {}): Response {
  const type = text === undefined ? {} : { "content-type": "text/plain; charset=utf-8" };
  return new Response(text ?? null, {
    status,
    headers: { ...headers, ...type, "cache-control": "no-store" },
  });
}
