/** From a model's bytes to a model that answers, beside JSON.parse of the same model as JSON. */
import { readFileSync } from "node:fs";
import { Afterglow } from "../../js-glue/afterglow.ts";

/** Milliseconds. */
export interface Ready {
  /** The first model of a process: the module is compiled, but none of its code has run. */
  cold: number;
  /** Every later one: the median. */
  warm: number;
  parseCold: number;
  parseWarm: number;
}

const turns = 25;
const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;

/** In a process of its own: the first time counts. */
export async function measureReady(model: string, json: string): Promise<Ready> {
  const bytes = new Uint8Array(readFileSync(model));
  const text = readFileSync(json, "utf8");
  const module = await WebAssembly.compile(readFileSync("dist/afterglow.wasm"));
  const times: number[] = [];
  const parses: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const made = Afterglow.fromModule(module);
    if (!made.ok) throw new Error(made.error.message);
    const began = performance.now();
    const loaded = made.value.loadModel(bytes);
    times.push(performance.now() - began);
    if (!loaded.ok) throw new Error(loaded.error.message);
    made.value.close();
    const parsing = performance.now();
    JSON.parse(text);
    parses.push(performance.now() - parsing);
  }
  const [cold = 0, ...warm] = times;
  const [parseCold = 0, ...parseWarm] = parses;
  return { cold, warm: median(warm), parseCold, parseWarm: median(parseWarm) };
}

const [, , model, json] = process.argv;
if (model && json && process.send) process.send(await measureReady(model, json));
