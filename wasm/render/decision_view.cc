#include "render/decision_view.h"

#include <algorithm>

#include "base/utf8.h"
#include "render/escape.h"

namespace afterglow {
namespace {

using Kind = TemplateValue::Kind;

// Numbers of lists and scopes. An offer is its index in shown_ with these bits.
constexpr std::uint32_t kRoot = 1, kWords = 2, kOffers = 3, kRow = 4, kReviews = 5;
constexpr std::uint32_t kOfferScope = 0x80000000, kFirst = 0x40000000, kLast = 0x20000000,
                        kIndexMask = 0x0000ffff;

// Most characters of what a catalogue says; more is cut. What they hold at the most is what keeps
// an email under 15 KB and a push message under 4 KB.
constexpr std::size_t kLongestTitle = 120, kLongestShortTitle = 60, kLongestText = 240;

TemplateValue Text(std::string_view text) { return {Kind::kText, 0, 0, text}; }
TemplateValue Flag(bool value) { return Text(value ? "true" : ""); }
TemplateValue List(std::uint32_t which, std::size_t size) {
  return {Kind::kList, which, static_cast<std::uint32_t>(size), {}};
}
TemplateValue Scope(std::uint32_t which) { return {Kind::kScope, which, 0, {}}; }
TemplateValue OfferAt(std::size_t index, bool first, bool last) {
  return Scope(kOfferScope | (first ? kFirst : 0) | (last ? kLast : 0) |
               static_cast<std::uint32_t>(index));
}

bool IsBlank(char32_t c) { return c <= ' ' || c == 0xa0 || c == 0x2028 || c == 0x2029; }

// One line, single blanks, at most `most` characters; what is cut is cut at a blank where one is
// near, and ends in "…".
std::string Clipped(std::string_view text, std::size_t most) {
  std::string out;
  std::size_t count = 0, last_blank = 0;
  bool blank = false;
  while (!text.empty()) {
    const Utf8Character character = TakeUtf8(text);
    if (IsBlank(character.code_point)) {
      blank = !out.empty();
      continue;
    }
    if (count + (blank ? 2 : 1) > most) {
      if (last_blank * 4 > out.size() * 3) out.resize(last_blank);
      return out + "…";
    }
    if (blank) {
      last_blank = out.size();
      out += ' ';
      ++count;
    }
    blank = false;
    ++count;
    out += character.bytes;
  }
  return out;
}

std::string Initial(std::string_view title) {
  if (title.empty()) return {};
  const Utf8Character first = TakeUtf8(title);
  std::string out(first.valid ? first.bytes : std::string_view());
  if (out.size() == 1 && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

Word ActionOf(OfferType type) {
  switch (type) {
    case OfferType::kSubscription:
      return Word::kSubscribe;
    case OfferType::kLoyalty:
      return Word::kJoin;
    case OfferType::kPartner:
      return Word::kLearnMore;
    case OfferType::kService:
      return Word::kAddService;
    case OfferType::kReview:
      return Word::kWriteReview;
    case OfferType::kProduct:
      break;
  }
  return Word::kView;
}

std::string_view UsableUrl(std::string_view url) {
  return IsSafeUrl(url) ? url : std::string_view();
}

}  // namespace

DecisionView::DecisionView(const Decision& decision, const LocaleData& words,
                           const ViewStyle& style, std::size_t most)
    : decision_(decision), words_(words), style_(style), rtl_(words.RightToLeft(decision.locale)) {
  for (const Offer& offer : decision.offers) {
    if (shown_.size() == most) break;
    Shown shown;
    shown.offer = &offer;
    shown.title = Clipped(offer.title, kLongestTitle);
    shown.short_title = Clipped(offer.title, kLongestShortTitle);
    shown.text = Clipped(offer.text, kLongestText);
    shown.reason = Clipped(offer.reason, kLongestText);
    shown.initial = Initial(shown.title);
    shown.position = std::to_string(shown_.size() + 1);
    shown.call_to_action = offer.call_to_action.empty()
                               ? words.Word(decision.locale, ActionOf(offer.type))
                               : std::string_view(offer.call_to_action);
    shown_.push_back(std::move(shown));
  }
  const auto is_offer = [](const Shown& shown) { return shown.offer->type != OfferType::kReview; };
  offers_ = static_cast<std::size_t>(std::stable_partition(shown_.begin(), shown_.end(), is_offer) -
                                     shown_.begin());
}

TemplateValue DecisionView::Root() const { return Scope(kRoot); }

TemplateValue DecisionView::Item(const TemplateValue& list, std::uint32_t item) const {
  const std::size_t begin = list.which == kRow ? 1 : list.which == kReviews ? offers_ : 0;
  return OfferAt(begin + item, item == 0, item + 1 == list.size);
}

TemplateValue DecisionView::Member(const TemplateValue& scope, std::string_view name) const {
  if (scope.which == kRoot) return RootMember(name);
  if (scope.which == kWords) return Text(words_.WordByName(decision_.locale, name));
  const std::uint32_t index = scope.which & kIndexMask;
  if ((scope.which & kOfferScope) == 0 || index >= shown_.size()) return {};
  if (name == "first") return Flag((scope.which & kFirst) != 0);
  if (name == "last") return Flag((scope.which & kLast) != 0);
  return OfferMember(shown_[index], name);
}

TemplateValue DecisionView::RootMember(std::string_view name) const {
  if (name == "words") return Scope(kWords);
  if (name == "offers") return List(kOffers, offers_);
  if (name == "hero") return offers_ > 0 ? OfferAt(0, true, offers_ == 1) : TemplateValue();
  if (name == "row") return List(kRow, offers_ > 1 ? offers_ - 1 : 0);
  if (name == "more") return Flag(offers_ > 1);
  if (name == "reviews") return List(kReviews, shown_.size() - offers_);
  if (name == "lang") return Text(words_.Language(decision_.locale));
  if (name == "dir") return Text(rtl_ ? "rtl" : "ltr");
  if (name == "rtl") return Flag(rtl_);
  if (name == "touchpoint") return Text(TouchpointText(decision_.touchpoint));
  if (name == "decision_id") return Text(decision_.decision_id);
  if (name == "nonce") return Text(style_.nonce);
  if (name == "style") return Flag(style_.inline_style);
  if (name == "stylesheet") return Text(style_.stylesheet);
  if (name == "shadow") return Flag(style_.shadow);
  return {};
}

TemplateValue DecisionView::OfferMember(const Shown& shown, std::string_view name) const {
  const Offer& offer = *shown.offer;
  if (name == "title") return Text(shown.title);
  if (name == "short_title") return Text(shown.short_title);
  if (name == "text") return Text(shown.text);
  if (name == "url") return Text(UsableUrl(offer.url));
  if (name == "image") return Text(UsableUrl(offer.image));
  if (name == "price") return Text(offer.price_text);
  if (name == "reason") return Text(shown.reason);
  if (name == "disclosure") return Text(offer.disclosure);
  if (name == "sponsored") return Flag(offer.type == OfferType::kPartner);
  if (name == "call_to_action") return Text(shown.call_to_action);
  if (name == "id") return Text(offer.offer_id);
  if (name == "type") return Text(OfferTypeText(offer.type));
  if (name == "sku") return Text(offer.sku);
  if (name == "position") return Text(shown.position);
  if (name == "initial") return Text(shown.initial);
  return {};
}

}  // namespace afterglow
