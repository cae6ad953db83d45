// The same order as other systems write it, to try the module's readers.
import type { CanonicalOrder } from "../orders/recorded.ts";

export type OrderFormat = "canonical" | "jsonld" | "ga4" | "shopify" | "woocommerce";

function asJsonLd(order: CanonicalOrder): unknown {
  return {
    "@context": "https://schema.org",
    "@type": "Order",
    orderNumber: order.order_id,
    orderDate: order.placed_at,
    priceCurrency: order.currency,
    price: order.total,
    acceptedOffer: order.lines.map((line) => ({
      "@type": "Offer",
      price: line.unit_price,
      priceCurrency: order.currency,
      eligibleQuantity: { "@type": "QuantitativeValue", value: line.quantity },
      itemOffered: { "@type": "Product", sku: line.sku },
    })),
  };
}

function asGa4(order: CanonicalOrder): unknown {
  return {
    event: "purchase",
    ecommerce: {
      transaction_id: order.order_id,
      value: Number(order.total),
      currency: order.currency,
      items: order.lines.map((line) => ({
        item_id: line.sku,
        price: Number(line.unit_price),
        quantity: line.quantity,
      })),
    },
  };
}

function asShopify(order: CanonicalOrder): unknown {
  return {
    id: Number(order.order_id),
    name: `#${order.order_id}`,
    created_at: order.placed_at,
    currency: order.currency,
    customer_locale: order.locale,
    total_price: order.total,
    customer: { id: order.customer.id, orders_count: order.customer.orders },
    line_items: order.lines.map((line, i) => ({
      id: i + 1,
      sku: line.sku,
      quantity: line.quantity,
      price: line.unit_price,
      gift_card: false,
      requires_shipping: true,
    })),
  };
}

function asWooCommerce(order: CanonicalOrder): unknown {
  return {
    id: Number(order.order_id),
    number: order.order_id,
    status: "processing",
    currency: order.currency,
    date_created_gmt: order.placed_at.replace("Z", ""),
    total: order.total,
    line_items: order.lines.map((line, i) => ({
      id: i + 1,
      product_id: i + 100,
      variation_id: 0,
      sku: line.sku,
      quantity: line.quantity,
      price: Number(line.unit_price),
    })),
  };
}

const writers: Record<OrderFormat, (order: CanonicalOrder) => unknown> = {
  canonical: (order) => order,
  jsonld: asJsonLd,
  ga4: asGa4,
  shopify: asShopify,
  woocommerce: asWooCommerce,
};

export const orderAs = (order: CanonicalOrder, format: OrderFormat): unknown =>
  (writers[format] ?? writers.canonical)(order);
