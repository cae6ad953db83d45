// What the playground asks its server for: its page, a confirmation page for any order, and the log
// of what reached the origin. Nothing here decides anything.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { Trainer } from "../../cli/build/trainer.ts";
import type { LiveModel } from "../../cli/dev/live-model.ts";
import { touchpointAt } from "../order-pages.ts";
import type { RecordedOrder } from "../orders/recorded.ts";
import { type Answer, contentPolicy, file, htmlAnswer, jsonAnswer } from "../shop/answer.ts";
import { orderMain } from "../shop/pages/order.ts";
import { orderHead } from "../shop/pages/purchase.ts";
import { readBody } from "../shop/request.ts";
import type { Route, Visit } from "../shop/routes.ts";
import type { Exchange } from "../shop/server.ts";
import { fileRoute } from "../shop/static-files.ts";
import { overlays } from "../what-if.ts";
import { playgroundPage } from "./page.ts";
import { templatesPath } from "./template-news.ts";

const largestOrder = 64 * 1024;
const mostOverlays = 50;

export interface PlaygroundOptions {
  /** The repository. */
  root: string;
  recorded: readonly RecordedOrder[];
  sizes: Record<string, number>;
  model: string;
  /** The newest exchanges of the origin, oldest first. */
  recentExchanges: () => readonly Exchange[];
  /** The model that follows the templates, where one does. */
  live?: LiveModel | undefined;
}

/** How long a page waits for news of the templates before it asks again. */
const patience = 20_000;

/** Style attributes of email parts are shown in frames that inherit the page's policy. */
const framePolicy = (nonce: string): string =>
  contentPolicy(nonce)
    .replace(/style-src [^;]*/, "style-src 'self' 'unsafe-inline'")
    .concat("; frame-src 'self'");

async function takeOrder(visit: Visit): Promise<Answer> {
  const body = await readBody(visit.request, largestOrder);
  if (body === null) return jsonAnswer(413, { error: "an order may have 64 KiB" });
  let payload: unknown;
  try {
    payload = JSON.parse(body);
    // What is nested too deep to be written again could not be put into a page.
    JSON.stringify(payload);
  } catch {
    return jsonAnswer(422, { error: "the order is not JSON, or nested too deep" });
  }
  const order = visit.shop.book.placePayload(visit.known(), payload);
  return jsonAnswer(200, { id: order.id });
}

/** Overlays by path, the oldest first. */
type KeptOverlays = Map<string, Uint8Array>;

/** {currency, skus: [{sku, stock, price}], offers: [{offer_id, on}]} to an overlay file. */
async function packOverlay(visit: Visit, kept: KeptOverlays): Promise<Answer> {
  const body = await readBody(visit.request, largestOrder);
  if (body === null) return jsonAnswer(413, { error: "an overlay's JSON may have 64 KiB here" });
  const trainer = new Trainer();
  try {
    const packed = await trainer.overlay(JSON.parse(body));
    const path = overlays + createHash("sha256").update(packed).digest("hex");
    kept.set(path, packed);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostOverlays) break;
      kept.delete(oldest);
    }
    const answer = file(packed, "application/octet-stream", "no-store");
    return { ...answer, headers: { ...answer.headers, "content-location": path } };
  } catch (cause) {
    return jsonAnswer(422, { error: cause instanceof Error ? cause.message : String(cause) });
  } finally {
    await trainer.close();
  }
}

export function playgroundRoutes(options: PlaygroundOptions): Route[] {
  const { root, recorded, sizes, model, live } = options;
  const kept: KeptOverlays = new Map();
  return [
    {
      method: "GET",
      path: "/playground",
      show: ({ nonce }) =>
        htmlAnswer(
          200,
          playgroundPage({ nonce, recorded, sizes, model, version: live?.version ?? 0 }),
          framePolicy(nonce),
        ),
    },
    fileRoute(
      "/playground/playground.css",
      join(root, "demo/playground/playground.css"),
      "text/css; charset=utf-8",
    ),
    fileRoute(
      "/playground/playground.js",
      join(root, "dist/demo/playground.js"),
      "text/javascript; charset=utf-8",
    ),
    { method: "POST", path: "/playground/orders", show: takeOrder },
    { method: "POST", path: "/playground/overlay", show: (visit) => packOverlay(visit, kept) },
    {
      method: "GET",
      path: overlays,
      show: (_, rest) => {
        const packed = kept.get(overlays + rest);
        return packed
          ? file(packed, "application/octet-stream")
          : jsonAnswer(404, { error: "this overlay was not made here, or long ago" });
      },
    },
    {
      // An order's page as the shop alone would send it: no route of the edge, no loader.
      method: "GET",
      path: "/playground/preview/",
      show: (visit, rest) => {
        const [id = "", page = ""] = rest.split("/");
        const order = visit.ownOrder(id);
        const touchpoint = touchpointAt(`/orders/${id}/${page}`);
        if (!order || !touchpoint) return visit.notFound();
        const { catalogue } = visit.shop;
        const [title, main] = orderMain(touchpoint, order, catalogue);
        return visit.page(title, main, orderHead(order, catalogue));
      },
    },
    {
      method: "GET",
      path: templatesPath,
      show: async ({ url }) => {
        if (!live) return jsonAnswer(404, { error: "this demo does not watch its templates" });
        await live.changeAfter(Number(url.searchParams.get("after")), patience);
        return jsonAnswer(200, { version: live.version, problem: live.problem ?? "" });
      },
    },
    {
      method: "GET",
      path: "/playground/requests",
      show: () => jsonAnswer(200, options.recentExchanges()),
    },
  ];
}
