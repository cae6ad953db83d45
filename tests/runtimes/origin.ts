/** A shop's origin for tests: serves what a test put there, in the chunks and at the pace asked for. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

export interface Served {
  status?: number;
  headers?: Record<string, string | string[]>;
  /** Written one by one; none: an empty body. */
  chunks?: (string | Uint8Array)[];
  /** Milliseconds between chunks, so that they arrive as chunks. */
  pause?: number;
  /** Breaks the connection after the last chunk instead of ending the page. */
  cut?: boolean;
}

export interface Origin {
  url: string;
  /** Serves under a fresh path below /thank-you/, or below another prefix. */
  put(served: Served, prefix?: string): string;
  /** Headers of the last request for a path. */
  seen: Map<string, IncomingHttpHeaders>;
  /** Bodies of POST requests, by path. */
  posted: Map<string, string>;
  /** Paths whose response was closed before its end. */
  abandoned: Set<string>;
  close(): Promise<void>;
}

async function send(response: ServerResponse, served: Served, bodyless: boolean): Promise<void> {
  response.writeHead(served.status ?? 200, {
    "content-type": "text/html; charset=utf-8",
    ...served.headers,
  });
  if (bodyless) return void response.end();
  response.flushHeaders();
  for (const chunk of served.chunks ?? []) {
    if (response.destroyed) return;
    response.write(chunk);
    if (served.pause !== undefined) await wait(served.pause);
  }
  if (served.cut) {
    await wait(20);
    response.destroy();
  } else {
    response.end();
  }
}

export async function startOrigin(): Promise<Origin> {
  const pages = new Map<string, Served>();
  const origin = { seen: new Map(), posted: new Map(), abandoned: new Set<string>() };
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    origin.seen.set(path, request.headers);
    response.on("close", () => response.writableFinished || origin.abandoned.add(path));
    let body = "";
    for await (const part of request) body += part;
    if (request.method === "POST") origin.posted.set(path, body);
    const served = pages.get(path) ?? { status: 404, chunks: ["no such page"] };
    await send(response, served, request.method === "HEAD");
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  let count = 0;
  return {
    ...origin,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put(served, prefix = "/thank-you/") {
      const path = `${prefix}${++count}`;
      pages.set(path, served);
      return path;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
