/**
 * Bun. All settings come from the environment (environment.ts):
 *
 *     AFTERGLOW_ORIGIN=https://shop.example AFTERGLOW_ROUTES='/thank-you/*' \
 *     AFTERGLOW_MODEL_URL=file:///srv/shop.afterglow PORT=8000 bun dist/bun.js
 */
import { type Environment, needed, orPassThrough, readEnvironment } from "./environment.ts";
import { createHandler, urlModel } from "./handler.ts";
import { decodingFetch } from "./origin.ts";

declare const Bun: {
  env: Environment & { PORT?: string; HOST?: string };
  file(path: URL): { arrayBuffer(): Promise<ArrayBuffer> };
  serve(options: { port: number; hostname: string; fetch(request: Request): Promise<Response> }): {
    port: number;
  };
};

const { env } = Bun;
const fetchOrigin = decodingFetch(needed(env, "AFTERGLOW_ORIGIN"));
const handle = orPassThrough(() =>
  createHandler({
    ...readEnvironment(env),
    module: Bun.file(new URL("./afterglow-edge.wasm", import.meta.url)).arrayBuffer(),
    model: urlModel(needed(env, "AFTERGLOW_MODEL_URL")),
  }),
);

const server = Bun.serve({
  port: Number(env.PORT ?? 8000),
  hostname: env.HOST ?? "127.0.0.1",
  fetch: (request) =>
    handle(request, fetchOrigin).catch((cause) => {
      console.error(`afterglow: the origin cannot be reached: ${cause}`);
      return new Response("Bad gateway\n", { status: 502 });
    }),
});
console.log(`afterglow: listening on port ${server.port}`);
