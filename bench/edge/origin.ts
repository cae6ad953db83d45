/** The shop's origin of the edge benchmark, in a process of its own: one page, always the same. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const page = Buffer.from(process.env.AFTERGLOW_BENCH_PAGE ?? "", "base64");
const delay = Number(process.env.AFTERGLOW_BENCH_DELAY ?? 0);
const headers = { "content-type": "text/html; charset=utf-8", "content-length": page.length };

const server = createServer((_, response) => {
  const answer = () => response.writeHead(200, headers).end(page);
  if (delay > 0) setTimeout(answer, delay);
  else answer();
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  process.send?.((server.address() as AddressInfo).port);
});
