// Eighteen months of orders. Customers have a budget, sizes and a few interests; each interest is a
// mission of orders/missions.ts played out over weeks; what gets used up is bought again, mostly the
// same one; a share of every basket is chance.
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Product } from "../catalogue/product.ts";
import { type Chance, chance } from "../seeded.ts";
import { type Mission, missions } from "./missions.ts";

const day = 86_400;
/** First and last moment of the recorded time, Unix seconds. */
export const recordedFrom = Date.UTC(2025, 4, 10) / 1000;
export const recordedUntil = Date.UTC(2026, 10, 15) / 1000;
const customerCount = 4800;

export interface OrderedLine {
  sku: string;
  quantity: number;
  /** Minor units paid for one. */
  unitPrice: number;
}

export interface PlacedOrder {
  id: string;
  /** Empty for a guest. */
  customer: string;
  /** Unix seconds. */
  at: number;
  country: string;
  locale: string;
  /** Name of the mission that led here; "Top-up" for refills, "Just looking" for chance. */
  mission: string;
  lines: OrderedLine[];
}

const markets = [
  { country: "DE", locale: "de-DE", weight: 50 },
  { country: "FR", locale: "fr-FR", weight: 13 },
  { country: "AT", locale: "de-AT", weight: 9 },
  { country: "NL", locale: "nl-NL", weight: 9 },
  { country: "ES", locale: "es-ES", weight: 8 },
  { country: "IE", locale: "en-IE", weight: 8 },
  { country: "IT", locale: "it-IT", weight: 3 },
] as const;

interface Customer {
  id: string;
  market: (typeof markets)[number];
  /** 0 looks for the plainest model, 1 for the best. */
  budget: number;
  sizes: { clothes: number; shoes: number };
  /** Day the baby came, for baby sizes. */
  babyDay: number;
  /** Words in the names of what is already owned: a Cone 02 wants Cone 02 papers. */
  ownedWords: Set<string>;
}

interface Visit {
  day: number;
  mission: string;
  lines: Map<string, number>;
}

const words = (product: Product): string[] =>
  product.title.split(/[\s,]+/).filter((word) => /^[A-Z0-9]/.test(word) && word.length > 1);

class Buyer {
  readonly visits: Visit[] = [];
  constructor(
    private readonly catalogue: Catalogue,
    private readonly customer: Customer,
    private readonly dice: Chance,
    private readonly days: number,
  ) {}

  chooseProduct(kind: string): Product {
    const models = this.catalogue.byKind.get(kind);
    if (!models)
      throw new Error(`missions name the kind "${kind}", which the catalogue does not have`);
    const weights = models.map((model) => {
      const away = (model.tier - this.customer.budget) / 0.32;
      const known = words(model).some((word) => this.customer.ownedWords.has(word)) ? 5 : 1;
      return model.popularity * known * Math.exp(-0.5 * away * away) + 0.01;
    });
    return models[this.dice.weighted(weights)] ?? this.dice.pick(models);
  }

  skuOf(product: Product, onDay: number): string {
    const run = product.kind.sizes;
    let size = 0;
    if (run === "baby")
      size = Math.max(0, Math.min(3, Math.floor((onDay - this.customer.babyDay) / 85)));
    else if (run) size = this.customer.sizes[run];
    return product.variants[size]?.sku ?? product.variants[0]?.sku ?? "";
  }

  visit(onDay: number, mission: string): Visit {
    const near = this.visits.find((v) => Math.abs(v.day - onDay) <= 1);
    if (near) return near;
    const made: Visit = { day: onDay, mission, lines: new Map() };
    this.visits.push(made);
    return made;
  }

  put(visit: Visit, product: Product, quantity: number): void {
    const sku = this.skuOf(product, visit.day);
    visit.lines.set(sku, Math.max(visit.lines.get(sku) ?? 0, quantity));
    for (const word of words(product)) this.customer.ownedWords.add(word);
  }

  /** Refills: most buyers come back for the same one, some drift, some stop. */
  keepBuying(product: Product, fromDay: number, quantity: number): void {
    const { refillDays, id } = product.kind;
    if (!refillDays || !this.dice.hit(0.5)) return;
    let onDay = fromDay;
    let current = product;
    const stay = refillDays < 30 ? 0.88 : 0.74;
    while (this.dice.hit(stay)) {
      onDay += Math.max(5, Math.round(refillDays * (1 + 0.22 * this.dice.bell())));
      if (onDay >= this.days) return;
      if (this.dice.hit(0.16)) current = this.chooseProduct(id);
      this.put(this.visit(onDay, "Top-up"), current, quantity);
    }
  }

  play(mission: Mission, fromDay: number): void {
    let onDay = fromDay;
    for (const [i, step] of mission.steps.entries()) {
      onDay += this.dice.between(step.after[0], step.after[1]);
      if (onDay >= this.days) return;
      if (i > 0 && this.dice.hit(0.24)) continue;
      for (const wanted of step.needs) {
        if (!this.dice.hit(wanted.share)) continue;
        const product = this.chooseProduct(wanted.kind);
        const quantity = this.dice.between(1, wanted.most ?? 1);
        this.put(this.visit(onDay, mission.name), product, quantity);
        this.keepBuying(product, onDay, Math.min(quantity, 2));
        for (const refill of product.kind.refills ?? []) {
          if (this.dice.hit(0.35)) this.keepBuying(this.chooseProduct(refill), onDay, 1);
        }
      }
    }
  }
}

function hourOf(dice: Chance): number {
  return dice.weighted([
    2, 1, 0.5, 0.4, 0.5, 1, 3, 5, 6, 6, 6, 7, 8, 7, 6, 6, 6, 7, 9, 12, 14, 13, 8, 4,
  ]);
}

/** 15 % off a third of the shop in the July and November weeks. */
function paidPrice(product: Product, at: number): number {
  const date = new Date(at * 1000);
  const month = date.getUTCMonth();
  const sale =
    (month === 6 && date.getUTCDate() <= 14) || (month === 10 && date.getUTCDate() >= 20);
  const inSale = sale && (product.palette + product.kind.id.length) % 3 === 0;
  return inSale ? Math.round((product.price * 0.85) / 10) * 10 : product.price;
}

function makeCustomer(index: number, dice: Chance): Customer {
  const market = markets[dice.weighted(markets.map((m) => m.weight))] ?? markets[0];
  return {
    id: `c-${String(index + 1).padStart(5, "0")}`,
    market,
    budget: Math.min(1, Math.max(0, 0.42 + 0.28 * dice.bell())),
    sizes: { clothes: dice.weighted([2, 3.2, 3, 1.4]), shoes: dice.weighted([2.2, 2.6, 3, 1.8]) },
    babyDay: 0,
    ownedWords: new Set(),
  };
}

function monthOf(onDay: number): number {
  return new Date((recordedFrom + onDay * day) * 1000).getUTCMonth();
}

function shop(catalogue: Catalogue, customer: Customer, dice: Chance, popular: number[]): Visit[] {
  const days = Math.floor((recordedUntil - recordedFrom) / day);
  const buyer = new Buyer(catalogue, customer, dice, days);
  // The shop grows: later days have more new customers.
  let onDay = Math.floor(days * dice.next() ** 0.8 * 0.99);
  const interests = 1 + (dice.hit(0.45) ? 1 : 0) + (dice.hit(0.2) ? 1 : 0);
  for (let i = 0; i < interests && onDay < days; i++) {
    const weights = missions.map((m) => m.weight * (m.season[monthOf(onDay)] ?? 1));
    const mission = missions[dice.weighted(weights)];
    if (!mission) break;
    customer.babyDay = onDay + dice.between(0, 40);
    buyer.play(mission, onDay);
    onDay += dice.between(30, 190);
  }
  if (dice.hit(0.12)) buyer.visit(dice.between(0, days - 1), "Just looking");
  for (const visit of buyer.visits) {
    let extras = visit.lines.size === 0 ? 1 : dice.hit(0.11) ? 1 : 0;
    if (dice.hit(0.02)) extras += 2;
    for (; extras > 0; extras--) {
      const product = catalogue.products[dice.weighted(popular)];
      if (product) buyer.put(visit, product, 1);
    }
  }
  return buyer.visits.filter((visit) => visit.lines.size > 0);
}

export function makeOrders(catalogue: Catalogue, seed: string): PlacedOrder[] {
  const dice = chance(`${seed}/orders`);
  // Chance picks are skewed: few products are seen by everybody, most by few.
  const popular = catalogue.products.map(
    (p) => p.popularity * (0.1 + dice.next() ** 3) * (p.price < 6000 ? 2 : 1),
  );
  const orders: Omit<PlacedOrder, "id">[] = [];
  for (let i = 0; i < customerCount; i++) {
    const own = chance(`${seed}/customer/${i}`);
    const customer = makeCustomer(i, own);
    const visits = shop(catalogue, customer, own, popular);
    const guest = visits.length === 1 && own.hit(0.3);
    for (const visit of visits) {
      const at = recordedFrom + visit.day * day + hourOf(own) * 3600 + own.between(0, 3599);
      orders.push({
        customer: guest ? "" : customer.id,
        at,
        country: customer.market.country,
        locale: customer.market.locale,
        mission: visit.mission,
        lines: [...visit.lines].map(([sku, quantity]) => {
          const found = catalogue.bySku.get(sku);
          if (!found) throw new Error(`the generator made the unknown SKU "${sku}"`);
          return { sku, quantity, unitPrice: paidPrice(found.product, at) };
        }),
      });
    }
  }
  orders.sort((a, b) => a.at - b.at || (a.customer < b.customer ? -1 : 1));
  return orders.map((order, i) => ({ id: String(100_001 + i), ...order }));
}
