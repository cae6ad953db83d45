// A decision as templates see it. What each name stands for is in docs/templates.md.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "decide/decision.h"
#include "model/words.h"
#include "render/template.h"

namespace afterglow {

// Every name a template may use, besides the members of "words"; ViewName numbers them.
inline constexpr std::array<std::string_view, 33> kDecisionViewNames = {
    // of the decision
    "lang", "dir", "rtl", "touchpoint", "segment", "decision_id", "offers", "hero", "row", "more",
    "reviews", "words", "nonce", "style", "stylesheet", "shadow",
    // of an offer
    "id", "type", "sku", "title", "short_title", "text", "url", "image", "price", "reason",
    "disclosure", "sponsored", "call_to_action", "position", "initial", "first", "last"};
// clang-format off
enum class ViewName : std::uint8_t {
  kLang, kDir, kRtl, kTouchpoint, kSegment, kDecisionId, kOffers, kHero, kRow, kMore, kReviews,
  kWords, kNonce, kStyle, kStylesheet, kShadow,
  kId, kType, kSku, kTitle, kShortTitle, kText, kUrl, kImage, kPrice, kReason,
  kDisclosure, kSponsored, kCallToAction, kPosition, kInitial, kFirst, kLast, kUnknown
};
// clang-format on
static_assert(static_cast<std::size_t>(ViewName::kUnknown) == kDecisionViewNames.size());

// How the widget gets its style sheet.
struct ViewStyle {
  std::string_view nonce;       // for <style nonce>
  std::string_view stylesheet;  // address of widget.css
  bool inline_style = false;
  bool shadow = false;
};

class DecisionView final : public TemplateView {
 public:
  // Shows the decision's first `most` offers. Everything given must outlive the view.
  DecisionView(const Decision& decision, const LocaleData& words, const ViewStyle& style,
               std::size_t most);

  TemplateValue Root() const override;
  TemplateValue Member(const TemplateValue& scope, std::string_view name) const override;
  TemplateValue Item(const TemplateValue& list, std::uint32_t item) const override;

 private:
  TemplateValue RootMember(ViewName name) const;
  TemplateValue OfferMember(std::uint32_t scope, ViewName name) const;

  const Decision& decision_;
  const LocaleData& words_;
  const ViewStyle& style_;
  std::vector<std::uint32_t>
      shown_;               // places in the decision: the offers, then the review requests
  std::size_t offers_ = 0;  // how many of shown_ are no review request
};

}  // namespace afterglow
