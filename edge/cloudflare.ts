/**
 * Cloudflare Workers. The default export takes the model from a KV namespace bound as
 * AFTERGLOW_MODEL (key "model"), or from AFTERGLOW_MODEL_URL, and puts what the loader reports into a
 * queue bound as AFTERGLOW_EVENTS. To deploy the model with the code:
 *
 *     import model from "./model.afterglow";   // a Data module
 *     import { cloudflareWorker } from "./worker.js";
 *     export default cloudflareWorker({ model });
 */
import module from "./afterglow-edge.wasm";
import { type Environment, orPassThrough, readEnvironment } from "./environment.ts";
import type { EventQueue, Handler, HandlerOptions, KeyValueStore } from "./handler.ts";
import { bundledModel, createHandler, kvModel, queueSink, urlModel } from "./handler.ts";
import { redirected } from "./origin.ts";

export interface WorkerEnvironment extends Environment {
  AFTERGLOW_MODEL?: KeyValueStore;
  AFTERGLOW_EVENTS?: EventQueue;
}

interface WorkerContext {
  waitUntil(work: Promise<unknown>): void;
  passThroughOnException(): void;
}

export type WorkerOptions = Partial<Omit<HandlerOptions, "module" | "model">> & {
  /** A bundled model. */
  model?: ArrayBuffer;
};

function modelOf(env: WorkerEnvironment, bundled: ArrayBuffer | undefined) {
  if (bundled) return bundledModel(bundled);
  if (env.AFTERGLOW_MODEL) return kvModel(env.AFTERGLOW_MODEL, "model");
  if (env.AFTERGLOW_MODEL_URL) return urlModel(env.AFTERGLOW_MODEL_URL);
  throw new RangeError(
    "no model: bind a KV namespace as AFTERGLOW_MODEL or set AFTERGLOW_MODEL_URL",
  );
}

export function cloudflareWorker({ model, ...own }: WorkerOptions = {}) {
  let handle: Handler | undefined;
  return {
    fetch(request: Request, env: WorkerEnvironment, context: WorkerContext): Promise<Response> {
      context.passThroughOnException();
      handle ??= orPassThrough(() => {
        const events = env.AFTERGLOW_EVENTS && queueSink(env.AFTERGLOW_EVENTS);
        const settings = { ...readEnvironment(env, events), ...own, model: modelOf(env, model) };
        return createHandler({ ...settings, module, decodesBodies: true });
      });
      const fetchOrigin = (wanted: Request) => fetch(redirected(wanted, env.AFTERGLOW_ORIGIN));
      return handle(request, fetchOrigin, (work) => context.waitUntil(work));
    },
  };
}

export default cloudflareWorker();
