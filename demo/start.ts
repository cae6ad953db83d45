// Everything the demo runs, started together and stopped together: data, model, the shop's origin
// with the playground, and workerd in front of both.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { LiveModel } from "../cli/dev/live-model.ts";
import { startWorkerd, type Workerd } from "../edge/workerd.ts";
import { bestSellers } from "./catalogue/best-sellers.ts";
import { type DemoData, makeData, writeData } from "./data.ts";
import { type DemoModel, makeModel } from "./model.ts";
import { edgeRoutes } from "./order-pages.ts";
import { recordedOrders } from "./orders/recorded.ts";
import { playgroundRoutes } from "./playground/routes.ts";
import { file } from "./shop/answer.ts";
import { OrderBook } from "./shop/orders.ts";
import type { Route } from "./shop/routes.ts";
import { type Exchange, startOrigin } from "./shop/server.ts";
import { assetRoutes, fileRoute } from "./shop/static-files.ts";

const keptExchanges = 200;
const modelAddress = "/afterglow/model.afterglow";

export interface DemoOptions {
  /** The repository. */
  root: string;
  /** Ports to take; 0 any free one. */
  originPort?: number;
  edgePort?: number;
  /** A folder of templates to compile into the model whenever a file of it is saved. */
  templates?: string;
  say?: (line: string) => void;
  /** Called with everything the origin answered, and the very bytes. */
  onExchange?: (exchange: Exchange, body: Uint8Array) => void;
}

export interface Demo {
  /** Addresses without a slash at the end. */
  originUrl: string;
  edgeUrl: string;
  close(): Promise<void>;
}

function afterglowRoutes(dist: string, model: () => Uint8Array): Route[] {
  return [
    fileRoute("/afterglow/loader.js", join(dist, "loader.js"), "text/javascript; charset=utf-8"),
    fileRoute("/afterglow/afterglow.wasm", join(dist, "afterglow.wasm"), "application/wasm"),
    fileRoute(
      "/afterglow/afterglow.wasm.js",
      join(dist, "afterglow.wasm.js"),
      "text/javascript; charset=utf-8",
    ),
    {
      method: "GET",
      path: modelAddress,
      show: () => file(model(), "application/octet-stream", "no-cache"),
    },
  ];
}

/** The shop's data and its model, in demo/.data. */
export async function makeShop(
  root: string,
  say: (line: string) => void,
): Promise<{ data: DemoData; model: DemoModel }> {
  const folder = join(root, "demo/.data");
  const data = makeData();
  const files = writeData(data, folder);
  const { catalogue, orders } = data;
  say(`data    ${catalogue.products.length} products, ${orders.length} orders in demo/.data`);
  const offers = join(root, "demo/offers.json");
  const model = await makeModel(files, offers, folder, join(root, "dist"));
  say(`model   ${model.words}`);
  return { data, model };
}

export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { root, say = () => {} } = options;
  const dist = join(root, "dist");
  const { data, model } = await makeShop(root, say);

  const built = readFileSync(model.path);
  const live = options.templates
    ? await LiveModel.open({
        model: built,
        folder: options.templates,
        currencies: ["EUR"],
        defaultLocale: "en",
      })
    : undefined;
  const brotli = (path: string): number => brotliCompressSync(readFileSync(path)).length;
  const exchanges: Exchange[] = [];
  const origin = await startOrigin({
    shop: {
      catalogue: data.catalogue,
      book: new OrderBook(data.catalogue),
      bestSellers: bestSellers(data.catalogue, data.orders, 8),
      loaderModel: modelAddress,
    },
    routes: [
      ...assetRoutes(root),
      ...afterglowRoutes(dist, () => live?.bytes ?? built),
      ...playgroundRoutes({
        root,
        recorded: recordedOrders(data.catalogue, data.orders),
        sizes: {
          "Scorer module": brotli(join(dist, "afterglow.wasm")),
          "Model of this shop": brotli(model.path),
          "Browser loader": brotli(join(dist, "loader.js")),
        },
        model: modelAddress,
        recentExchanges: () => exchanges,
        live,
      }),
    ],
    port: options.originPort ?? 0,
    onExchange: (exchange, body) => {
      exchanges.push(exchange);
      if (exchanges.length > keptExchanges) exchanges.shift();
      options.onExchange?.(exchange, body);
    },
  });
  try {
    const edge = await startWorkerd({
      dist,
      worker: join(dist, "demo/worker.js"),
      model: live?.bytes ?? built,
      port: options.edgePort ?? 0,
      settings: { AFTERGLOW_ROUTES: edgeRoutes, AFTERGLOW_ORIGIN: origin.url },
    });
    const following = live && follow(live, edge, say);
    return {
      originUrl: origin.url,
      edgeUrl: edge.url,
      close: async () => {
        await live?.close();
        await following;
        await edge.close();
        await origin.close();
      },
    };
  } catch (cause) {
    await origin.close();
    throw cause;
  }
}

/** Gives the worker every model that templates were compiled into, until the model is closed. */
async function follow(live: LiveModel, edge: Workerd, say: (line: string) => void): Promise<void> {
  while (!live.closed) {
    const seen = live.version;
    await live.changeAfter(seen, 60_000);
    if (live.closed || live.version === seen) continue;
    say(live.problem ? `templates  ${live.problem}` : "templates  compiled");
    if (!live.problem) await edge.replaceModel(live.bytes);
  }
}
