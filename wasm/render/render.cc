#include "render/render.h"

#include <utility>

#include "base/sentence.h"
#include "model/words.h"
#include "render/decision_view.h"
#include "render/template.h"

namespace afterglow {
namespace {

const char* Ending(Part part) {
  switch (part) {
    case Part::kText:
      return ".txt";
    case Part::kJson:
      return ".json";
    case Part::kHtml:
      break;
  }
  return ".html";
}

std::string TemplateName(Touchpoint touchpoint, Part part) {
  return Sentence() << TouchpointText(touchpoint) << Ending(part);
}

std::size_t LargestText(Touchpoint touchpoint) {
  switch (touchpoint) {
    case Touchpoint::kPush:
      return kLargestPush;
    case Touchpoint::kOrderEmail:
    case Touchpoint::kShippingEmail:
    case Touchpoint::kDeliveryEmail:
      return kLargestEmail;
    default:
      return kLargestOutput;
  }
}

}  // namespace

Result<std::string> Render(const Model& model, const Decision& decision,
                           const RenderOptions& options) {
  if (decision.offers.empty() || decision.arm != "treatment") return std::string();
  const Result<TemplateSet> templates = TemplateSet::Open(model.Opaque("TMPL"));
  if (!templates.ok()) return templates.error();

  std::string name = TemplateName(decision.touchpoint, options.part);
  if (!templates.value().Has(name)) {
    std::string json = TemplateName(decision.touchpoint, Part::kJson);
    const bool json_only = templates.value().Has(json);
    if (options.part == Part::kHtml && json_only) {
      name = std::move(json);
    } else if (json_only || templates.value().Has(TemplateName(decision.touchpoint, Part::kHtml))) {
      return Error{ErrorCode::kBadArgument,
                   Sentence() << "the touchpoint " << TouchpointText(decision.touchpoint)
                              << " has no template " << name,
                   0};
    }
  }

  const LocaleData words = LocaleData::Open(model.Opaque("WORD"), decision.locale);
  // Shown without words, a partner's offer would not say that it is an advertisement.
  if (!words.known()) {
    return Error{ErrorCode::kBadTemplate, "the model holds no words: rebuild the model", 0};
  }
  ViewStyle style;
  style.nonce = options.nonce;
  style.inline_style = options.style == WidgetStyle::kInline;
  if (options.style == WidgetStyle::kLink) style.stylesheet = options.stylesheet;
  style.shadow = options.shadow;
  const std::size_t largest = LargestText(decision.touchpoint);
  for (std::size_t most = decision.offers.size(); most > 0; --most) {
    Result<std::string> text =
        templates.value().Run(name, DecisionView(decision, words, style, most));
    if (!text.ok() || text.value().size() <= largest) return text;
  }
  return std::string();
}

}  // namespace afterglow
