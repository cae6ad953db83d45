#include "base/json_writer.h"
#include "base/word_list.h"
#include "order/order.h"
#include "order/order_reader.h"

namespace afterglow {
namespace {

void WriteText(JsonWriter& json, const char* key, std::string_view text) {
  if (!text.empty()) json.Key(key).Text(text);
}

void WriteMoney(JsonWriter& json, const char* key, const std::optional<std::int64_t>& amount,
                const Currency& currency) {
  if (amount) json.Key(key).Text(FormatDecimal(*amount, currency.exponent()));
}

void WriteNames(JsonWriter& json, const char* key, const std::vector<std::string>& names) {
  if (names.empty()) return;
  json.Key(key).BeginArray();
  for (const std::string& name : names) json.Text(name);
  json.EndArray();
}

void WriteCustomer(JsonWriter& json, const OrderCustomer& customer) {
  json.Key("customer").BeginObject();
  WriteText(json, "id", customer.id);
  if (customer.orders) json.Key("orders").Unsigned(*customer.orders);
  WriteNames(json, "prior_skus", customer.prior_skus);
  WriteNames(json, "subscriptions", customer.subscriptions);
  if (customer.loyalty_member) json.Key("loyalty_member").Boolean(*customer.loyalty_member);
  json.EndObject();
}

}  // namespace

static_assert(WordCount(kOrderKinds) == static_cast<std::size_t>(OrderKind::kActivation) + 1);

std::string_view OrderKindText(OrderKind kind) {
  return WordAt(kOrderKinds, static_cast<std::size_t>(kind));
}

std::vector<std::string> SkusOf(const Order& order) {
  std::vector<std::string> skus(order.lines.size());
  for (std::size_t i = 0; i < skus.size(); ++i) skus[i] = order.lines[i].sku;
  return skus;
}

std::string OrderToJson(const Order& order) {
  JsonWriter json;
  json.BeginObject();
  json.Key("order_id").Text(order.order_id);
  if (order.placed_at) WriteText(json, "placed_at", FormatIsoTime(*order.placed_at));
  WriteText(json, "currency", order.currency.text());
  WriteText(json, "locale", order.locale);
  WriteText(json, "country", order.country);
  json.Key("kind").Text(OrderKindText(order.kind));
  json.Key("lines").BeginArray();
  for (const OrderLine& line : order.lines) {
    json.BeginObject();
    json.Key("sku").Text(line.sku);
    json.Key("quantity").Integer(line.quantity);
    WriteMoney(json, "unit_price", line.unit_price, order.currency);
    json.EndObject();
  }
  json.EndArray();
  WriteMoney(json, "total", order.total, order.currency);
  WriteCustomer(json, order.customer);
  json.Key("test").Boolean(order.test);
  WriteText(json, "format", order.format);
  json.Key("notes").BeginArray();
  for (const std::string& note : order.notes) json.Text(note);
  json.EndArray();
  json.EndObject();
  return json.Take();
}

}  // namespace afterglow
