#include "render/decision_view.h"

#include <algorithm>

#include "base/utf8.h"
#include "render/escape.h"

namespace afterglow {
namespace {

using Kind = TemplateValue::Kind;

// Numbers of lists and scopes. An offer is its place in shown_ with these bits.
constexpr std::uint32_t kRoot = 1, kWords = 2, kOffers = 3, kRow = 4, kReviews = 5;
constexpr std::uint32_t kOfferScope = 0x80000000, kFirst = 0x40000000, kLast = 0x20000000,
                        kIndexMask = 0x0000ffff;

// Most characters of what a catalogue says. What they hold at the most is what keeps an email under
// 15 KB and a push message under 4 KB.
constexpr std::uint32_t kLongestTitle = 120, kLongestShortTitle = 60, kLongestText = 240;

TemplateValue Text(std::string_view text, std::uint32_t most = 0) {
  return {Kind::kText, 0, most, text};
}
TemplateValue Flag(bool value) { return Text(value ? "true" : ""); }
TemplateValue List(std::uint32_t which, std::size_t size) {
  return {Kind::kList, which, static_cast<std::uint32_t>(size), {}};
}
TemplateValue Scope(std::uint32_t which) { return {Kind::kScope, which, 0, {}}; }
TemplateValue OfferAt(std::size_t index, bool first, bool last) {
  return Scope(kOfferScope | (first ? kFirst : 0) | (last ? kLast : 0) |
               static_cast<std::uint32_t>(index));
}

std::string_view Initial(std::string_view title) {
  while (!title.empty()) {
    const Utf8Character first = TakeUtf8(title);
    if (first.code_point > ' ' && first.valid) return first.bytes;
  }
  return {};
}

// The first words are in the order of OfferType.
Word ActionOf(OfferType type) {
  return static_cast<Word>(static_cast<unsigned>(Word::kView) + static_cast<unsigned>(type));
}
static_assert(static_cast<unsigned>(Word::kWriteReview) ==
              static_cast<unsigned>(OfferType::kReview));

// The members of an offer that are its own texts.
struct OfferText {
  ViewName name;
  std::string Offer::*text;
  std::uint32_t most = 0;
  bool address = false;  // nothing but what IsSafeUrl lets through
};
constexpr OfferText kOfferTexts[] = {
    {ViewName::kId, &Offer::offer_id},
    {ViewName::kSku, &Offer::sku},
    {ViewName::kTitle, &Offer::title, kLongestTitle},
    {ViewName::kShortTitle, &Offer::title, kLongestShortTitle},
    {ViewName::kText, &Offer::text, kLongestText},
    {ViewName::kUrl, &Offer::url, 0, true},
    {ViewName::kImage, &Offer::image, 0, true},
    {ViewName::kPrice, &Offer::price_text},
    {ViewName::kReason, &Offer::reason, kLongestText},
    {ViewName::kDisclosure, &Offer::disclosure, kLongestText},
    {ViewName::kCallToAction, &Offer::call_to_action, kLongestShortTitle},
};

}  // namespace

DecisionView::DecisionView(const Decision& decision, const LocaleData& words,
                           const ViewStyle& style, std::size_t most)
    : decision_(decision), words_(words), style_(style) {
  const std::size_t size = std::min(most, decision.offers.size());
  for (const bool reviews : {false, true}) {
    for (std::uint32_t i = 0; i < size; ++i) {
      if ((decision.offers[i].type == OfferType::kReview) == reviews) shown_.push_back(i);
    }
    if (!reviews) offers_ = shown_.size();
  }
}

TemplateValue DecisionView::Root() const { return Scope(kRoot); }

TemplateValue DecisionView::Item(const TemplateValue& list, std::uint32_t item) const {
  const std::size_t begin = list.which == kRow ? 1 : list.which == kReviews ? offers_ : 0;
  return OfferAt(begin + item, item == 0, item + 1 == list.size);
}

TemplateValue DecisionView::Member(const TemplateValue& scope, std::string_view name) const {
  if (scope.which == kWords) return Text(words_.WordByName(name));
  const auto known = std::find(kDecisionViewNames.begin(), kDecisionViewNames.end(), name);
  const auto index = static_cast<ViewName>(known - kDecisionViewNames.begin());
  return scope.which == kRoot ? RootMember(index) : OfferMember(scope.which, index);
}

TemplateValue DecisionView::RootMember(ViewName name) const {
  switch (name) {
    case ViewName::kWords:
      return Scope(kWords);
    case ViewName::kOffers:
      return List(kOffers, offers_);
    case ViewName::kHero:
      return offers_ > 0 ? OfferAt(0, true, offers_ == 1) : TemplateValue();
    case ViewName::kRow:
      return List(kRow, offers_ > 1 ? offers_ - 1 : 0);
    case ViewName::kMore:
      return Flag(offers_ > 1);
    case ViewName::kReviews:
      return List(kReviews, shown_.size() - offers_);
    case ViewName::kLang:
      return Text(words_.language());
    case ViewName::kDir:
      return Text(words_.right_to_left() ? "rtl" : "ltr");
    case ViewName::kRtl:
      return Flag(words_.right_to_left());
    case ViewName::kTouchpoint:
      return Text(TouchpointText(decision_.touchpoint));
    case ViewName::kSegment:
      return Text(SegmentText(decision_.segment));
    case ViewName::kDecisionId:
      return Text(decision_.decision_id);
    case ViewName::kNonce:
      return Text(style_.nonce);
    case ViewName::kStyle:
      return Flag(style_.inline_style);
    case ViewName::kStylesheet:
      return Text(style_.stylesheet);
    case ViewName::kShadow:
      return Flag(style_.shadow);
    default:
      return {};
  }
}

TemplateValue DecisionView::OfferMember(std::uint32_t scope, ViewName name) const {
  const std::uint32_t place = scope & kIndexMask;
  if ((scope & kOfferScope) == 0 || place >= shown_.size()) return {};
  const Offer& offer = decision_.offers[shown_[place]];
  for (const OfferText& own : kOfferTexts) {
    const std::string& text = offer.*own.text;
    if (own.name != name) continue;
    if (name == ViewName::kCallToAction && text.empty()) break;
    return own.address && !IsSafeUrl(text) ? Text("") : Text(text, own.most);
  }
  switch (name) {
    case ViewName::kType:
      return Text(OfferTypeText(offer.type));
    case ViewName::kSponsored:
      return Flag(offer.type == OfferType::kPartner);
    case ViewName::kCallToAction:
      return Text(words_.Word(ActionOf(offer.type)));
    case ViewName::kPosition:
      return {Kind::kNumber, 0, place + 1, {}};
    case ViewName::kInitial:
      return Text(Initial(offer.title));
    case ViewName::kFirst:
      return Flag((scope & kFirst) != 0);
    case ViewName::kLast:
      return Flag((scope & kLast) != 0);
    default:
      return {};
  }
}

}  // namespace afterglow
