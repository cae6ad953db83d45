// A decision as templates see it. What each name stands for is in docs/templates.md.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "decide/decision.h"
#include "model/words.h"
#include "render/template.h"

namespace afterglow {

// Every name a template may use, besides the members of "words".
inline constexpr std::array<std::string_view, 33> kDecisionViewNames = {
    // of the decision
    "lang", "dir", "rtl", "touchpoint", "decision_id", "offers", "hero", "row", "more", "reviews",
    "words", "nonce", "style", "stylesheet", "shadow",
    // of an offer
    "id", "type", "sku", "title", "short_title", "text", "url", "image", "price", "reason",
    "disclosure", "sponsored", "call_to_action", "position", "initial", "first", "last",
    // the value a section stands on
    "."};

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
  // An offer, and what it needs beyond its own texts.
  struct Shown {
    const Offer* offer;
    std::string title, short_title, text, reason, initial, position;
    std::string_view call_to_action;
  };

  TemplateValue RootMember(std::string_view name) const;
  TemplateValue OfferMember(const Shown& shown, std::string_view name) const;

  const Decision& decision_;
  const LocaleData& words_;
  const ViewStyle& style_;
  const bool rtl_;
  std::vector<Shown> shown_;  // the offers, then the review requests
  std::size_t offers_ = 0;    // how many of shown_ are no review request
};

}  // namespace afterglow
