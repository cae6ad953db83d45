// Attacks the order readers: any bytes give an order or an error that points into them, an order
// keeps its limits, and its canonical form is read back as the same order.
#include <cstdlib>
#include <string>
#include <string_view>

#include "order/order_reader.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void CheckLimits(const afterglow::Order& order) {
  Require(!order.lines.empty() || order.kind != afterglow::OrderKind::kPurchase);
  Require(order.lines.size() <= afterglow::kMostLines);
  Require(order.customer.prior_skus.size() <= afterglow::kMostPriorSkus);
  Require(order.order_id.size() <= afterglow::kLongestSku);
  Require(order.customer.id.find('@') == std::string::npos);
  for (const afterglow::OrderLine& line : order.lines) {
    Require(!line.sku.empty() && line.sku.size() <= afterglow::kLongestSku);
    Require(line.quantity >= 1 && line.quantity <= afterglow::kLargestQuantity);
    Require(!line.unit_price || *line.unit_price >= 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view payload(reinterpret_cast<const char*>(data), size);
  const afterglow::Result<afterglow::Order> order = afterglow::ReadOrder(payload);
  if (!order.ok()) {
    Require(order.error().code != afterglow::ErrorCode::kOk && !order.error().message.empty());
    Require(order.error().offset <= size);
    return 0;
  }
  CheckLimits(order.value());

  const std::string json = OrderToJson(order.value());
  if (json.size() > afterglow::kLargestPayload) return 0;  // escapes and defaults can outgrow it
  afterglow::Order expected = order.value();
  expected.format = "canonical";
  expected.notes.clear();
  const afterglow::Result<afterglow::Order> again = afterglow::ReadOrder(json);
  Require(again.ok());
  Require(OrderToJson(again.value()) == OrderToJson(expected));
  return 0;
}
