// What a confirmation page of the demo is to pretend, in its address: the playground's context and
// overlay, so that edge and loader decide what the playground decided. A real shop takes neither from
// an address: its worker and its page know them.
import type { RenderContext } from "../js-glue/types.ts";
import { pack, unpack } from "./packed.ts";

/** What the playground can choose. Nonce and style sheet are the page's own. */
const told = ["touchpoint", "now", "seed", "locale", "places", "consent", "arm"] as const;
type Told = Pick<RenderContext, (typeof told)[number]>;

export interface WhatIf {
  context: Told;
  /** Path of an overlay that the demo's server keeps; "" for none. */
  overlay: string;
}

export const overlays = "/playground/overlays/";
const overlayPath = /^\/playground\/overlays\/[0-9a-f]{64}$/;

export const whatIfQuery = (whatIf: WhatIf): string => `?as=${pack(whatIf)}`;

/** Values are checked by the module, which refuses a context it cannot read. */
export function readWhatIf(address: URL): WhatIf {
  const given = unpack(address.searchParams.get("as") ?? "") as Partial<WhatIf> | undefined;
  const context = Object.fromEntries(
    told
      .filter((key) => given?.context?.[key] !== undefined)
      .map((key) => [key, given?.context?.[key]]),
  ) as Told;
  const overlay = String(given?.overlay ?? "");
  return { context, overlay: overlayPath.test(overlay) ? overlay : "" };
}
