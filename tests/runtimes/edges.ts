/** Edges of each kind in front of one origin, started when first asked for. */

import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { publicKeyOf, signed } from "../../cli/signing-key.ts";
import type { Environment } from "../../edge/environment.ts";
import { get } from "./client.ts";
import { flipped, trappingModule, truncated } from "./faulty-files.ts";
import type { Origin } from "./origin.ts";
import { statusToken } from "./stage.ts";

export type Variant =
  | "good"
  | "missing"
  | "truncated"
  | "flipped"
  | "trap"
  | "consent"
  | "events"
  | "signed"
  | "unsigned"
  | "forged";

export interface Running {
  url: string;
  close(): Promise<void>;
}

export interface Files {
  /** A whole model file. */
  model: Uint8Array;
  /** afterglow-edge.wasm, or the one that traps. */
  wasm: Uint8Array;
}

export type Start = (settings: Environment, files: Files) => Promise<Running>;

/** The shop's own key, and that of somebody who can write to where the model is. */
const [ours, theirs] = [0, 1].map(() => generateKeyPairSync("ed25519").privateKey) as [
  KeyObject,
  KeyObject,
];
const filesOf: Partial<Record<Variant, (model: Uint8Array) => Uint8Array>> = {
  truncated,
  flipped,
  signed: (model) => signed(model, ours),
  forged: (model) => signed(model, theirs),
};
const withKey: Variant[] = ["signed", "unsigned", "forged"];

/** The model behind the origin's own address, so that every runtime fetches it the same way. */
async function modelFor(variant: Variant, model: Uint8Array, origin: Origin): Promise<string> {
  if (variant === "missing") return `${origin.url}/models/none`;
  const bytes = filesOf[variant]?.(model) ?? model;
  const headers = { "content-type": "application/octet-stream", etag: '"m1"' };
  return origin.url + origin.put({ headers, chunks: [bytes] }, "/models/");
}

export class Edges {
  readonly #running = new Map<Variant, Promise<Running>>();

  /** Path at the origin that takes events. */
  readonly collector: string;

  constructor(
    readonly origin: Origin,
    readonly model: Uint8Array,
    readonly start: Start,
  ) {
    this.collector = origin.put({ status: 204 }, "/collector/");
  }

  async edge(variant: Variant = "good"): Promise<string> {
    let running = this.#running.get(variant);
    if (!running) {
      running = this.#launch(variant);
      this.#running.set(variant, running);
    }
    return (await running).url;
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#running.values()].map(async (edge) => (await edge).close()));
  }

  async #launch(variant: Variant): Promise<Running> {
    const path = "dist/afterglow-edge.wasm";
    const wasm = variant === "trap" ? await trappingModule(path) : await readFile(path);
    const settings: Environment = {
      AFTERGLOW_ROUTES: "/thank-you/*",
      AFTERGLOW_ORIGIN: this.origin.url,
      AFTERGLOW_MODEL_URL: await modelFor(variant, this.model, this.origin),
      AFTERGLOW_STATUS_TOKEN: statusToken,
      ...(withKey.includes(variant) ? { AFTERGLOW_PUBLIC_KEY: publicKeyOf(ours) } : {}),
      ...(variant === "events"
        ? {
            AFTERGLOW_EVENTS_URL: this.origin.url + this.collector,
            AFTERGLOW_EVENTS_TOKEN: "of-the-collector",
          }
        : {}),
      ...(variant === "consent" ? { AFTERGLOW_CONSENT_COOKIE: "offers=yes" } : {}),
    };
    const running = await this.start(settings, { model: this.model, wasm });
    await this.#warmUp(running.url);
    return running;
  }

  /** The first page makes an edge fetch its model; the tests are about those that follow. */
  async #warmUp(url: string): Promise<void> {
    const headers = { authorization: `Bearer ${statusToken}` };
    const path = this.origin.put({ chunks: ["<p>first</p>"] });
    for (let tries = 0; tries < 100; tries++) {
      await get(url + path, { headers: { cookie: "offers=yes" } });
      const status = JSON.parse(
        (await get(`${url}/afterglow/status`, { headers })).body.toString(),
      );
      if (status.checked_at) return;
      await wait(50);
    }
    throw new Error(`the edge at ${url} neither loaded its model nor failed to`);
  }
}
