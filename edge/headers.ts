import { hopsOf, viaHeader } from "./eligible.ts";

/** The origin tells us the order in it; the client never sees it. */
export const orderHeader = "afterglow-order";

/** What describes the origin's bytes, and is wrong once ours are among them. */
const aboutTheBytes = [
  "content-length",
  "etag",
  "last-modified",
  "accept-ranges",
  "content-md5",
  "digest",
  "content-digest",
  "repr-digest",
];
/** What would let a cache keep one buyer's page for another. */
const aboutCaches = [
  "expires",
  "age",
  "cdn-cache-control",
  "cloudflare-cdn-cache-control",
  "surrogate-control",
];

/** The request that goes to the origin: a body we can read, and a mark against loops. */
export function requestToOrigin(request: Request): Request {
  const asked = new Request(request, { redirect: "manual" });
  asked.headers.set("accept-encoding", "identity");
  asked.headers.set(viaHeader, String(hopsOf(request) + 1));
  return asked;
}

/** The order that the origin put into a header: JSON, or its base64 when it is not ASCII. */
export function orderFrom(headers: Headers): string | Uint8Array | undefined {
  const told = headers.get(orderHeader)?.trim();
  if (!told) return undefined;
  if (told.startsWith("{") || told.startsWith("[")) return told;
  try {
    const binary = atob(told.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    return told;
  }
}

/** The nonce of a content security policy for styles, if it has one. */
export function nonceFrom(headers: Headers): string | undefined {
  const policy = headers.get("content-security-policy");
  if (!policy) return undefined;
  for (const name of ["style-src-elem", "style-src", "default-src"]) {
    const directive = policy.split(/[;,]/).find((part) => part.trim().split(/\s+/)[0] === name);
    if (!directive) continue;
    return /'nonce-([A-Za-z0-9+/_=-]+)'/.exec(directive)?.[1];
  }
  return undefined;
}

/** Bytes of the body as it will be read: what is decoded on the way has another length. */
export function lengthFrom(headers: Headers): number | undefined {
  if (headers.has("content-encoding")) return undefined;
  const told = headers.get("content-length") ?? "";
  return /^\d{1,15}$/.test(told) ? Number(told) : undefined;
}

export function personalised(headers: Headers): Headers {
  for (const name of [...aboutTheBytes, ...aboutCaches]) headers.delete(name);
  headers.set("cache-control", "private, no-store");
  return headers;
}

/** One line for whoever looks into the browser's network panel. */
export function sayTiming(headers: Headers, words: string, milliseconds = 0): void {
  const line = words.replace(/[^\x20-\x7e]|["\\]/g, " ").slice(0, 200);
  const duration = milliseconds > 0 ? `;dur=${milliseconds.toFixed(3)}` : "";
  headers.append("server-timing", `afterglow${duration};desc="${line}"`);
}
