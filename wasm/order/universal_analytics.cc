// Universal Analytics enhanced e-commerce on the dataLayer:
// https://developers.google.com/analytics/devguides/collection/ua/gtm/enhanced-ecommerce#purchases
#include "order/order_format.h"

namespace afterglow {

constinit const OrderFormat kUniversalAnalytics = {
    .paths =
        OrderPaths{
            .name = "universal-analytics",
            .lines = "ecommerce.purchase.products",
            .id = "ecommerce.purchase.actionField.id",
            .currency = "ecommerce.currencyCode|ecommerce.purchase.currencyCode",
            // Unlike GA4's value, revenue is what was paid: tax and shipping are in it.
            .total = "ecommerce.purchase.actionField.revenue",
            .sku = "id",
            .quantity = "quantity",
            .price = "price",
        },
};

}  // namespace afterglow
