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

/**
 * Arms are assigned by the unit, and cannot be chosen: to show the other arm, the playground looks
 * for a unit that is in it. `undefined`: the order's own unit; null: none of 400 is.
 */
export function unitFor(engine: Afterglow, state: State): string | undefined | null {
  if (state.arm === "") return undefined;
  for (let i = 0; i < 400; i++) {
    const unit = i === 0 ? undefined : `playground-${i}`;
    const told = engine.decide(state.order, contextOf(state, unit));
    if (!told.ok) return undefined;
    if (told.value.arm === state.arm) return unit;
  }
  return null;
}

export function decideAndRender(
  engine: Afterglow,
  state: State,
  unit: string | undefined,
  nonce: string,
): Result<Rendered> {
  return engine.render(state.order, {
    ...contextOf(state, unit),
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
