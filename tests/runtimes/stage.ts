/** What the cases of the suite (suite.ts) are played on. Black box: an origin, an edge, and HTTP. */
import assert from "node:assert/strict";
import { get } from "./client.ts";
import type { Variant } from "./edges.ts";
import type { Origin } from "./origin.ts";
import { assertUnchanged } from "./pages.ts";

export interface Stage {
  origin: Origin;
  /** Address of an edge of this kind in front of the origin, without a slash at the end. */
  edge(variant?: Variant): Promise<string>;
  /** Path at the origin that the edges post events to. */
  collector: string;
}

export interface Case {
  name: string;
  run(stage: Stage): Promise<void>;
}

export const statusToken = "only-for-these-tests";

export const timing = (headers: Record<string, unknown>) => String(headers["server-timing"] ?? "");

export async function through(stage: Stage, html: string | Uint8Array, variant?: Variant) {
  const path = stage.origin.put({ chunks: [html] });
  return get((await stage.edge(variant)) + path);
}

/** A page that fails open: complete, with its own headers, and a reason that matches. */
export async function failsOpen(stage: Stage, html: string, variant: Variant, reason: RegExp) {
  const path = stage.origin.put({ headers: { etag: '"v1"' }, chunks: [html] });
  const got = await get((await stage.edge(variant)) + path);
  assertUnchanged(got.body, html);
  assert.equal(got.status, 200);
  assert.equal(got.headers.etag, '"v1"');
  assert.match(timing(got.headers), reason);
}

/** Whatever this is, it is none of ours: status, headers and body as the origin sent them. */
export async function passes(
  stage: Stage,
  served: Parameters<Origin["put"]>[0],
  headers: Record<string, string> = {},
  prefix?: string,
) {
  const path = stage.origin.put(served, prefix);
  const url = await stage.edge();
  const [direct, got] = await Promise.all([
    get(stage.origin.url + path, { headers }),
    get(url + path, { headers }),
  ]);
  assert.equal(got.status, direct.status);
  assertUnchanged(got.body, direct.body);
  for (const name of ["content-type", "etag", "location", "cache-control", "content-range"]) {
    assert.equal(got.headers[name], direct.headers[name], name);
  }
  assert.deepEqual(got.headers["set-cookie"], direct.headers["set-cookie"]);
  assert.equal(got.headers["server-timing"], undefined);
}
