// The canonical order: what every payload format is read into. No personal data ever gets here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/time.h"

namespace afterglow {

inline constexpr std::size_t kLargestPayload = 65536;  // 64 KiB
inline constexpr std::size_t kMostLines = 250;
inline constexpr std::size_t kLongestSku = 128;  // bytes
inline constexpr std::size_t kDeepestNesting = 32;
inline constexpr std::size_t kMostPriorSkus = 500;         // further ones are dropped, with a note
inline constexpr std::int64_t kLargestQuantity = 1000000;  // larger ones are read as this

enum class OrderKind : std::uint8_t { kPurchase, kSubscription, kPayment, kActivation };
// In the order of OrderKind.
inline constexpr std::string_view kOrderKinds = "purchase|subscription|payment|activation";

struct OrderLine {
  std::string sku;
  std::int64_t quantity = 1;               // 1 to kLargestQuantity
  std::optional<std::int64_t> unit_price;  // minor units of Order::currency
};

struct OrderCustomer {
  std::string id;                          // empty: guest
  std::optional<std::uint32_t> orders;     // how many this customer has placed, this one included
  std::vector<std::string> prior_skus;     // most recent first, no duplicates
  std::vector<std::string> subscriptions;  // what the customer is subscribed to; as prior_skus
  std::optional<bool> loyalty_member;
};

struct Order {
  std::string order_id;
  std::optional<UnixSeconds> placed_at;
  Currency currency;
  std::string locale;   // BCP 47, empty when unknown
  std::string country;  // ISO 3166 alpha-2, upper case, empty when unknown
  OrderKind kind = OrderKind::kPurchase;
  // SKUs unique, in the order of the payload. One or more for a purchase; a payment, a subscription
  // or an activation may come without.
  std::vector<OrderLine> lines;
  std::optional<std::int64_t> total;  // minor units
  OrderCustomer customer;
  bool test = false;

  std::string_view format;         // which reader understood it: "canonical", "schema.org", …
  std::vector<std::string> notes;  // one sentence each: lines skipped and why, fields ignored
};

std::string_view OrderKindText(OrderKind kind);
// Of the lines, in their order.
std::vector<std::string> SkusOf(const Order& order);

}  // namespace afterglow
