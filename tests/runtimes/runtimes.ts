/** How to start an edge in each runtime. */
import { spawn } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { EdgeRuntime, runServer } from "edge-runtime";
import { build } from "esbuild";
import { readEnvironment } from "../../edge/environment.ts";
import { createHandler, urlModel } from "../../edge/handler.ts";
import { createProxy } from "../../edge/node.ts";
import { startWorkerd } from "../../edge/workerd.ts";
import type { Start } from "./edges.ts";

const workerd: Start = (settings, { wasm }) => startWorkerd({ settings, wasm });

const node: Start = async (settings, { wasm }) => {
  const origin = settings.AFTERGLOW_ORIGIN ?? "";
  const handle = createHandler({
    ...readEnvironment(settings),
    module: new Uint8Array(wasm),
    model: urlModel(settings.AFTERGLOW_MODEL_URL ?? ""),
  });
  const server = createProxy(handle, origin);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** A runtime of its own process, with the bundle and the module in a folder of their own. */
function inProcess(bundle: string, command: (script: string) => [string, string[]]): Start {
  return async (settings, { wasm }) => {
    const folder = await mkdtemp(join(tmpdir(), "afterglow-edge-"));
    const script = join(folder, bundle);
    await copyFile(`dist/${bundle}`, script);
    await writeFile(join(folder, "afterglow-edge.wasm"), wasm);
    const [program, args] = command(script);
    const env = { ...process.env, ...settings, PORT: "0", NO_COLOR: "1" };
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    const exited = new Promise<void>((resolve) => child.on("exit", () => resolve()));
    const port = await new Promise<string>((resolve, reject) => {
      child.on("exit", (code) =>
        reject(new Error(`${program} ended with ${code} before it listened`)),
      );
      createInterface({ input: child.stdout }).on("line", (line) => {
        const told = /listening on port (\d+)/.exec(line)?.[1];
        if (told) resolve(told);
      });
    });
    return {
      url: `http://127.0.0.1:${port}`,
      async close() {
        child.kill("SIGTERM");
        await exited;
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
}

const deno = inProcess("deno.js", (script) => ["node_modules/.bin/deno", ["run", "-A", script]]);
const bun = inProcess("bun.js", (script) => ["node_modules/.bin/bun", ["run", script]]);

const edgeRuntime: Start = async (settings, { wasm }) => {
  const bundled = await build({
    entryPoints: ["tests/runtimes/edge-function-entry.ts"],
    bundle: true,
    format: "iife",
    write: false,
  });
  const runtime = new EdgeRuntime({
    initialCode: bundled.outputFiles[0]?.text ?? "",
    extend: (context) =>
      Object.assign(context, { deployed: { env: settings, module: new Uint8Array(wasm) } }),
  });
  const server = await runServer({ runtime, host: "127.0.0.1", port: 0 });
  return { url: server.url.replace(/\/$/, ""), close: async () => void (await server.close()) };
};

export const runtimes: Record<string, Start> = {
  workerd,
  node,
  deno,
  bun,
  "edge-runtime": edgeRuntime,
};
