// Orders placed in the demo shop, and visitors with their carts: all in memory, all bounded.
import { randomBytes } from "node:crypto";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { decimal } from "../orders/csv.ts";
import type { CanonicalOrder } from "../orders/recorded.ts";

export const mostLines = 50;
export const mostPieces = 20;
const mostVisitors = 2000;
const mostOrders = 2000;
const mostOrdersPerVisitor = 50;

export interface Visitor {
  id: string;
  /** SKU -> pieces. */
  cart: Map<string, number>;
  /** Order ids, oldest first. */
  orders: string[];
}

export interface ShopOrder {
  id: string;
  /** Minor units of delivery, included in no line. */
  delivery: number;
  /** First name and town, for the greeting; never part of the payload. */
  name: string;
  town: string;
  /** What the page carries. From the playground it may be any JSON object. */
  payload: unknown;
  /** The same as the shop understands it; null when it is none of ours. */
  canonical: CanonicalOrder | null;
}

/** Drops the oldest entries of an insertion-ordered map. */
function keepNewest<V>(map: Map<string, V>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

export const deliveryFor = (subtotal: number): number => (subtotal >= 6000 ? 0 : 490);

export class OrderBook {
  private readonly visitors = new Map<string, Visitor>();
  private readonly orders = new Map<string, ShopOrder>();
  private nextId = 200_001;

  constructor(private readonly catalogue: Catalogue) {}

  visitor(id: string | undefined): Visitor | undefined {
    return id === undefined ? undefined : this.visitors.get(id);
  }

  newVisitor(): Visitor {
    const visitor: Visitor = { id: randomBytes(16).toString("hex"), cart: new Map(), orders: [] };
    this.visitors.set(visitor.id, visitor);
    keepNewest(this.visitors, mostVisitors);
    return visitor;
  }

  order(id: string): ShopOrder | undefined {
    return this.orders.get(id);
  }

  /** False when the SKU is unknown or the cart is full. */
  setPieces(visitor: Visitor, sku: string, pieces: number): boolean {
    if (!this.catalogue.bySku.has(sku)) return false;
    if (pieces <= 0) visitor.cart.delete(sku);
    else if (visitor.cart.has(sku) || visitor.cart.size < mostLines) {
      visitor.cart.set(sku, Math.min(pieces, mostPieces));
    } else return false;
    return true;
  }

  subtotal(visitor: Visitor): number {
    let sum = 0;
    for (const [sku, pieces] of visitor.cart)
      sum += pieces * (this.catalogue.bySku.get(sku)?.product.price ?? 0);
    return sum;
  }

  /** Turns the cart into an order. The cart must not be empty. */
  place(
    visitor: Visitor,
    buyer: { name: string; town: string; country: string; locale: string },
  ): ShopOrder {
    const prior = new Set<string>();
    for (const id of visitor.orders.toReversed()) {
      for (const line of this.orders.get(id)?.canonical?.lines ?? []) prior.add(line.sku);
    }
    const subtotal = this.subtotal(visitor);
    const delivery = deliveryFor(subtotal);
    const canonical: CanonicalOrder = {
      order_id: String(this.nextId++),
      placed_at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      currency: "EUR",
      locale: buyer.locale,
      country: buyer.country,
      kind: "purchase",
      lines: [...visitor.cart].map(([sku, quantity]) => ({
        sku,
        quantity,
        unit_price: decimal(this.catalogue.bySku.get(sku)?.product.price ?? 0),
      })),
      total: decimal(subtotal + delivery),
      customer: {
        id: `v-${visitor.id.slice(0, 12)}`,
        orders: visitor.orders.length + 1,
        prior_skus: [...prior],
        loyalty_member: false,
      },
      test: false,
    };
    const order: ShopOrder = {
      id: canonical.order_id,
      delivery,
      name: buyer.name,
      town: buyer.town,
      payload: canonical,
      canonical,
    };
    visitor.cart.clear();
    this.keep(visitor, order);
    return order;
  }

  /** A page for any payload: what the playground sends. */
  placePayload(visitor: Visitor, payload: unknown): ShopOrder {
    const id = String(this.nextId++);
    const order: ShopOrder = {
      id,
      delivery: 0,
      name: "",
      town: "",
      payload,
      canonical: readCanonical(payload),
    };
    this.keep(visitor, order);
    return order;
  }

  private keep(visitor: Visitor, order: ShopOrder): void {
    this.orders.set(order.id, order);
    keepNewest(this.orders, mostOrders);
    visitor.orders.push(order.id);
    if (visitor.orders.length > mostOrdersPerVisitor) visitor.orders.shift();
  }
}

/** The lines the shop can show for a payload of its own format; null for everything else. */
export function readCanonical(payload: unknown): CanonicalOrder | null {
  if (
    typeof payload !== "object" ||
    payload === null ||
    !("lines" in payload) ||
    !Array.isArray(payload.lines)
  ) {
    return null;
  }
  const lines: CanonicalOrder["lines"] = [];
  for (const line of payload.lines.slice(0, mostLines) as unknown[]) {
    if (typeof line !== "object" || line === null || !("sku" in line)) continue;
    const quantity = "quantity" in line ? Number(line.quantity) : 1;
    const price = "unit_price" in line ? Number(line.unit_price) : 0;
    lines.push({
      sku: String(line.sku).slice(0, 128),
      quantity: Number.isFinite(quantity) && quantity >= 1 ? Math.floor(quantity) : 1,
      unit_price: Number.isFinite(price) && price >= 0 ? price.toFixed(2) : "0.00",
    });
  }
  const text = (key: string): string => {
    const value = (payload as Record<string, unknown>)[key];
    return typeof value === "string" ? value.slice(0, 64) : "";
  };
  return {
    order_id: text("order_id"),
    placed_at: text("placed_at"),
    currency: "EUR",
    locale: text("locale"),
    country: text("country"),
    kind: "purchase",
    lines,
    total: decimal(
      lines.reduce((sum, l) => sum + l.quantity * Math.round(Number(l.unit_price) * 100), 0),
    ),
    customer: { id: "", orders: 1, prior_skus: [], loyalty_member: false },
    test: false,
  };
}
