import type { Consent, Order, RenderContext } from "../types.ts";

/** `window.afterglow`: what a page can say before the loader runs, and do afterwards. */
export interface AfterglowPage {
  /** The order, set before the loader runs; canonical or any other known format. */
  order?: Order | object | string;
  /**
   * Of decision and rendering, over what the loader says itself: `touchpoint` on pages that are not
   * the confirmation, `unit` as the shop's experiment tool has it, `places`, `seen`.
   */
  context?: RenderContext;
  /** Shows the offer for this order, or for the one the page holds now. True when it was shown. */
  show?(order?: Order | object | string): Promise<boolean>;
  /**
   * Gives or withdraws consent; with the purposes that offers may ask for. Withdrawing removes the
   * widget and the device's history.
   */
  consent?(given: boolean, purposes?: Consent[]): void;
  /** Why nothing showed, or "shown", in one line. */
  why?(): string;
}

declare global {
  interface Window {
    afterglow?: AfterglowPage;
  }
}
