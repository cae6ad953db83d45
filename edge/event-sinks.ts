/** Places where events go. What is written is NDJSON: what `afterglow build --events` reads. */
import type { EventSink, OfferEvent } from "./events.ts";

export function asLines(events: readonly OfferEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

/** The one call of a Cloudflare queue that events need. */
export interface EventQueue {
  send(lines: string, options: { contentType: "text" }): Promise<unknown>;
}

/** One message of NDJSON for each beacon. */
export function queueSink(queue: EventQueue): EventSink {
  return (events) => queue.send(asLines(events), { contentType: "text" });
}

const longestPost = 5_000;

/** Posts NDJSON to a collector of your own; `token` goes with it as a bearer token. */
export function urlSink(url: string, token?: string, fetcher: typeof fetch = fetch): EventSink {
  return async (events) => {
    const response = await fetcher(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-ndjson",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: asLines(events),
      redirect: "manual",
      signal: AbortSignal.timeout(longestPost),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the collector answered ${response.status}`);
  };
}
