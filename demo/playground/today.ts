// What is true today and was not when the model was built: sold out, switched off, another price.
import type { Offer } from "../../js-glue/afterglow.ts";
import { byId, el } from "./dom.ts";
import { isProduct } from "./engine.ts";
import { isPrice, type State } from "./state.ts";

/** How the visitor changes it. */
export interface Today {
  off(offerId: string): void;
  on(offerId: string): void;
  /** Decimal text; "" for the catalogue's own price. */
  price(sku: string, price: string): void;
}

const offWord = (offerId: string): string => (isProduct(offerId) ? "Sold out" : "Switch off");

/** The buttons of one offer in the table: gone for today, and what it costs. */
export function todayCell(offer: Offer, state: State, today: Today): HTMLElement {
  const off = el(
    "button",
    {
      type: "button",
      class: "button quiet small",
      "aria-label": `${offWord(offer.offer_id)}: ${offer.title}`,
    },
    offWord(offer.offer_id),
  );
  off.addEventListener("click", () => today.off(offer.offer_id));
  return el(
    "td",
    { role: "cell" },
    el("div", { class: "today-cell" }, priceField(offer, state, today), off),
  );
}

/** Offers of the merchant's own file keep the price that the file gives them. */
function priceField(offer: Offer, state: State, today: Today): HTMLElement | null {
  const { sku, price } = offer;
  if (!sku || !price || !isProduct(offer.offer_id)) return null;
  const field = el("input", {
    inputmode: "decimal",
    size: 6,
    value: state.prices[sku] ?? (price.amount / 100).toFixed(2),
    "aria-label": `Price today in ${price.currency}: ${offer.title}`,
  }) as HTMLInputElement;
  const before = field.value;
  field.addEventListener("change", () => {
    const wanted = field.value.trim().replace(",", ".");
    if (wanted === "" || isPrice(wanted)) today.price(sku, wanted);
    else field.value = before;
  });
  return field;
}

/** The list beside the order: everything changed, each with a way back. */
export function showToday({ off, prices }: State, today: Today): void {
  const list = el("ul", { class: "skus" });
  const add = (name: string, what: string, undo: () => void): void => {
    const back = el("button", { type: "button", "aria-label": `Undo: ${name} ${what}` }, "×");
    back.addEventListener("click", undo);
    list.append(el("li", {}, `${name} ${what} `, back));
  };
  for (const id of off) {
    const name = id.replace("product:", "");
    add(name, isProduct(id) ? "sold out" : "off", () => today.on(id));
  }
  for (const [sku, price] of Object.entries(prices)) {
    add(sku, `at ${price}`, () => today.price(sku, ""));
  }
  byId("today").replaceChildren(
    list.childElementCount > 0
      ? list
      : el("span", { class: "soft" }, "As the catalogue has it. The table below changes it."),
  );
}
