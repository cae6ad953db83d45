// The same order in another payload format, to try the readers.

interface Canonical {
  order_id?: unknown;
  placed_at?: unknown;
  currency?: unknown;
  total?: unknown;
  lines?: { sku?: unknown; quantity?: unknown; unit_price?: unknown }[];
}

export function asJsonLd(order: Canonical): unknown {
  return {
    "@context": "https://schema.org",
    "@type": "Order",
    orderNumber: order.order_id,
    orderDate: order.placed_at,
    priceCurrency: order.currency,
    price: order.total,
    acceptedOffer: (order.lines ?? []).map((line) => ({
      "@type": "Offer",
      price: line.unit_price,
      priceCurrency: order.currency,
      eligibleQuantity: { "@type": "QuantitativeValue", value: line.quantity },
      itemOffered: { "@type": "Product", sku: line.sku },
    })),
  };
}
