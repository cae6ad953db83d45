#include <algorithm>

#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

void ReadKind(JsonValue value, OrderDraft& draft) {
  if (!value.present()) return;
  for (const OrderKind kind : {OrderKind::kPurchase, OrderKind::kSubscription, OrderKind::kPayment,
                               OrderKind::kActivation}) {
    if (value.text() != OrderKindText(kind)) continue;
    draft.order().kind = kind;
    return;
  }
  draft.Fail(ErrorCode::kBadOrder, "kind must be purchase, subscription, payment or activation",
             value.offset());
}

void ReadPriorSkus(JsonValue list, OrderDraft& draft) {
  std::vector<std::string>& skus = draft.order().customer.prior_skus;
  std::size_t dropped = 0;
  for (JsonValue prior : list) {
    if (skus.size() == kMostPriorSkus) {
      ++dropped;
      continue;
    }
    const std::string_view sku = draft.ShortText(prior, "customer.prior_skus");
    if (!sku.empty() && std::find(skus.begin(), skus.end(), sku) == skus.end()) {
      skus.emplace_back(sku);
    }
  }
  if (dropped > 0) {
    draft.Note("customer.prior_skus", "has more than " + std::to_string(kMostPriorSkus) +
                                          " SKUs; the oldest " + std::to_string(dropped) +
                                          " were dropped");
  }
}

// A payment may have no lines at all.
bool IsCanonical(JsonValue payload) {
  return payload["lines"].is_array() ||
         (payload["order_id"].present() && payload["kind"].present());
}

void ReadMore(JsonValue order, OrderDraft& draft) {
  ReadKind(order["kind"], draft);
  const JsonValue customer = order["customer"], member = customer["loyalty_member"];
  if (member.kind() == JsonKind::kBoolean) {
    draft.order().customer.loyalty_member = member.is_true();
  }
  ReadPriorSkus(customer["prior_skus"], draft);
  draft.order().test = order["test"].is_true();
}

}  // namespace

constinit const OrderFormat kCanonical = {
    .name = "canonical",
    .accepts = IsCanonical,
    .id = "order_id",
    .placed_at = "placed_at",
    .currency = "currency",
    .locale = "locale",
    .country = "country",
    .customer_id = "customer.id",
    .customer_orders = "customer.orders",
    .total = "total",
    .lines = "lines",
    .sku = "sku",
    .quantity = "quantity",
    .price = "unit_price",
    .more = ReadMore,
};

}  // namespace afterglow
