#include "model/touchpoint.h"

#include <array>

namespace afterglow {
namespace {

// In the order of their enumerations.
constexpr std::array<std::string_view, kTouchpointCount> kTouchpoints = {
    "confirmation",   "receipt", "order-email", "shipping-email",
    "delivery-email", "in-app",  "push",        "order-history"};
constexpr std::array<std::string_view, kSegmentCount> kSegments = {"first_order", "returning",
                                                                   "unknown"};
constexpr std::array<std::string_view, kOfferTypeCount> kOfferTypes = {
    "product", "subscription", "loyalty", "partner", "service", "review"};

}  // namespace

std::string_view OfferTypeText(OfferType type) {
  return kOfferTypes[static_cast<std::size_t>(type)];
}

std::optional<OfferType> ParseOfferType(std::string_view text) {
  for (std::size_t i = 0; i < kOfferTypes.size(); ++i) {
    if (kOfferTypes[i] == text) return static_cast<OfferType>(i);
  }
  return std::nullopt;
}

std::string_view TouchpointText(Touchpoint touchpoint) {
  return kTouchpoints[static_cast<std::size_t>(touchpoint)];
}

std::string_view SegmentText(Segment segment) {
  return kSegments[static_cast<std::size_t>(segment)];
}

std::optional<Touchpoint> ParseTouchpoint(std::string_view text) {
  for (std::size_t i = 0; i < kTouchpoints.size(); ++i) {
    if (kTouchpoints[i] == text) return static_cast<Touchpoint>(i);
  }
  return std::nullopt;
}

}  // namespace afterglow
