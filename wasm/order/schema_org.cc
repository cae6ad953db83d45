// schema.org Order: https://schema.org/Order, and as Gmail reads it:
// https://developers.google.com/gmail/markup/reference/order
#include "order/order_format.h"

namespace afterglow {
namespace {

// "Order", "schema:Order" and "https://schema.org/Order" are the same type.
bool IsOrder(JsonValue payload) {
  const JsonValue type = payload["@type"];
  for (JsonValue one : type) {
    if (LastPart(one.text()) == "Order") return true;
  }
  return LastPart(type.text()) == "Order";
}

// The two lists describe the same goods: the second is only for orders without the first.
bool HasOffers(JsonValue payload) {
  return IsOrder(payload) &&
         (payload["acceptedOffer"].present() || !payload["orderedItem"].present());
}
bool HasItems(JsonValue payload) { return IsOrder(payload) && payload["orderedItem"].present(); }

constexpr OrderPaths Common() {
  OrderPaths paths;
  paths.name = "schema.org";
  paths.id = "orderNumber";
  paths.placed_at = "orderDate";
  paths.currency =
      "priceCurrency|priceSpecification.priceCurrency|acceptedOffer.priceCurrency|"
      "acceptedOffer.priceSpecification.priceCurrency|orderedItem.orderedItem.offers.priceCurrency";
  paths.total = "price|priceSpecification.price";
  paths.status = "orderStatus";
  paths.undone = "OrderCancelled|OrderReturned";
  return paths;
}

// A name is not an SKU, and nothing else of a product is one.
constexpr OrderPaths Offers() {
  OrderPaths paths = Common();
  paths.lines = "acceptedOffer";
  paths.sku = "itemOffered.sku|itemOffered.productID";
  paths.quantity = "eligibleQuantity.value|eligibleQuantity";
  paths.price = "price|priceSpecification.price";
  paths.price_currency = "priceCurrency|priceSpecification.priceCurrency";
  return paths;
}

// An OrderItem holds the product; some sites list the product itself.
constexpr OrderPaths Items() {
  OrderPaths paths = Common();
  paths.lines = "orderedItem";
  paths.sku = "orderedItem.sku|orderedItem.productID|sku|productID";
  paths.quantity = "orderQuantity.value|orderQuantity";
  paths.price = "orderedItem.offers.price|offers.price";
  paths.price_currency = "orderedItem.offers.priceCurrency|offers.priceCurrency";
  return paths;
}

}  // namespace

constinit const OrderFormat kSchemaOrgOffers = {.paths = Offers(), .accepts = HasOffers};
constinit const OrderFormat kSchemaOrgItems = {.paths = Items(), .accepts = HasItems};

}  // namespace afterglow
