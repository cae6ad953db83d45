// The five recipes of docs/decision.md do what the words beside them say: each is built into a model
// and asked about orders that it is for, and about orders that it is not for.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { build } from "../../cli/build/build.ts";
import type { Context, Decision, Offer, Order } from "../../js-glue/afterglow.ts";
import { csvOf, folder, openModel, randomNumbers, smallShop, write } from "./build-shop.ts";

const now = Date.UTC(2026, 0, 10) / 1000;

/** What the shop sells: SKU, category, price. */
const catalogue = [
  ["BEANS", "Coffee", "12.90"],
  ["BEANS-DARK", "Coffee", "13.90"],
  ["GRINDER", "Coffee", "39.00"],
  ["KETTLE", "Coffee", "35.00"],
  ["ESPRESSO-MACHINE", "Machines", "785.00"],
  ["BIKE-LIGHT", "Cycling", "29.00"],
  ["BIKE-LOCK", "Cycling", "49.00"],
  ["ROMPER", "Baby", "19.00"],
] as const;

/** A year of orders: of the catalogue, two products at a time, and of the small shop's. */
function yearOfOrders(): string {
  const random = randomNumbers(11);
  const rows = Array.from({ length: 400 }, (_, order) => {
    const at = new Date(Date.UTC(2025, 0, 1) + order * 20 * 3_600_000).toISOString();
    const first = ((order % 20) + Math.floor(order / 20)) % catalogue.length;
    const second = (first + 1 + Math.floor(random() * 2)) % catalogue.length;
    return [first, second].map((place) => {
      const [sku, category, price] = catalogue[place] ?? catalogue[0];
      return `${order},c${order % 20},${at},${sku},${sku.toLowerCase()},${category},1,${price}`;
    });
  });
  const others = smallShop(400).map((row) => ({ ...row, order: `s${row.order}` }));
  return csvOf(others) + rows.flat().join("\n");
}

const docs = readFileSync("docs/decision.md", "utf8");
function recipe(heading: string): string {
  const found = docs.split(`### ${heading}\n`)[1]?.match(/```json\n(.*?)```/s)?.[1];
  if (!found) throw new Error(`docs/decision.md has no recipe "${heading}"`);
  return found;
}

type Ask = (skus: string[], more?: Partial<Order>, context?: Context) => Decision;

/** The shop with this recipe as its offers file. */
async function shopOf(heading: string): Promise<Ask> {
  const { out } = await build({
    orders: [write("year.csv", yearOfOrders())],
    offers: write("recipe.json", recipe(heading)),
    out: `${folder}/recipe.afterglow`,
    now,
  });
  const model = await openModel(out);
  return (skus, more = {}, context = {}) => {
    const order: Order = {
      order_id: "A-1",
      currency: "EUR",
      country: "DE",
      locale: "en",
      lines: skus.map((sku) => ({
        sku,
        unit_price: catalogue.find(([known]) => known === sku)?.[2] ?? "1.00",
      })),
      customer: { id: "c-1", orders: 2, loyalty_member: false },
      ...more,
    };
    const made = model.decide(order, { now, explain: true, ...context });
    if (!made.ok) throw new Error(made.error.message);
    return made.value;
  };
}
const find = ({ offers }: Decision, id: string): Offer | undefined =>
  offers.find(({ offer_id }) => offer_id === id);
const whyNot = ({ withheld }: Decision, id: string): string =>
  withheld.find(({ offer_id }) => offer_id === id)?.reason ?? "not a candidate";

describe("the recipe", () => {
  it("of one element in week one shows the club among products, to those who are no members", async () => {
    const ask = await shopOf("One element in week one");
    const decision = ask(["s1"]);
    expect(find(decision, "club")?.title).toBe("Join the club: 5 % back on every order");
    expect(decision.offers.some(({ type }) => type === "product")).toBe(true);
    const member = ask(["BEANS"], { customer: { loyalty_member: true } });
    expect(whyNot(member, "club")).toMatch(/member/);
  });

  it("of loyalty for first orders puts the club first on large ones, three times at the most", async () => {
    const ask = await shopOf("Loyalty for first orders");
    const first = { customer: { id: "c-2", orders: 1, loyalty_member: false } };
    expect(ask(["ESPRESSO-MACHINE"], first).offers[0]?.offer_id).toBe("club");
    expect(ask(["BEANS"], first).offers.map(({ offer_id }) => offer_id)).toContain("club");
    expect(whyNot(ask(["BEANS"]), "club")).toMatch(/number of orders is 2/);
    const seen = [{ offer_id: "club", count: 3, last: now - 86_400 }];
    expect(find(ask(["BEANS"], first, { seen }), "club")).toBeUndefined();
    expect(find(ask(["BEANS"], first, { touchpoint: "push" }), "club")).toBeUndefined();
  });

  it("of a subscription offers the very coffee that was bought, ten per cent cheaper", async () => {
    const ask = await shopOf("Subscription for consumables");
    const plan = find(ask(["BIKE-LIGHT", "BEANS-DARK"]), "coffee-plan");
    expect(plan?.title).toBe("beans-dark, fresh before you run out");
    expect(plan?.because).toEqual(["BEANS-DARK"]);
    expect(plan?.price?.amount).toBe(Math.round(1390 * 0.9));
    expect(plan?.value).toBe(Math.round(1251 * 1.4));
    for (const sku of ["GRINDER", "BIKE-LIGHT"]) {
      expect(find(ask([sku]), "coffee-plan"), sku).toBeUndefined();
    }
    const subscribed = { customer: { subscriptions: ["coffee-plan"] } };
    expect(find(ask(["BEANS"], subscribed), "coffee-plan")).toBeUndefined();
  });

  it("of a partner is labelled advertising, needs consent, and keeps off a baby's first things", async () => {
    const ask = await shopOf("A partner offer with a reserve");
    const consent = { consent: ["advertising" as const] };
    const offer = find(ask(["BIKE-LOCK"], {}, consent), "bike-insurance");
    expect(offer?.disclosure).toBe("Advertisement · Radschild");
    expect(offer?.expected_value).toBeGreaterThanOrEqual(50);
    expect(whyNot(ask(["BIKE-LOCK"]), "bike-insurance")).toMatch(/consent/);
    const baby = ask(["BIKE-LOCK", "ROMPER"], {}, consent);
    expect(whyNot(baby, "bike-insurance")).toMatch(/blocked|rule/);
    const abroad = ask(["BIKE-LOCK"], { country: "AT" }, consent);
    expect(find(abroad, "bike-insurance")).toBeUndefined();
  });

  it("of a warranty attaches it to the machine, not to the beans, and earns sixty per cent", async () => {
    const ask = await shopOf("A warranty");
    const care = find(ask(["BEANS", "ESPRESSO-MACHINE"]), "care");
    expect(care?.because).toEqual(["ESPRESSO-MACHINE"]);
    expect(care?.title).toBe("Three more years for your espresso-machine");
    expect(care?.price).toMatchObject({ amount: 7065, currency: "EUR" });
    expect(care?.value).toBe(4239);
    expect(find(ask(["BEANS"]), "care")).toBeUndefined();
  });
});
