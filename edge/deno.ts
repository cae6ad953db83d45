/**
 * Deno, and platforms made of it. All settings come from the environment (environment.ts):
 *
 *     AFTERGLOW_ORIGIN=https://shop.example AFTERGLOW_ROUTES='/thank-you/*' \
 *     AFTERGLOW_MODEL_URL=file:///srv/shop.afterglow PORT=8000 deno run -A dist/deno.js
 */
import { type Environment, needed, orPassThrough, readEnvironment } from "./environment.ts";
import { createHandler, urlModel } from "./handler.ts";
import { plainFetch } from "./origin.ts";

declare const Deno: {
  env: { toObject(): Record<string, string> };
  readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
  serve(
    options: { port: number; hostname: string; onListen(at: { port: number }): void },
    handle: (request: Request) => Promise<Response>,
  ): unknown;
};

const env: Environment & { PORT?: string; HOST?: string } = Deno.env.toObject();
const fetchOrigin = plainFetch(needed(env, "AFTERGLOW_ORIGIN"));
const handle = orPassThrough(() =>
  createHandler({
    ...readEnvironment(env),
    module: Deno.readFile(new URL("./afterglow-edge.wasm", import.meta.url)),
    model: urlModel(needed(env, "AFTERGLOW_MODEL_URL")),
  }),
);

Deno.serve(
  {
    port: Number(env.PORT ?? 8000),
    hostname: env.HOST ?? "127.0.0.1",
    onListen: ({ port }) => console.log(`afterglow: listening on port ${port}`),
  },
  (request) =>
    handle(request, fetchOrigin).catch((cause) => {
      console.error(`afterglow: the origin cannot be reached: ${cause}`);
      return new Response("Bad gateway\n", { status: 502 });
    }),
);
