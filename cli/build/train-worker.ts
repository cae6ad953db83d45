// The training thread: answers the requests of train-protocol.ts with trainer.wasm.
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { TrainReply, TrainRequest } from "./train-protocol.ts";
import { TrainerModule } from "./trainer-module.ts";

const trainer = TrainerModule.instantiate(await readFile(workerData as string));

async function perform(request: TrainRequest): Promise<Uint8Array> {
  const module = await trainer;
  switch (request.kind) {
    case "reserve":
      return module.reserve(request.column, request.values);
    case "put":
      return module.put(request.column, new Uint8Array(request.values));
    case "section":
      return module.section(request.tag, new Uint8Array(request.bytes));
    case "templates":
      return module.templates(new Uint8Array(request.files));
    case "offers":
      return module.offers(request.book);
    case "jobs":
      return module.jobs(request.options);
    case "choose":
      return module.choose(request.options);
    case "solve":
      return module.solve(request.job);
    case "weights":
      return module.weights(request.part, new Uint8Array(request.weights));
    case "learn":
      return module.learn(request.options);
    case "pack":
      return module.pack(request.settings);
    case "describe":
      return module.describe();
    case "cut":
      return module.cut();
    case "core":
      return module.core();
    case "shard":
      return module.shard(request.number);
    case "refit":
      return module.refit(new Uint8Array(request.model));
    case "proof":
      return module.proof(request.number);
    case "overlay":
      return module.overlay(request.overlay);
  }
}

parentPort?.on("message", async (request: TrainRequest) => {
  let reply: TrainReply;
  try {
    const bytes = await perform(request);
    reply = { ok: true, bytes: bytes.buffer as ArrayBuffer };
  } catch (error) {
    // A trap means that memory ran out: the trainer does not fail otherwise.
    const trapped = error instanceof WebAssembly.RuntimeError;
    const message = error instanceof Error ? error.message : String(error);
    reply = {
      ok: false,
      message: trapped ? `the trainer stopped (${message}); it may need more than 4 GB` : message,
    };
  }
  parentPort?.postMessage(reply, reply.ok ? [reply.bytes] : []);
});
