/**
 * Edge functions in the manner of Vercel and Netlify: a function of a request and a context.
 *
 *     import module from "./afterglow-edge.wasm?module";
 *     import { edgeFunction } from "./edge-function.js";
 *     export default edgeFunction({ module, env: process.env });
 *
 * Netlify's context leads to the origin with `next`; elsewhere AFTERGLOW_ORIGIN names it.
 */
import { type Environment, needed, orPassThrough, readEnvironment } from "./environment.ts";
import { createHandler, type HandlerOptions, urlModel } from "./handler.ts";
import { decodingFetch } from "./origin.ts";

export interface EdgeFunctionOptions extends Partial<HandlerOptions> {
  module: HandlerOptions["module"];
  /** The platform's settings: environment.ts. */
  env: Environment;
}

export interface EdgeFunctionContext {
  waitUntil?(work: Promise<unknown>): void;
  next?(request: Request): Promise<Response>;
}

export function edgeFunction({ env, module, ...own }: EdgeFunctionOptions) {
  const handle = orPassThrough(() =>
    createHandler({
      ...readEnvironment(env),
      model: own.model ?? urlModel(needed(env, "AFTERGLOW_MODEL_URL")),
      ...own,
      module,
    }),
  );
  const fetchOrigin = decodingFetch(env.AFTERGLOW_ORIGIN);
  return (request: Request, context: EdgeFunctionContext = {}): Promise<Response> =>
    handle(
      request,
      (wanted) => context.next?.(wanted) ?? fetchOrigin(wanted),
      (work) => context.waitUntil?.(work),
    );
}
