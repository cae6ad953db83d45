// Everything the demo runs, started together and stopped together: data, model, the shop's origin
// with the playground, and workerd in front of both.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { startWorkerd } from "../edge/workerd.ts";
import { bestSellers } from "./catalogue/best-sellers.ts";
import { makeData, writeData } from "./data.ts";
import { makeModel } from "./model.ts";
import { recordedOrders } from "./orders/recorded.ts";
import { playgroundRoutes } from "./playground/routes.ts";
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

function afterglowRoutes(dist: string, modelPath: string): Route[] {
  return [
    fileRoute("/afterglow/loader.js", join(dist, "loader.js"), "text/javascript; charset=utf-8"),
    fileRoute("/afterglow/afterglow.wasm", join(dist, "afterglow.wasm"), "application/wasm"),
    fileRoute(modelAddress, modelPath, "application/octet-stream"),
  ];
}

export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { root, say = () => {} } = options;
  const dist = join(root, "dist");
  const folder = join(root, "demo/.data");
  const data = makeData();
  const files = writeData(data, folder);
  say(
    `data    ${data.catalogue.products.length} products, ${data.orders.length} orders in demo/.data`,
  );
  const model = await makeModel(files, join(root, "demo/offers.json"), folder, dist);
  say(`model   ${model.words}`);

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
      ...afterglowRoutes(dist, model.path),
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
      model: readFileSync(model.path),
      port: options.edgePort ?? 0,
      settings: { AFTERGLOW_ROUTES: "/orders/*/confirmation", AFTERGLOW_ORIGIN: origin.url },
    });
    return {
      originUrl: origin.url,
      edgeUrl: edge.url,
      close: async () => {
        await edge.close();
        await origin.close();
      },
    };
  } catch (cause) {
    await origin.close();
    throw cause;
  }
}
