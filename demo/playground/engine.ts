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
 * A browser's clock is coarse, so one sample is a batch of calls long enough to be measured.
 * Samples give way to the page between them.
 */
export async function measure(name: string, call: () => void, samples = 200): Promise<Timing> {
  const spent = (calls: number): number => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) call();
    return ((performance.now() - start) * 1000) / calls;
  };
  spent(50);
  const batch = Math.max(4, Math.min(500, Math.ceil(2500 / Math.max(0.5, spent(20)))));
  const taken: number[] = [];
  for (let i = 0; i < samples; i++) {
    taken.push(spent(batch));
    if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve));
  }
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { name, median: at(0.5), p95: at(0.95), samples: sorted };
}
