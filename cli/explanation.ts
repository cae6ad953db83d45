/** A decision for people: what is shown, what it is worth, and why everything else is not. */
import type { Decision, Offer, Withheld } from "../js-glue/types.ts";
import { exponentOf } from "./build/currency.ts";
import { table } from "./table.ts";

function worth(currency: string | null): (minor: number) => string {
  const exponent = exponentOf(currency);
  const unit = currency === null ? "" : ` ${currency}`;
  return (minor) => `${(minor / 10 ** exponent).toFixed(Math.max(2, exponent))}${unit}`;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function shownText(offers: readonly Offer[], money: (minor: number) => string): string {
  if (offers.length === 0) return "Nothing is shown.\n";
  const rows = offers.map((offer, i) => [
    `${i + 1}. ${offer.title}`,
    offer.type,
    percent(offer.probability),
    money(offer.value),
    money(offer.expected_value),
    percent(offer.propensity),
    offer.because?.join(", ") ?? "",
  ]);
  const head = ["shown", "type", "accepted", "earns", "expected", "propensity", "because of"];
  return table(head, rows);
}

/** The merchant's own offers one by one, the catalogue's products by their reason. */
function withheldText(withheld: readonly Withheld[], money: (minor: number) => string): string {
  const own = withheld.filter(({ offer_id }) => !offer_id.startsWith("product:"));
  const rows = own.map((one) => [
    one.offer_id,
    one.type,
    one.expected_value > 0 ? money(one.expected_value) : "",
    one.reason,
  ]);
  const products = new Map<string, string[]>();
  for (const { offer_id, reason } of withheld) {
    if (!offer_id.startsWith("product:")) continue;
    const skus = products.get(reason) ?? [];
    products.set(reason, [...skus, offer_id.slice("product:".length)]);
  }
  for (const [reason, skus] of products) {
    const more = skus.length > 1 ? ` and ${skus.length - 1} more` : "";
    rows.push([`${skus[0]}${more}`, "product", "", reason]);
  }
  if (rows.length === 0) return "";
  return `\n${table(["withheld", "type", "expected", "why"], rows)}`;
}

/** `currency` is the model's; null unknown. */
export function explanation(decision: Decision, currency: string | null): string {
  const { offers, withheld, touchpoint, unit, arm, notes, next_contact_at } = decision;
  const money = worth(currency);
  const lines = [
    `Decision ${decision.decision_id} for ${unit} at ${touchpoint}, ${arm}`,
    ...(arm === "holdout" ? ["The holdout sees none of this: it is what would be shown."] : []),
    "",
    shownText(offers, money) + withheldText(withheld, money),
  ];
  if (next_contact_at !== undefined) lines.push(`Due again from ${next_contact_at}.`);
  return [...lines, ...notes.map((note) => `Note: ${note}.`)].join("\n").trimEnd();
}
