// One reader per payload format. `Is…` looks at the shape alone; `Read…` is called on what it
// accepted. The fields each takes, and the format names, are in docs/orders.md.
#pragma once

#include "order/json_tree.h"
#include "order/order.h"

namespace afterglow {

// The design's own form.
bool IsCanonicalOrder(JsonValue value);
Result<Order> ReadCanonicalOrder(JsonValue value);

// schema.org Order as JSON-LD or Gmail markup.
bool IsSchemaOrgOrder(JsonValue value);
Result<Order> ReadSchemaOrgOrder(JsonValue value);

// Google Analytics 4: what is pushed onto the dataLayer, or the parameters of a gtag event.
bool IsGa4Purchase(JsonValue value);
Result<Order> ReadGa4Purchase(JsonValue value);

// Universal Analytics enhanced e-commerce on the dataLayer.
bool IsUniversalAnalyticsPurchase(JsonValue value);
Result<Order> ReadUniversalAnalyticsPurchase(JsonValue value);

// Shopify: the REST and webhook order, an order or checkout written by a theme in Liquid, and the
// checkout_completed event of a web pixel.
bool IsShopifyOrder(JsonValue value);
Result<Order> ReadShopifyOrder(JsonValue value);
bool IsShopifyLiquidOrder(JsonValue value);
Result<Order> ReadShopifyLiquidOrder(JsonValue value);
bool IsShopifyPixelEvent(JsonValue value);
Result<Order> ReadShopifyPixelEvent(JsonValue value);

// WooCommerce REST API v3.
bool IsWooCommerceOrder(JsonValue value);
Result<Order> ReadWooCommerceOrder(JsonValue value);

// Adobe Commerce and Magento 2 REST.
bool IsMagentoOrder(JsonValue value);
Result<Order> ReadMagentoOrder(JsonValue value);

// commercetools Order.
bool IsCommercetoolsOrder(JsonValue value);
Result<Order> ReadCommercetoolsOrder(JsonValue value);

}  // namespace afterglow
