// Google Analytics 4: what is pushed onto the dataLayer, or the parameters of a gtag event.
// https://developers.google.com/analytics/devguides/collection/ga4/reference/events#purchase
#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

// The fields are documented under `ecommerce` for the dataLayer and at the top for gtag; sites do
// either anywhere.
constexpr const char* kItems = "ecommerce.items|items";
constexpr const char* kId = "ecommerce.transaction_id|transaction_id";

bool IsPurchase(JsonValue payload) {
  const std::string_view event = payload["event"].text();
  if (!Find(payload, kItems).is_array() || event == "refund") return false;
  return event == "purchase" || FindScalar(payload, kId).present();
}

void ReadMore(JsonValue order, OrderDraft& draft) {
  if (Find(order, "ecommerce.new_customer|new_customer").is_true()) {
    draft.order().customer.orders = 1;
  }
  // `value` is the sum of the items alone.
  const auto part = [&](const char* name, const char* path) {
    return draft.Price(FindScalar(order, path), name);
  };
  const auto value = part("value", "ecommerce.value|value");
  draft.order().total = Plus(Plus(value, part("tax", "ecommerce.tax|tax")),
                             part("shipping", "ecommerce.shipping|shipping"));
}

}  // namespace

constinit const OrderFormat kGa4 = {
    .paths =
        OrderPaths{
            .name = "ga4",
            .lines = kItems,
            .id = kId,
            .currency = "ecommerce.currency|currency|ecommerce.items.0.currency|items.0.currency",
            .customer_id = "user_id|ecommerce.user_id",
            .sku = "item_id",  // item_name may stand alone, but a name is not an SKU
            .quantity = "quantity",
            .price = "price",
            .price_currency = "currency",
        },
    .accepts = IsPurchase,
    .more = ReadMore,
};

}  // namespace afterglow
