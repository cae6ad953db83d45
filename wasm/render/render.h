// Decision -> what one touchpoint shows. Templates are Mustache, compiled at build and held in the
// model (section "TMPL"); their names are the touchpoint's and the part's: "confirmation.html".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "decide/decision.h"
#include "model/model.h"

namespace afterglow {

enum class Part : std::uint8_t { kHtml, kText, kJson };

// Where the web widget's style sheet comes from.
enum class WidgetStyle : std::uint8_t {
  kInline,  // a <style> in the widget, with the nonce when there is one
  kLink,    // <link rel="stylesheet"> to RenderOptions::stylesheet
  kNone,    // the page brings widget.css itself
};

struct RenderOptions {
  Part part = Part::kHtml;
  std::string nonce;  // the page's CSP nonce
  WidgetStyle style = WidgetStyle::kInline;
  std::string stylesheet;  // for kLink: a same-origin address of dist/widget.css
  bool shadow = false;     // web touchpoints: wrap the widget in declarative Shadow DOM
};

// Bytes. Push services refuse more (RFC 8291 leaves 3993 of 4096); mail programs cut long mails.
inline constexpr std::size_t kLargestPush = 3993, kLargestEmail = 15'000;

// Empty text for a decision without offers and for the holdout arm: then nothing is shown and no
// space is kept. An email or push message that would be too long shows fewer offers, at last none.
// A touchpoint that has no HTML (in-app, push) gives its JSON for it; another part it does not have
// is kBadArgument. kBadTemplate for a section of templates or words that cannot be used.
Result<std::string> Render(const Model& model, const Decision& decision,
                           const RenderOptions& options);

}  // namespace afterglow
