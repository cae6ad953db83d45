#include <algorithm>

#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

bool ReadKind(JsonValue value, OrderDraft& draft) {
  if (!value.present()) return true;
  for (const OrderKind kind : {OrderKind::kPurchase, OrderKind::kSubscription, OrderKind::kPayment,
                               OrderKind::kActivation}) {
    if (value.text() != OrderKindText(kind)) continue;
    draft.order().kind = kind;
    return true;
  }
  draft.Fail(ErrorCode::kBadOrder, "kind must be purchase, subscription, payment or activation",
             value.offset());
  return false;
}

std::optional<bool> ReadFlag(JsonValue value) {
  if (value.kind() != JsonKind::kBoolean) return std::nullopt;
  return value.is_true();
}

void ReadCustomer(JsonValue value, OrderDraft& draft) {
  draft.SetCustomerId(value["id"]);
  OrderCustomer& customer = draft.order().customer;
  customer.loyalty_member = ReadFlag(value["loyalty_member"]);
  draft.SetCustomerOrders(value["orders"]);
  std::size_t dropped = 0;
  for (JsonValue prior : value["prior_skus"]) {
    if (customer.prior_skus.size() == kMostPriorSkus) {
      ++dropped;
      continue;
    }
    const std::string_view sku = draft.ShortText(prior, "customer.prior_skus");
    const auto& known = customer.prior_skus;
    if (!sku.empty() && std::find(known.begin(), known.end(), sku) == known.end()) {
      customer.prior_skus.emplace_back(sku);
    }
  }
  if (dropped > 0) {
    draft.Note("customer.prior_skus", "has more than " + std::to_string(kMostPriorSkus) +
                                          " SKUs; the oldest " + std::to_string(dropped) +
                                          " were dropped");
  }
}

}  // namespace

bool IsCanonicalOrder(JsonValue value) {
  return value["lines"].is_array() || (value["order_id"].present() && value["kind"].present());
}

Result<Order> ReadCanonicalOrder(JsonValue value) {
  OrderDraft draft("canonical");
  draft.SetId(value["order_id"]);
  draft.SetPlacedAt(value["placed_at"].text());
  draft.SetCurrency(value["currency"]);
  draft.SetLocale(value["locale"]);
  draft.SetCountry(value["country"]);
  if (!ReadKind(value["kind"], draft)) return draft.Finish();
  draft.SetTotal(draft.Price(value["total"], "total"));
  draft.order().test = value["test"].is_true();
  ReadCustomer(value["customer"], draft);
  if (draft.BeginLines(value["lines"], "lines")) {
    for (JsonValue line : value["lines"]) {
      draft.NextLine();
      draft.AddLine(line["sku"], OrderDraft::ReadQuantity(line["quantity"]),
                    draft.Price(line["unit_price"], "unit_price"));
    }
  }
  return draft.Finish();
}

}  // namespace afterglow
