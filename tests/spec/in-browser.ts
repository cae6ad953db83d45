/** What a page runs: the module's answers to the cases. Called from outside through `answerSpec`. */
import { Afterglow, canRunWasm } from "../../js-glue/afterglow.ts";
import { runCases, type SpecAnswer, type SpecCase } from "./run-cases.ts";

async function bytesOf(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(address)).arrayBuffer());
}

Object.assign(globalThis, {
  async answerSpec(cases: SpecCase[]): Promise<SpecAnswer[]> {
    const fallback = "/afterglow.wasm.js";
    const made = await Afterglow.instantiate(
      canRunWasm() ? fetch("/afterglow.wasm") : import(fallback),
    );
    if (!made.ok) throw new Error(made.error.message);
    const loaded = made.value.loadModel(await bytesOf("/model.afterglow"));
    if (!loaded.ok) throw new Error(loaded.error.message);
    return runCases(made.value, cases);
  },
});
