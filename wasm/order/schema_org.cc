// schema.org Order: https://schema.org/Order, and as Gmail reads it:
// https://developers.google.com/gmail/markup/reference/order
#include "order/order_draft.h"
#include "order/readers.h"

namespace afterglow {
namespace {

bool IsType(JsonValue type, std::string_view name) {
  for (JsonValue one : type) {
    if (LastPart(one.text()) == name) return true;
  }
  return LastPart(type.text()) == name;
}

// JSON-LD may write a value as {"@value": …} and anything as a list of one.
JsonValue Plain(JsonValue value) {
  if (value.is_array() && value.size() == 1) value = value.first();
  return value["@value"].present() ? value["@value"] : value;
}

// Calls `visit` with each element of a list, or with the single value.
template <typename Visit>
void ForEach(JsonValue value, const Visit& visit) {
  if (!value.is_array()) {
    if (value.present()) visit(value);
    return;
  }
  for (JsonValue one : value) visit(one);
}

// A name is not an SKU, and nothing else of a product is one.
JsonValue Sku(JsonValue product) {
  product = Plain(product);
  return FirstOf({Plain(product["sku"]), Plain(product["productID"])});
}

JsonValue PriceOf(JsonValue value) {
  return FirstOf({Plain(value["price"]), Plain(Plain(value["priceSpecification"])["price"])});
}

JsonValue CurrencyOf(JsonValue value) {
  return FirstOf(
      {Plain(value["priceCurrency"]), Plain(Plain(value["priceSpecification"])["priceCurrency"])});
}

// A number, or a QuantitativeValue around one.
JsonValue Amount(JsonValue quantity) {
  quantity = Plain(quantity);
  return quantity.is_object() ? Plain(quantity["value"]) : quantity;
}

std::optional<std::int64_t> OfferPrice(JsonValue offer, OrderDraft& draft) {
  return draft.Price(PriceOf(offer), "price", CurrencyOf(offer));
}

void ReadOffers(JsonValue offers, OrderDraft& draft) {
  ForEach(offers, [&](JsonValue offer) {
    draft.NextLine();
    const auto quantity = OrderDraft::ReadQuantity(Amount(offer["eligibleQuantity"]));
    draft.AddLine(Sku(offer["itemOffered"]), quantity, OfferPrice(offer, draft));
  });
}

void ReadItems(JsonValue items, OrderDraft& draft) {
  ForEach(items, [&](JsonValue item) {
    draft.NextLine();
    // An OrderItem holds the product; some sites list the product itself.
    const JsonValue product = item["orderedItem"].present() ? item["orderedItem"] : item;
    const auto quantity = OrderDraft::ReadQuantity(Amount(item["orderQuantity"]));
    draft.AddLine(Sku(product), quantity, OfferPrice(Plain(Plain(product)["offers"]), draft));
  });
}

JsonValue OrderCurrency(JsonValue order) {
  JsonValue found = CurrencyOf(order);
  ForEach(order["acceptedOffer"], [&](JsonValue offer) {
    if (!found.present()) found = CurrencyOf(offer);
  });
  return found;
}

}  // namespace

bool IsSchemaOrgOrder(JsonValue value) { return IsType(value["@type"], "Order"); }

Result<Order> ReadSchemaOrgOrder(JsonValue value) {
  OrderDraft draft("schema.org");
  draft.RefuseWhen(Plain(value["orderStatus"]), "orderStatus", {"OrderCancelled", "OrderReturned"});
  draft.SetId(Plain(value["orderNumber"]));
  draft.SetPlacedAt(Plain(value["orderDate"]).text());
  draft.SetCurrency(OrderCurrency(value));
  draft.SetTotal(draft.Price(PriceOf(value), "price"));
  // The two lists describe the same goods: the second is only for orders without the first.
  const JsonValue offers = value["acceptedOffer"], items = value["orderedItem"];
  if (draft.BeginLines(offers, "acceptedOffer")) ReadOffers(offers, draft);
  if (draft.order().lines.empty() && draft.BeginLines(items, "orderedItem")) {
    ReadItems(items, draft);
  }
  return draft.Finish();
}

}  // namespace afterglow
