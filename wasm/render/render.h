// Decision -> what one touchpoint shows. Templates are Mustache, compiled at build and held in the
// model (section "TMPL"); a model without templates uses the built-in ones.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "decide/decision.h"
#include "model/model.h"

namespace afterglow {

enum class Part : std::uint8_t { kHtml, kText, kJson };

struct RenderOptions {
  Part part = Part::kHtml;
  std::string nonce;  // the page's CSP nonce; empty: no inline <style> is written
};

// Empty text for a decision without offers and for the holdout arm: then nothing is shown and no
// space is kept. Fails with kBadTemplate for a template section that cannot be used.
Result<std::string> Render(const Model& model, const Decision& decision,
                           const RenderOptions& options);

}  // namespace afterglow
