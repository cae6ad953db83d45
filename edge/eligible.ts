import { charsetOf, readsAsAscii } from "./charset.ts";
import type { HandlerOptions, Route } from "./options.ts";

/** Why a page passes untouched: a word for the counters. */
export type Skipped =
  | "route"
  | "method"
  | "fragment"
  | "loop"
  | "consent"
  | "status"
  | "content-type"
  | "attachment"
  | "encoding"
  | "charset"
  | "body";

/** Counts the Afterglow handlers that a request has come through. */
export const viaHeader = "afterglow-via";
/** More than this is an origin that leads back to ourselves. */
export const mostHops = 4;

/** The routes as one function from a path to the route it is on. */
export function compileRoutes(routes: (string | Route)[]): (path: string) => Route | undefined {
  const compiled = routes.map((given) => {
    const route = typeof given === "string" ? { path: given } : given;
    const literal = route.path
      .split(/\*+/)
      .map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
    return { route, pattern: new RegExp(`^${literal.join(".*")}$`, "s") };
  });
  return (path) => compiled.find(({ pattern }) => pattern.test(path))?.route;
}

export function hopsOf(request: Request): number {
  const told = request.headers.get(viaHeader);
  if (told === null) return 0;
  const hops = Number(told);
  return Number.isInteger(hops) && hops >= 0 ? hops : mostHops;
}

export function requestSkipped(
  request: Request,
  consent: HandlerOptions["consent"],
): Skipped | undefined {
  if (request.method !== "GET") return "method";
  if (hopsOf(request) > 0) return "loop";
  if (isFragment(request.headers)) return "fragment";
  if (consent && !consent(request)) return "consent";
  return undefined;
}

/** Scripts that ask for a piece of a page to put into another. */
function isFragment(headers: Headers): boolean {
  if (headers.get("x-requested-with")?.toLowerCase() === "xmlhttprequest") return true;
  if (headers.has("turbo-frame")) return true;
  return headers.has("hx-request") && headers.get("hx-boosted") !== "true";
}

export function responseSkipped(response: Response, decodesBodies: boolean): Skipped | undefined {
  const { headers } = response;
  if (response.status !== 200) return "status";
  if (!/^\s*text\/html\s*(;|$)/i.test(headers.get("content-type") ?? "")) return "content-type";
  if (/^\s*attachment/i.test(headers.get("content-disposition") ?? "")) return "attachment";
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && !(decodesBodies && encoding === "gzip")) return "encoding";
  if (!readsAsAscii(charsetOf(headers))) return "charset";
  return response.body ? undefined : "body";
}
