import { type Segment, type Touchpoint, touchpoints } from "../js-glue/afterglow.ts";

/** What the loader reports (docs/edge.md; edge/offer-events.schema.json says the same as a schema). */
export interface OfferEvent {
  event: "impression" | "click" | "dismiss";
  /** "DECISION/OFFER/EVENT": the same for a line that arrives twice. */
  event_id: string;
  /** ISO 8601, by the buyer's clock. */
  at: string;
  decision_id: string;
  offer_id: string;
  touchpoint: Touchpoint;
  /** How the buyer stands to the shop; empty where a shop's own template does not say it. */
  segment: Segment | "";
}

/** A decision has at most 255 places, and a beacon tells each event of an offer in a line. */
export const mostEvents = 256;
export const longestOfferId = 200;

/** For every key whether a text is right for it; in the order in which the keys are logged. */
const keys: Record<keyof OfferEvent, { holds(text: string): boolean; expected: string }> = {
  event: {
    // What counts as accepted is told by the shop's own systems: a browser's word is not enough.
    holds: (text) => /^(impression|click|dismiss)$/.test(text),
    expected: "impression, click or dismiss",
  },
  event_id: { holds: () => true, expected: "decision_id/offer_id/event" },
  at: {
    holds: (text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
    expected: "a time such as 2026-11-22T10:00:07.120Z",
  },
  decision_id: { holds: (text) => /^[0-9a-f]{16}$/.test(text), expected: "16 hex digits" },
  offer_id: {
    holds: (text) => text.length <= longestOfferId && /^[^\p{Cc}]+$/u.test(text),
    expected: `1 to ${longestOfferId} characters, none of them a control character`,
  },
  touchpoint: {
    holds: (text) => touchpoints.some((name) => name === text),
    expected: "a touchpoint's name",
  },
  segment: {
    holds: (text) => /^(first_order|returning|unknown)?$/.test(text),
    expected: "first_order, returning, unknown or nothing",
  },
};
const names = Object.keys(keys) as (keyof OfferEvent)[];

/** The events of a beacon's body, or what is wrong with it, without a word of what stands in it. */
export function readEvents(body: string): OfferEvent[] | string {
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return "the body holds no event";
  if (lines.length > mostEvents) return `the body holds more than ${mostEvents} events`;
  const events: OfferEvent[] = [];
  for (const [i, line] of lines.entries()) {
    const event = readEvent(line);
    if (typeof event === "string") return `line ${i + 1}: ${event}`;
    events.push(event);
  }
  return events;
}

function readEvent(line: string): OfferEvent | string {
  let told: unknown;
  try {
    told = JSON.parse(line);
  } catch {
    return "is not JSON";
  }
  if (typeof told !== "object" || told === null || Array.isArray(told)) return "is not an object";
  const given = told as Record<string, unknown>;
  if (Object.keys(given).length > names.length) return `holds more than ${names.join(", ")}`;
  for (const name of names) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const { holds, expected } = keys[name];
    if (typeof value !== "string" || !holds(value)) return `${name}: expected ${expected}`;
  }
  const { event, event_id, at, decision_id, offer_id, touchpoint, segment } = told as OfferEvent;
  if (event_id !== `${decision_id}/${offer_id}/${event}`) {
    return `event_id: expected ${keys.event_id.expected}`;
  }
  return { event, event_id, at, decision_id, offer_id, touchpoint, segment };
}
