/** Runs dist/worker.js in a real workerd on this machine, for the demo, tests and benchmarks. */
import { readFile } from "node:fs/promises";
import { Miniflare, type MiniflareOptions, Response, type WorkerOptions } from "miniflare";
import type { Environment } from "./environment.ts";

export interface WorkerdOptions {
  /** The folder `npm run build` writes. Default "dist". */
  dist?: string;
  /** Bytes of the model to bundle; absent: the worker takes it from KV or AFTERGLOW_MODEL_URL. */
  model?: Uint8Array;
  /**
   * A bundled worker of one's own in the place of dist/worker.js: it imports ./afterglow-edge.wasm and,
   * where there is a model to bundle, ./model.afterglow.
   */
  worker?: string;
  /** Bytes of a module to use instead of dist/afterglow-edge.wasm. */
  wasm?: Uint8Array;
  settings: Environment;
  /** Is given what arrives at the far end of a queue bound as AFTERGLOW_EVENTS. */
  queue?: (lines: string) => void;
  /** 0 (default) takes any free port. */
  port?: number;
}

export interface Workerd {
  /** Without a slash at the end. */
  url: string;
  miniflare: Miniflare;
  /** Starts the worker again, at the same address, with another bundled model. */
  replaceModel(model: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const withModel = `
import model from "./model.afterglow";
import { cloudflareWorker } from "./worker.js";
export default cloudflareWorker({ model });
`;
const withoutModel = `export { default } from "./worker.js";`;

/** Takes every message out of the queue, as a consumer that writes to a bucket would. */
const consumer = `
export default {
  async queue(batch, env) {
    for (const { body } of batch.messages) {
      await env.TAKER.fetch("http://taker/", { method: "POST", body });
    }
  },
};`;

/** The first day whose behaviour the worker relies on. */
const compatibilityDate = "2026-01-01";

export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const { dist = "dist", port = 0 } = options;
  const own = options.worker && (await readFile(options.worker, "utf8"));
  const worker = own ? "" : await readFile(`${dist}/worker.js`, "utf8");
  const wasm = options.wasm ?? (await readFile(`${dist}/afterglow-edge.wasm`));
  const workerWith = (model: Uint8Array | undefined): WorkerOptions => ({
    compatibilityDate,
    modules: [
      { type: "ESModule", path: "main.js", contents: own || (model ? withModel : withoutModel) },
      { type: "ESModule", path: "worker.js", contents: worker },
      { type: "CompiledWasm", path: "afterglow-edge.wasm", contents: wasm },
      ...(model ? [{ type: "Data" as const, path: "model.afterglow", contents: model }] : []),
    ],
    bindings: bindingsOf(options.settings),
    ...(model || options.settings.AFTERGLOW_MODEL_URL ? {} : { kvNamespaces: ["AFTERGLOW_MODEL"] }),
    ...(options.queue ? { queueProducers: { AFTERGLOW_EVENTS: "events" } } : {}),
  });
  const optionsWith = (model: Uint8Array | undefined, at: number): MiniflareOptions => ({
    host: "127.0.0.1",
    port: at,
    workers: [
      { name: "edge", ...workerWith(model) },
      ...(options.queue ? [consumerOf(options.queue)] : []),
    ],
  });
  const miniflare = new Miniflare(optionsWith(options.model, port));
  const url = await miniflare.ready;
  return {
    url: url.origin,
    miniflare,
    replaceModel: (model) => miniflare.setOptions(optionsWith(model, Number(url.port))),
    close: () => miniflare.dispose(),
  };
}

function consumerOf(queue: (lines: string) => void): WorkerOptions {
  return {
    name: "consumer",
    compatibilityDate,
    modules: [{ type: "ESModule", path: "consumer.js", contents: consumer }],
    queueConsumers: { events: { maxBatchTimeout: 0 } },
    serviceBindings: {
      async TAKER(request: { text(): Promise<string> }) {
        queue(await request.text());
        return new Response(null, { status: 204 });
      },
    },
  };
}

function bindingsOf(settings: Environment): Record<string, string> {
  const set = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Record<string, string>;
}
