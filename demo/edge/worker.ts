// The demo's worker: dist/worker.js with the shop's model, and for pages whose address says so with
// the playground's context and overlay.
import { cloudflareWorker, type WorkerEnvironment } from "../../edge/cloudflare.ts";
import { urlModel } from "../../edge/handler.ts";
import { touchpointAt } from "../order-pages.ts";
import { readWhatIf } from "../what-if.ts";
import model from "./model.afterglow";

type Worker = ReturnType<typeof cloudflareWorker>;

const context = (request: Request) => {
  const address = new URL(request.url);
  const touchpoint = touchpointAt(address.pathname);
  return { ...(touchpoint && { touchpoint }), ...readWhatIf(address).context };
};
const shop = cloudflareWorker({ model, context });

/** An overlay belongs to a handler, so each gets one; the newest few are kept. */
const withOverlay = new Map<string, Worker>();
const mostOverlays = 3;

function workerFor(overlay: string, origin: string): Worker {
  if (overlay === "") return shop;
  const kept = withOverlay.get(overlay);
  if (kept) return kept;
  const made = cloudflareWorker({
    model,
    context,
    overlay: urlModel(origin + overlay),
    refreshEvery: 0,
    // The first page waits for the overlay: without it, it would be another page.
    modelPatience: 5000,
  });
  withOverlay.set(overlay, made);
  for (const oldest of withOverlay.keys()) {
    if (withOverlay.size <= mostOverlays) break;
    withOverlay.delete(oldest);
  }
  return made;
}

export default {
  fetch(request: Request, env: WorkerEnvironment, platform: Parameters<Worker["fetch"]>[2]) {
    const { overlay } = readWhatIf(new URL(request.url));
    return workerFor(overlay, env.AFTERGLOW_ORIGIN ?? "").fetch(request, env, platform);
  },
};
