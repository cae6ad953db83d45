// The two files a shop would export: orders.csv and products.csv.
import { type Catalogue, variantTitle } from "../catalogue/catalogue.ts";
import { categories } from "../catalogue/product.ts";
import type { PlacedOrder } from "./generate.ts";

const cell = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const row = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\n`;

/** 19900 -> "199.00" */
export const decimal = (minor: number): string =>
  `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;

export function ordersCsv(orders: readonly PlacedOrder[]): string {
  const parts = [row(["order_id", "customer_id", "ordered_at", "sku", "quantity", "unit_price"])];
  for (const order of orders) {
    const at = new Date(order.at * 1000).toISOString().replace(".000Z", "Z");
    for (const line of order.lines) {
      parts.push(
        row([
          order.id,
          order.customer,
          at,
          line.sku,
          String(line.quantity),
          decimal(line.unitPrice),
        ]),
      );
    }
  }
  return parts.join("");
}

export function productsCsv(catalogue: Catalogue): string {
  const categoryName = new Map(categories.map((c) => [c.slug, c.name]));
  const parts = [row(["sku", "title", "category", "url", "image", "price", "margin"])];
  for (const [sku, { product, variant }] of catalogue.bySku) {
    parts.push(
      row([
        sku,
        variantTitle(product, variant),
        categoryName.get(product.kind.category) ?? product.kind.category,
        `/products/${product.id}${variant.size ? `?sku=${encodeURIComponent(sku)}` : ""}`,
        `/images/${product.id}.svg`,
        decimal(product.price),
        decimal(product.margin),
      ]),
    );
  }
  return parts.join("");
}
