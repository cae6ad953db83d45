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

constexpr OrderFormat Common() {
  OrderFormat format;
  format.name = "schema.org";
  format.id = "orderNumber";
  format.placed_at = "orderDate";
  format.currency =
      "priceCurrency|priceSpecification.priceCurrency|acceptedOffer.priceCurrency|"
      "acceptedOffer.priceSpecification.priceCurrency|orderedItem.orderedItem.offers.priceCurrency";
  format.total = "price|priceSpecification.price";
  format.status = "orderStatus";
  format.undone = "OrderCancelled|OrderReturned";
  return format;
}

// A name is not an SKU, and nothing else of a product is one.
constexpr OrderFormat Offers() {
  OrderFormat format = Common();
  format.accepts = HasOffers;
  format.lines = "acceptedOffer";
  format.sku = "itemOffered.sku|itemOffered.productID";
  format.quantity = "eligibleQuantity.value|eligibleQuantity";
  format.price = "price|priceSpecification.price";
  format.price_currency = "priceCurrency|priceSpecification.priceCurrency";
  return format;
}

// An OrderItem holds the product; some sites list the product itself.
constexpr OrderFormat Items() {
  OrderFormat format = Common();
  format.accepts = HasItems;
  format.lines = "orderedItem";
  format.sku = "orderedItem.sku|orderedItem.productID|sku|productID";
  format.quantity = "orderQuantity.value|orderQuantity";
  format.price = "orderedItem.offers.price|offers.price";
  format.price_currency = "orderedItem.offers.priceCurrency|offers.priceCurrency";
  return format;
}

}  // namespace

constinit const OrderFormat kSchemaOrgOffers = Offers();
constinit const OrderFormat kSchemaOrgItems = Items();

}  // namespace afterglow
