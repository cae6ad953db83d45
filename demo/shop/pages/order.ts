// One order's page for a touchpoint: its title and its main part.
import type { Touchpoint } from "../../../js-glue/types.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Html } from "../html.ts";
import type { ShopOrder } from "../orders.ts";
import { confirmationPage, historyPage } from "./purchase.ts";
import { receiptPage } from "./receipt.ts";

export function orderMain(
  touchpoint: Touchpoint,
  order: ShopOrder,
  catalogue: Catalogue,
): [title: string, main: Html] {
  if (touchpoint === "receipt") return ["Receipt", receiptPage(order, catalogue)];
  if (touchpoint === "order-history") return ["Your orders", historyPage(catalogue, [order])];
  return ["Thank you", confirmationPage(order, catalogue)];
}
