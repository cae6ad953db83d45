/** What a saved confirmation page offers, by the rules that the edge follows. */
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { charsetInside, isUtf8, readsAsAscii } from "../../edge/charset.ts";
import { defaultFallbacks, defaultSlots } from "../../edge/options.ts";
import type { Afterglow } from "../../js-glue/afterglow.ts";
import type { PageContext, PageReport, ReadOrder, SlotRule } from "../../js-glue/types.ts";
import { unwrap } from "../module.ts";
import { type Place, placesIn } from "./places.ts";
import { type Allowed, allowedBy } from "./policy.ts";

export interface FoundOrder {
  source: string;
  /** Where its text begins; absent for a response header. */
  place?: Place;
  order?: ReadOrder;
  used: boolean;
  /** Why it is not used. */
  why?: string;
}
export interface FoundSlot {
  selector: string;
  position: string;
  fallback: boolean;
  place: Place;
  used: boolean;
  why?: string;
}
export interface Audit {
  bytes: number;
  charset: { name: string; from: "content-type" | "mark" | "meta" | "nothing" };
  /** "placed" when an offer would be put into the page, else the reason why not. */
  outcome: PageReport["outcome"];
  reason?: string;
  /** Where the offer would go. */
  widget?: Place;
  orders: FoundOrder[];
  slots: FoundSlot[];
  policies: string[];
  allowed: Allowed;
}

export interface AuditOptions {
  slots?: SlotRule[];
  fallbacks?: SlotRule[];
  /** The order that the origin would send in the afterglow-order header. */
  order?: Uint8Array;
  /** The content-type header; a saved page has lost it. */
  contentType?: string;
  /** Content-security-policy headers. */
  policies?: string[];
}

const hold = 65_536;

export function auditPage(afterglow: Afterglow, page: Uint8Array, options: AuditOptions): Audit {
  const { slots = defaultSlots, fallbacks = defaultFallbacks } = options;
  const at = placesIn(page);
  const report = survey(afterglow, page, { survey: true, slots, fallbacks, hold }, options.order);
  const charset = charsetOf(page, options.contentType);
  const orders = ordersOf(report, at);
  const found = slotsOf(report, [...slots, ...fallbacks], at);
  const policies = [...(options.policies ?? []), ...metaPolicies(page)];
  const why = reasonOf(report, charset.name, orders);
  const widget = found.find(({ used }) => used)?.place;
  return {
    bytes: page.length,
    charset,
    outcome: readsAsAscii(charset.name) ? report.outcome : "failed",
    ...(why ? { reason: why } : {}),
    ...(widget && !why ? { widget } : {}),
    orders,
    slots: found,
    policies,
    allowed: allowedBy(policies),
  };
}

function survey(
  afterglow: Afterglow,
  page: Uint8Array,
  context: PageContext,
  order: Uint8Array | undefined,
): PageReport {
  const session = unwrap("--slot", afterglow.page(context));
  try {
    if (order !== undefined) unwrap("--order", session.order(order));
    const written = unwrap("page", session.write(page));
    if (!written.done) unwrap("page", session.end());
    return unwrap("page", session.report());
  } finally {
    session.close();
  }
}

function charsetOf(page: Uint8Array, contentType: string | undefined): Audit["charset"] {
  const told = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? "")?.[1]?.toLowerCase();
  const inside = charsetInside(page);
  if (inside?.from === "mark") return inside;
  if (told) return { name: told, from: "content-type" };
  return inside ?? { name: "unknown", from: "nothing" };
}

function reasonOf(report: PageReport, charset: string, orders: FoundOrder[]): string | undefined {
  if (!readsAsAscii(charset)) return `the page is in ${charset}, which is passed on untouched`;
  if (report.outcome === "placed") return undefined;
  if (report.reason) return report.reason;
  if (report.outcome === "no-slot") return "the page has an order, but no place near enough to it";
  const problem = orders.find(({ why }) => why)?.why;
  return problem ? `no order can be read: ${problem}` : "the page holds no order";
}

function ordersOf(report: PageReport, at: (offset: number) => Place): FoundOrder[] {
  const payloads = report.payloads ?? [];
  const chosen = payloads.find(({ used }) => used);
  const found = payloads.map(({ source, offset, order, problem, used = false }): FoundOrder => {
    const why = problem ?? (used ? undefined : whyNotOrder(chosen, offset));
    return {
      source,
      ...(source === "header" ? {} : { place: at(offset) }),
      ...(order ? { order } : {}),
      used,
      ...(why ? { why } : {}),
    };
  });
  const skipped = (report.skipped ?? []).map(
    ({ source, offset, problem }): FoundOrder => ({
      source,
      place: at(offset),
      used: false,
      why: problem,
    }),
  );
  return [...found, ...skipped].sort((a, b) => (a.place?.offset ?? -1) - (b.place?.offset ?? -1));
}

type Payload = NonNullable<PageReport["payloads"]>[number];

function whyNotOrder(chosen: Payload | undefined, offset: number): string {
  if (!chosen) return "no place for an offer is near enough to it";
  if (offset > chosen.offset) return "an order before it is used";
  return `the order from ${chosen.source} counts for more`;
}

function slotsOf(
  report: PageReport,
  rules: SlotRule[],
  at: (offset: number) => Place,
): FoundSlot[] {
  const slots = report.slots ?? [];
  const chosen = slots.find(({ used }) => used);
  return slots.map(({ selector, fallback, offset, used }) => {
    const position = rules.find((rule) => rule.selector === selector)?.position ?? "append";
    const why = used ? undefined : whyNotSlot(chosen, fallback, report.outcome);
    return { selector, position, fallback, place: at(offset), used, ...(why ? { why } : {}) };
  });
}

function whyNotSlot(
  chosen: { fallback: boolean; selector: string } | undefined,
  fallback: boolean,
  outcome: PageReport["outcome"],
): string {
  if (!chosen) return outcome === "no-order" ? "there is no order" : "no order is near enough";
  if (fallback && !chosen.fallback) return "fallbacks are for pages without a slot";
  return `${chosen.selector} is taken first`;
}

/** Policies in <meta http-equiv>, as the browser's parser finds them: only in the head. */
function metaPolicies(page: Uint8Array): string[] {
  const policies: string[] = [];
  const text = new TextDecoder(isUtf8(charsetInside(page)?.name) ? "utf-8" : "latin1").decode(page);
  const look = (node: DefaultTreeAdapterMap["parentNode"]): void => {
    for (const child of node.childNodes) {
      if (!("tagName" in child)) continue;
      if (child.tagName === "body") continue;
      if (child.tagName === "meta") {
        const attributes = new Map(child.attrs.map(({ name, value }) => [name, value]));
        const equiv = attributes.get("http-equiv")?.trim().toLowerCase();
        const content = attributes.get("content");
        if (equiv === "content-security-policy" && content) policies.push(content);
      }
      look(child);
    }
  };
  look(parse(text));
  return policies;
}
