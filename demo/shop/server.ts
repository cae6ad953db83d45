// The origin: the shop as a plain Node server that knows nothing of Afterglow but the files it
// serves to the loader.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "./answer.ts";
import { cookieName } from "./request.ts";
import { answerTo, type Route, type Shop, shopRoutes, Visit } from "./routes.ts";

export interface Exchange {
  /** Unix milliseconds. */
  at: number;
  method: string;
  path: string;
  status: number;
  bytes: number;
}

export interface OriginOptions {
  shop: Shop;
  /** Routes beside the shop's own, tried first: static files and the playground. */
  routes?: readonly Route[];
  port?: number;
  /** Called with everything that was answered, and the very bytes. */
  onExchange?: (exchange: Exchange, body: Uint8Array) => void;
}

export interface Origin {
  url: string;
  close(): Promise<void>;
}

const problem: Answer = {
  status: 500,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: "Something went wrong in the demo shop; its console says what.\n",
};

/** Null for a request line that is no address. */
function addressOf(target: string | undefined): URL | null {
  if (!target?.startsWith("/")) return null;
  try {
    return new URL(`http://shop.invalid${target.replace(/^\/+/, "/")}`);
  } catch {
    return null;
  }
}

export async function startOrigin(options: OriginOptions): Promise<Origin> {
  const routes = [...(options.routes ?? []), ...shopRoutes];
  const server: Server = createServer(
    { requestTimeout: 20_000, headersTimeout: 10_000 },
    async (request, response) => {
      const url = addressOf(request.url);
      let answer: Answer;
      let remember: string | undefined;
      try {
        if (!url) answer = { ...problem, status: 400, body: "That is not an address.\n" };
        else {
          const visit = new Visit(options.shop, request, url);
          answer = await answerTo(visit, routes);
          remember = visit.newVisitorId;
        }
      } catch (cause) {
        console.error(cause);
        answer = problem;
      }
      const body = Buffer.from(answer.body);
      response.writeHead(answer.status, {
        "x-content-type-options": "nosniff",
        ...answer.headers,
        ...(remember
          ? { "set-cookie": `${cookieName}=${remember}; Path=/; HttpOnly; SameSite=Lax` }
          : {}),
        ...(answer.status === 413 ? { connection: "close" } : {}),
        "content-length": String(body.length),
      });
      response.end(request.method === "HEAD" ? undefined : body);
      options.onExchange?.(
        {
          at: Date.now(),
          method: request.method ?? "",
          path: url?.pathname ?? "",
          status: answer.status,
          bytes: body.length,
        },
        body,
      );
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
