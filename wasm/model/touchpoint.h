// Where an offer is shown and to whom, and what kinds of offers there are.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace afterglow {

enum class OfferType : std::uint8_t {
  kProduct,
  kSubscription,
  kLoyalty,
  kPartner,
  kService,
  kReview
};
inline constexpr std::size_t kOfferTypeCount = 6;
// "product", "subscription", "loyalty", "partner", "service", "review".
std::string_view OfferTypeText(OfferType type);
std::optional<OfferType> ParseOfferType(std::string_view text);

enum class Touchpoint : std::uint8_t {
  kConfirmation,
  kReceipt,
  kOrderEmail,
  kShippingEmail,
  kDeliveryEmail,
  kInApp,
  kPush,
  kOrderHistory,
};
inline constexpr std::size_t kTouchpointCount = 8;
// "confirmation", "receipt", "order-email", "shipping-email", "delivery-email", "in-app", "push",
// "order-history".
std::string_view TouchpointText(Touchpoint touchpoint);
std::optional<Touchpoint> ParseTouchpoint(std::string_view text);

// How the buyer stands to the shop, as far as acceptance differs by it.
enum class Segment : std::uint8_t { kFirstOrder, kReturning, kUnknown };
inline constexpr std::size_t kSegmentCount = 3;
// "first_order", "returning", "unknown".
std::string_view SegmentText(Segment segment);

}  // namespace afterglow
