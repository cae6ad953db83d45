import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import type { FetchOrigin } from "./handler.ts";
import { redirected } from "./origin.ts";

/** What belongs to one connection and not to the message (RFC 9110, 7.6.1). */
const perConnection = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
];

/** From the flat list that node:http gives. */
export function headersFrom(raw: string[]): Headers {
  const headers = new Headers();
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] ?? "";
    if (!perConnection.includes(name.toLowerCase())) headers.append(name, raw[i + 1] ?? "");
  }
  return headers;
}

/** Not `fetch`: that would decode compressed bodies, and a proxy passes them on as they are. */
export function rawFetch(origin: string): FetchOrigin {
  const ask = origin.startsWith("https:") ? requestHttps : requestHttp;
  return (given) =>
    new Promise((resolve, reject) => {
      const { url, method, headers, body, signal } = redirected(given, origin);
      const asked = ask(
        url,
        { method, headers: Object.fromEntries(headers), signal },
        (response) => {
          const { statusCode: status = 502, statusMessage: statusText = "", rawHeaders } = response;
          const bodyless = method === "HEAD" || [204, 205, 304].includes(status);
          const stream = bodyless ? null : (Readable.toWeb(response) as ReadableStream<Uint8Array>);
          if (bodyless) response.resume();
          resolve(new Response(stream, { status, statusText, headers: headersFrom(rawHeaders) }));
        },
      );
      asked.on("error", reject);
      if (body) Readable.fromWeb(body as never).pipe(asked);
      else asked.end();
    });
}
