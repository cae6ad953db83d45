// The decision as a table that a person can follow: what, why, and what it is worth.
import type { Decision, Offer, ReadOrder, Withheld } from "../../js-glue/afterglow.ts";
import type { RecordedOrder } from "../orders/recorded.ts";
import { byId, el } from "./dom.ts";
import type { State } from "./state.ts";
import { type Today, todayCell } from "./today.ts";

const percent = (share: number): string =>
  share >= 0.1 ? `${(share * 100).toFixed(0)} %` : `${(share * 100).toFixed(1)} %`;

function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en-IE", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

/** A number with a bar that compares it with the largest of its column. */
function measured(name: string, text: string, value: number, largest: number): HTMLElement {
  const bar = el("i", { "aria-hidden": "true" });
  bar.style.inlineSize = `${largest > 0 ? Math.max(2, (100 * value) / largest) : 0}%`;
  return el("td", { role: "cell", class: "num", "data-name": name }, el("span", {}, text), bar);
}

function offerRow(
  offer: Offer,
  position: number,
  most: { probability: number; expected: number },
  currency: string,
  state: State,
  today: Today,
): HTMLElement {
  const picture = offer.image
    ? el("img", { src: offer.image, alt: "", width: 56, height: 56 })
    : el("span", { class: "no-picture", "aria-hidden": "true" }, [...offer.title][0] ?? "");
  const name = el(
    "div",
    {},
    el("b", {}, el("bdi", {}, offer.title)),
    el(
      "span",
      {},
      [position === 0 ? "Hero" : `Place ${position + 1}`, offer.type, offer.price?.text]
        .filter(Boolean)
        .join(" · "),
    ),
  );
  const because = el(
    "td",
    { role: "cell" },
    el("bdi", {}, offer.reason ?? ""),
    el("ul", { class: "skus" }),
  );
  for (const sku of offer.because ?? []) because.lastElementChild?.append(el("li", {}, sku));
  // Roles as a table has them: on phones its parts are displayed as something else.
  return el(
    "tr",
    { role: "row" },
    el("th", { role: "rowheader", scope: "row" }, el("div", { class: "what" }, picture, name)),
    because,
    measured("Accepted", percent(offer.probability), offer.probability, most.probability),
    el("td", { role: "cell", class: "num", "data-name": "Earns" }, money(offer.value, currency)),
    measured(
      "Expected value",
      money(offer.expected_value, currency),
      offer.expected_value,
      most.expected,
    ),
    el("td", { role: "cell", class: "num", "data-name": "Propensity" }, percent(offer.propensity)),
    todayCell(offer, state, today),
  );
}

/** The withheld of one reason: the most valuable first. */
function withheldOf(reason: string, all: readonly Withheld[], currency: string): HTMLElement {
  const rows = all
    .toSorted((a, b) => b.expected_value - a.expected_value)
    .slice(0, 12)
    .map((one) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, one.offer_id.replace("product:", "")),
        el("td", {}, one.type),
        el("td", { class: "num" }, percent(one.probability)),
        el("td", { class: "num" }, money(one.expected_value, currency)),
      ),
    );
  const table = el("table", { class: "few" }, el("tbody", {}, ...rows));
  return el("details", {}, el("summary", {}, el("b", {}, all.length), ` ${reason}`), table);
}

export function showDecision(
  decision: Decision,
  text: string,
  order: ReadOrder | undefined,
  state: State,
  today: Today,
  best: RecordedOrder["best"],
): void {
  const { offers, withheld, notes } = decision;
  const currency = order?.currency || "EUR";
  const most = {
    probability: Math.max(0, ...offers.map((offer) => offer.probability)),
    expected: Math.max(0, ...offers.map((offer) => offer.expected_value)),
  };
  byId("offers").replaceChildren(
    ...offers.map((offer, i) => offerRow(offer, i, most, currency, state, today)),
  );
  byId("no-offers").hidden = offers.length > 0;
  const asBest = best !== undefined && best.offer === offers[0]?.offer_id;
  byId("merchant").hidden = !asBest;
  byId("merchant").textContent = asBest ? best.why : "";
  byId("decision-intro").textContent =
    decision.arm === "holdout"
      ? "This buyer is in the holdout: the page stays as it is, and this is what would have been shown."
      : offers.length > 0
        ? "Every candidate is worth its probability times what it earns. The best ones above the reserve are shown, in that order."
        : `Nothing is shown. ${notes[0] ?? ""}`;

  const reasons = new Map<string, Withheld[]>();
  for (const one of withheld) reasons.set(one.reason, [...(reasons.get(one.reason) ?? []), one]);
  byId("withheld").replaceChildren(
    ...(reasons.size === 0 ? [el("p", { class: "intro" }, "Nothing was withheld.")] : []),
    ...[...reasons]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([reason, all]) => withheldOf(reason, all, currency)),
  );
  const facts: [string, string][] = [
    ["Decision", decision.decision_id],
    ["Model", decision.model],
    ["Unit", decision.unit],
    ["Segment", decision.segment.replace("_", " ")],
    ["Arm", decision.arm],
    ...(decision.next_contact_at
      ? [["Next contact", decision.next_contact_at.slice(0, 10)] as [string, string]]
      : []),
    ["Order read as", order?.format ?? "–"],
    ...[...(order?.notes ?? []), ...notes].map((note): [string, string] => ["Note", note]),
  ];
  byId("identity").replaceChildren(
    ...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );
  byId("decision-json").textContent = JSON.stringify(JSON.parse(text), null, 2);

  byId("figure-offers").textContent = decision.arm === "holdout" ? "0" : String(offers.length);
  const expected = offers.reduce((sum, offer) => sum + offer.expected_value, 0);
  byId("figure-value").textContent = offers.length > 0 ? money(expected, currency) : "–";
}
