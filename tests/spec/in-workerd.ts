/** A worker that answers every request with the module's answers to the cases in its body. */

import { Afterglow } from "../../js-glue/afterglow.ts";
import wasm from "./afterglow-edge.wasm";
import model from "./model.afterglow";
import { runCases, type SpecCase } from "./run-cases.ts";

export default {
  async fetch(request: Request): Promise<Response> {
    const made = Afterglow.fromModule(wasm as WebAssembly.Module);
    if (!made.ok) return new Response(made.error.message, { status: 500 });
    const loaded = made.value.loadModel(new Uint8Array(model as ArrayBuffer));
    if (!loaded.ok) return new Response(loaded.error.message, { status: 500 });
    return Response.json(runCases(made.value, (await request.json()) as SpecCase[]));
  },
};
