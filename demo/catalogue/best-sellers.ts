import type { PlacedOrder } from "../orders/generate.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Product } from "./product.ts";

/** Most ordered in the last 30 days, no two of one kind. */
export function bestSellers(
  catalogue: Catalogue,
  orders: readonly PlacedOrder[],
  most: number,
): Product[] {
  const until = orders.at(-1)?.at ?? 0;
  const sold = new Map<Product, number>();
  for (const order of orders) {
    if (order.at < until - 30 * 86_400) continue;
    for (const line of order.lines) {
      const product = catalogue.bySku.get(line.sku)?.product;
      if (product) sold.set(product, (sold.get(product) ?? 0) + 1);
    }
  }
  const kindsSeen = new Set<string>();
  return [...sold]
    .sort(([a, m], [b, n]) => n - m || (a.id < b.id ? -1 : 1))
    .map(([product]) => product)
    .filter(
      (product) => !kindsSeen.has(product.kind.category) && kindsSeen.add(product.kind.category),
    )
    .slice(0, most);
}
