#include "model/touchpoint.h"

#include "base/word_list.h"

namespace afterglow {
namespace {

// In the order of their enumerations.
constexpr std::string_view kTouchpoints =
    "confirmation|receipt|order-email|shipping-email|delivery-email|in-app|push|order-history";
constexpr std::string_view kSegments = "first_order|returning|unknown";
constexpr std::string_view kOfferTypes = "product|subscription|loyalty|partner|service|review";
static_assert(WordCount(kTouchpoints) == kTouchpointCount);
static_assert(WordCount(kSegments) == kSegmentCount);
static_assert(WordCount(kOfferTypes) == kOfferTypeCount);

}  // namespace

std::string_view OfferTypeText(OfferType type) {
  return WordAt(kOfferTypes, static_cast<std::size_t>(type));
}

std::optional<OfferType> ParseOfferType(std::string_view text) {
  const std::size_t place = PlaceOfWord(kOfferTypes, text);
  if (place == kNoWord) return std::nullopt;
  return static_cast<OfferType>(place);
}

std::string_view TouchpointText(Touchpoint touchpoint) {
  return WordAt(kTouchpoints, static_cast<std::size_t>(touchpoint));
}

std::string_view SegmentText(Segment segment) {
  return WordAt(kSegments, static_cast<std::size_t>(segment));
}

std::optional<Touchpoint> ParseTouchpoint(std::string_view text) {
  const std::size_t place = PlaceOfWord(kTouchpoints, text);
  if (place == kNoWord) return std::nullopt;
  return static_cast<Touchpoint>(place);
}

}  // namespace afterglow
