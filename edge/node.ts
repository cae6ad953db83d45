/** Node: a reverse proxy. `afterglow serve` is its command line. */
import { createServer, type Server } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Handler } from "./handler.ts";
import { headersFrom, rawFetch } from "./node-origin.ts";

export function createProxy(handle: Handler, origin: string): Server {
  const fetchOrigin = rawFetch(origin);
  return createServer(async (incoming, outgoing) => {
    const { method = "GET", url = "/", headers, rawHeaders } = incoming;
    const gone = new AbortController();
    outgoing.on("close", () => outgoing.writableFinished || gone.abort());
    try {
      const hasBody = method !== "GET" && method !== "HEAD";
      const body = hasBody ? { body: Readable.toWeb(incoming) as never, duplex: "half" } : {};
      const init = { method, headers: headersFrom(rawHeaders), signal: gone.signal, ...body };
      const request = new Request(new URL(url, `http://${headers.host ?? "localhost"}`), init);
      const response = await handle(request, fetchOrigin);
      outgoing.writeHead(response.status, response.statusText, [...response.headers].flat());
      if (response.body) await pipeline(Readable.fromWeb(response.body as never), outgoing);
      else outgoing.end();
    } catch (cause) {
      if (outgoing.headersSent || gone.signal.aborted) return void outgoing.destroy();
      console.error(
        `afterglow: ${method} ${url}: ${cause instanceof Error ? cause.message : cause}`,
      );
      outgoing.writeHead(502, { "content-type": "text/plain" }).end("Bad gateway\n");
    }
  });
}
