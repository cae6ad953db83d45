#include <algorithm>

#include "base/sentence.h"
#include "base/word_list.h"
#include "order/order_draft.h"
#include "order/order_format.h"

namespace afterglow {
namespace {

void ReadKind(JsonValue value, OrderDraft& draft) {
  if (!value.present()) return;
  const std::size_t kind = PlaceOfWord(kOrderKinds, value.text());
  if (kind == kNoWord) {
    draft.Fail(ErrorCode::kBadOrder,
               Sentence() << "kind must be purchase, subscription, payment or activation",
               value.offset());
  } else {
    draft.order().kind = static_cast<OrderKind>(kind);
  }
}

// A list of names, each once, in the payload's order; `place` is what notes call it.
void ReadNames(JsonValue list, const char* place, OrderDraft& draft,
               std::vector<std::string>& names) {
  std::size_t dropped = 0;
  for (JsonValue entry : list) {
    if (names.size() == kMostPriorSkus) {
      ++dropped;
      continue;
    }
    const std::string_view name = draft.ShortText(entry, place);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::string(name));
    }
  }
  if (dropped > 0) {
    const std::string rest = Sentence() << "has more than " << kMostPriorSkus
                                        << " entries; the oldest " << dropped << " were dropped";
    draft.Note(place, rest.c_str());
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
  OrderCustomer& read = draft.order().customer;
  ReadNames(customer["prior_skus"], "customer.prior_skus", draft, read.prior_skus);
  ReadNames(customer["subscriptions"], "customer.subscriptions", draft, read.subscriptions);
  draft.order().test = order["test"].is_true();
}

}  // namespace

constinit const OrderFormat kCanonical = {
    .paths =
        OrderPaths{
            .name = "canonical",
            .lines = "lines",
            .id = "order_id",
            .placed_at = "placed_at",
            .currency = "currency",
            .locale = "locale",
            .country = "country",
            .customer_id = "customer.id",
            .customer_orders = "customer.orders",
            .total = "total",
            .sku = "sku",
            .quantity = "quantity",
            .price = "unit_price",
        },
    .accepts = IsCanonical,
    .more = ReadMore,
};

}  // namespace afterglow
