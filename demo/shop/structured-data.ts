// The order as schema.org JSON-LD, as many shops already publish it.
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { CanonicalOrder } from "../orders/recorded.ts";

export function orderJsonLd(order: CanonicalOrder, catalogue: Catalogue): unknown {
  return {
    "@context": "https://schema.org",
    "@type": "Order",
    orderNumber: order.order_id,
    orderDate: order.placed_at,
    merchant: { "@type": "Organization", name: "Larkfell" },
    priceCurrency: order.currency,
    price: order.total,
    acceptedOffer: order.lines.map((line) => ({
      "@type": "Offer",
      price: line.unit_price,
      priceCurrency: order.currency,
      eligibleQuantity: { "@type": "QuantitativeValue", value: line.quantity },
      itemOffered: {
        "@type": "Product",
        sku: line.sku,
        name: catalogue.bySku.get(line.sku)?.product.title ?? line.sku,
      },
    })),
  };
}
