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

/** Today's stock and switches, as `afterglow overlay` packs them; the demo's server does it here. */
export async function takeOverlay(engine: Afterglow, off: readonly string[]): Promise<void> {
  const given = off.length > 0 && {
    skus: off.filter(isProduct).map((id) => ({ sku: id.slice("product:".length), stock: 0 })),
    offers: off.filter((id) => !isProduct(id)).map((offer_id) => ({ offer_id, on: false })),
  };
  let bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
  if (given) {
    const made = await fetch("/playground/overlay", {
      method: "POST",
      body: JSON.stringify(given),
    });
    if (!made.ok) throw new Error(((await made.json()) as { error: string }).error);
    bytes = new Uint8Array(await made.arrayBuffer());
  }
  const taken = engine.loadOverlay(bytes);
  if (!taken.ok) throw new Error(taken.error.message);
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
  return runs.map(({ name, taken }) => {
    const sorted = taken.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    return { name, median: at(0.5), p95: at(0.95), samples: sorted };
  });
}
