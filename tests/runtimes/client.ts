/** A client that sees the bytes as they come: no decompression, no redirects, cut bodies included. */
import { Agent, type IncomingHttpHeaders, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The connection broke before the end of the body; with status 0, before there was any. */
  cut: boolean;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Default true; false for a connection of its own. */
  keepAlive?: boolean;
}

export function get(url: string, ask: Ask = {}): Promise<Got> {
  const { method = "GET", headers = {}, body, keepAlive = true } = ask;
  return new Promise((resolve, reject) => {
    const connection = keepAlive ? agent : false;
    const asked = request(url, { method, headers, agent: connection }, (response) => {
      const chunks: Buffer[] = [];
      const finish = (cut: boolean) =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          cut,
        });
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => finish(false));
      response.on("error", () => finish(true));
    });
    asked.on("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code !== "ECONNRESET") return reject(cause);
      resolve({ status: 0, headers: {}, body: Buffer.alloc(0), cut: true });
    });
    asked.end(body);
  });
}

/** Asks, and leaves after the first bytes of the body. */
export function leave(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false }, (response) => {
      response.once("data", () => {
        asked.destroy();
        resolve();
      });
      response.on("error", () => {});
    });
    asked.on("error", reject);
    asked.end();
  });
}
