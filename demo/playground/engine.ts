// The module in this page, and what the playground asks of it.
import {
  Afterglow,
  type Decision,
  type ReadOrder,
  type Rendered,
  type Result,
} from "../../js-glue/afterglow.ts";
import { contextOf, type State } from "./state.ts";

export type { Decision, ReadOrder, Rendered };

export async function startEngine(model: string): Promise<Afterglow> {
  const [made, bytes] = await Promise.all([
    Afterglow.instantiate(fetch("/afterglow/afterglow.wasm")),
    fetch(model).then((response) => response.arrayBuffer()),
  ]);
  if (!made.ok) throw new Error(made.error.message);
  const loaded = made.value.loadModel(new Uint8Array(bytes));
  if (!loaded.ok) throw new Error(loaded.error.message);
  return made.value;
}

/** Today's stock, prices and switches, as the JSON that `afterglow overlay` packs; "" for none. */
export function todayOf({ off, prices }: Pick<State, "off" | "prices">): string {
  const skus = new Map<string, { sku: string; stock?: number; price?: string }>();
  for (const [sku, price] of Object.entries(prices)) skus.set(sku, { sku, price });
  for (const id of off.filter(isProduct)) {
    const sku = id.slice("product:".length);
    skus.set(sku, { ...skus.get(sku), sku, stock: 0 });
  }
  const offers = off.filter((id) => !isProduct(id)).map((offer_id) => ({ offer_id, on: false }));
  if (skus.size + offers.length === 0) return "";
  return JSON.stringify({ currency: "EUR", skus: [...skus.values()], offers });
}

/** The demo's server packs the overlay, and keeps it for edge and loader: its path, "" for none. */
export async function takeOverlay(engine: Afterglow, today: string): Promise<string> {
  let bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
  let path = "";
  if (today) {
    const made = await fetch("/playground/overlay", { method: "POST", body: today });
    if (!made.ok) throw new Error(((await made.json()) as { error: string }).error);
    bytes = new Uint8Array(await made.arrayBuffer());
    path = made.headers.get("content-location") ?? "";
  }
  const taken = engine.loadOverlay(bytes);
  if (!taken.ok) throw new Error(taken.error.message);
  return path;
}

/** Sold out, or switched off: a product of the model is named after its SKU. */
export const isProduct = (offerId: string): boolean => offerId.startsWith("product:");

export function decideAndRender(engine: Afterglow, state: State, nonce: string): Result<Rendered> {
  return engine.render(state.order, {
    ...contextOf(state),
    part: state.part,
    ...(nonce ? { nonce } : {}),
  });
}

export interface Timing {
  name: string;
  /** Microseconds for one call. */
  median: number;
  p95: number;
  samples: number[];
  /** Calls that were timed. */
  calls: number;
}

/**
 * A browser's clock is coarse, so one sample is a batch of calls long enough to be measured. The
 * calls take turns, so that a busy moment of the machine falls on all of them; the page gets its
 * turn in between. Null when the numbers were outdated before they were complete.
 */
export async function measure(
  calls: Record<string, () => unknown>,
  outdated: () => boolean,
  samples = 120,
): Promise<Timing[] | null> {
  const spent = (call: () => unknown, times: number): number => {
    const start = performance.now();
    for (let i = 0; i < times; i++) call();
    return ((performance.now() - start) * 1000) / times;
  };
  const runs = Object.entries(calls).map(([name, call]) => {
    spent(call, 100);
    const batch = Math.max(4, Math.min(400, Math.ceil(1500 / Math.max(0.5, spent(call, 50)))));
    return { name, call, batch, taken: [] as number[] };
  });
  for (let i = 0; i < samples; i++) {
    for (const run of runs) run.taken.push(spent(run.call, run.batch));
    if (i % 5 < 4) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (outdated()) return null;
  }
  return runs.map(({ name, taken, batch }) => {
    const sorted = taken.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    return {
      name,
      median: at(0.5),
      p95: at(0.95),
      samples: sorted,
      calls: batch * taken.length,
    };
  });
}
