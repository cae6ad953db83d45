// The web pages of an order that carry a widget, each twice: the edge puts it into the one, the
// loader into the other. Shop, worker and playground all know them from here.
import type { Touchpoint } from "../js-glue/types.ts";

interface OrderPage {
  touchpoint: Touchpoint;
  /** Last part of the address `/orders/ID/…`. */
  edge: string;
  loader: string;
  /** "confirmation pages" */
  both: string;
}

export const orderPages: readonly OrderPage[] = [
  {
    touchpoint: "confirmation",
    edge: "confirmation",
    loader: "thank-you",
    both: "confirmation pages",
  },
  { touchpoint: "receipt", edge: "receipt", loader: "receipt-by-loader", both: "receipts" },
  {
    touchpoint: "order-history",
    edge: "history",
    loader: "history-by-loader",
    both: "order histories",
  },
];

const accountPage = "/account/orders";

/** What the worker acts on. */
export const edgeRoutes = [...orderPages.map(({ edge }) => `/orders/*/${edge}`), accountPage].join(
  ",",
);

/** Of the page at a path; undefined where no widget belongs. */
export function touchpointAt(path: string): Touchpoint | undefined {
  if (path === accountPage) return "order-history";
  const last = /^\/orders\/[^/]+\/([^/]+)$/.exec(path)?.[1];
  return orderPages.find(({ edge, loader }) => last === edge || last === loader)?.touchpoint;
}
