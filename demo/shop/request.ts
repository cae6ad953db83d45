// Reading what a visitor sent: cookies and bounded bodies.
import type { IncomingMessage } from "node:http";

export const cookieName = "larkfell";

export function visitorCookie(request: IncomingMessage): string | undefined {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === cookieName && value && /^[0-9a-f]{32}$/.test(value)) return value;
  }
  return undefined;
}

/** Null when there are more than `most` bytes; the rest is then not read. */
export function readBody(request: IncomingMessage, most: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) {
        request.pause();
        resolve(null);
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });
}

/** A form or fetch of another site: browsers say so, and then nothing is changed. */
export function fromElsewhere(request: IncomingMessage): boolean {
  const site = request.headers["sec-fetch-site"];
  return site === "cross-site" || site === "same-site";
}
