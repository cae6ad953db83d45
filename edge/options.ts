import type {
  ModuleSource,
  PageReport,
  RenderContext,
  SlotRule,
  Touchpoint,
} from "../js-glue/afterglow.ts";
import type { EventOptions } from "./events.ts";
import type { ModelSource } from "./model-source.ts";

export interface Route {
  /** Path to act on; `*` stands for any characters: "/checkout/order-received/*". */
  path: string;
  touchpoint?: Touchpoint;
}

/** Where the widget goes when the options name no slot. */
export const defaultSlots: SlotRule[] = [
  { selector: "[data-afterglow-slot]", position: "append" },
  { selector: "#afterglow", position: "append" },
];
export const defaultFallbacks: SlotRule[] = [
  { selector: "main", position: "append" },
  { selector: "body", position: "append" },
];

export interface HandlerOptions {
  /** afterglow-edge.wasm; compiled on first use. */
  module: ModuleSource;
  /** Where model bytes come from: model-source.ts. */
  model: ModelSource;
  /**
   * Today's prices, stock and switches (`afterglow overlay`), looked for together with the model. One
   * that cannot be had or used leaves the model's own in place.
   */
  overlay?: ModelSource;
  /**
   * Public keys that `afterglow keys` printed: only a model, and only an overlay, that one of them
   * signed is used. Several are separated by commas.
   */
  publicKey?: string;
  /** Pages to act on. Everything else passes through untouched. */
  routes: (string | Route)[];
  slots?: SlotRule[];
  /** Used at the end of a page without a slot; empty: such a page stays as it is. */
  fallbacks?: SlotRule[];
  /**
   * Bytes of a page held back while its order is not known yet. More finds orders further behind
   * the slot; less keeps memory and the delay of an unlucky page small. Default 65536.
   */
  hold?: number;
  /**
   * Milliseconds that any byte of a page is held back at most; then all go out as they are and the
   * page gets no widget. Default 1000.
   */
  holdTime?: number;
  /**
   * Milliseconds a page waits for a model that is still being fetched; then it goes out as it is.
   * Only the first pages after a start can wait. Default 100.
   */
  modelPatience?: number;
  /** Seconds after which the model is asked for again in the background; 0 never. Default 60. */
  refreshEvery?: number;
  /** Whether this visitor may be shown an offer; false leaves the page as it is. Default: yes. */
  consent?: (request: Request) => boolean;
  /** Adds to the context of decision and rendering, such as `locale`, `unit` or `stylesheet`. */
  context?: (request: Request) => RenderContext;
  /** Called once for every page that was scanned: for decision logs. Failures in it are ignored. */
  onReport?: (report: PageReport, request: Request) => unknown;
  /**
   * Takes what the loader reports of the offers in pages (`data-events`), and where it goes; without
   * it there is no such address.
   */
  events?: EventOptions;
  /** The path that answers with counters, given the token. Default "/afterglow/status". */
  statusPath?: string;
  /** Bearer token of the status path, 16 characters or more; without one it is not served. */
  statusToken?: string;
  /**
   * Whether the runtime hands over decoded bodies of compressed responses and compresses them again
   * on the way out, as workerd does with gzip. Default false: a compressed page passes untouched.
   */
  decodesBodies?: boolean;
}
