/**
 * workerd by itself, with the memory that an isolate has in production: without the workers that
 * miniflare puts around ours, and without a heap that grows because the machine has room.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import { serializeConfig, type Worker_Module } from "miniflare";

/** What Cloudflare gives an isolate. */
const megabytes = 128;

export interface BareWorkerd {
  /** Without a slash at the end. */
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export async function startBareWorkerd(
  modules: Worker_Module[],
  settings: Record<string, string> = {},
): Promise<BareWorkerd> {
  const worker = {
    modules,
    compatibilityDate: "2026-01-01",
    bindings: Object.entries(settings).map(([name, text]) => ({ name, text })),
  };
  const config = serializeConfig({
    services: [
      { name: "worker", worker },
      { name: "internet", network: { allow: ["private"] } },
    ],
    sockets: [{ name: "http", address: "127.0.0.1:0", service: { name: "worker" }, http: {} }],
    v8Flags: [`--max-heap-size=${megabytes}`],
  });
  const program = createRequire(createRequire(import.meta.url).resolve("miniflare"))("workerd");
  const child = spawn(program.default, ["serve", "--binary", "--control-fd=3", "-"], {
    stdio: ["pipe", "inherit", "inherit", "pipe"],
  });
  child.stdin?.end(config);
  const port = await portFrom(child.stdio[3] as Readable);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

/** workerd tells the port that it got as a line of JSON. */
async function portFrom(control: Readable): Promise<number> {
  let told = "";
  for await (const chunk of control) {
    told += chunk;
    const line = told.split("\n").find((text) => text.includes('"listen"'));
    if (line) return JSON.parse(line).port;
  }
  throw new Error(`workerd did not start to listen; it said: ${told}`);
}
