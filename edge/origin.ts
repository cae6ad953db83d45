import type { FetchOrigin } from "./handler.ts";

/** The request as the origin at another address gets it; without `origin` it goes where it went. */
export function redirected(request: Request, origin: string | undefined): Request {
  if (!origin) {
    return request.redirect === "manual" ? request : new Request(request, { redirect: "manual" });
  }
  const url = new URL(request.url);
  const target = new URL(url.pathname + url.search, origin);
  const { method, headers: given, body, signal } = request;
  const streams = body ? { body, duplex: "half" } : {};
  const wanted = new Request(target, {
    method,
    headers: given,
    redirect: "manual",
    signal,
    ...streams,
  });
  const { headers } = wanted;
  headers.set("x-forwarded-host", given.get("host") ?? url.host);
  headers.set("x-forwarded-proto", url.protocol.slice(0, -1));
  headers.delete("host");
  return wanted;
}

/** Asks for bodies that are not compressed, which saves decoding what is decoded again. */
export function plainFetch(origin: string | undefined): FetchOrigin {
  return (given) => {
    const request = redirected(given, origin);
    request.headers.set("accept-encoding", "identity");
    return fetch(request);
  };
}

/**
 * The same for runtimes whose fetch decodes a body that was compressed all the same, but leaves the
 * headers as if it had not.
 */
export function decodingFetch(origin: string | undefined): FetchOrigin {
  const ask = plainFetch(origin);
  return async (request) => {
    const response = await ask(request);
    if (!response.headers.has("content-encoding") || request.method === "HEAD") return response;
    const plain = new Response(response.body, response);
    plain.headers.delete("content-encoding");
    plain.headers.delete("content-length");
    return plain;
  };
}
