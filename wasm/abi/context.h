// The context argument of the ABI: one flat JSON object, every key optional.
//
//   touchpoint  "confirmation" (default) and the others of decide/decision.h
//   now         ISO 8601 text or Unix seconds; without it nothing that has a date is offered
//   seed        decimal text or an integer, 64 bits
//   unit        what is randomised, when it is not the customer
//   locale      BCP 47, instead of the order's
//   explain     true: say what was withheld and why
//   places      most offers shown
//   arm         "treatment" or "holdout" instead of the unit's own; to look at both
//   consent     ["advertising","personalisation"]: what the buyer has agreed to; default nothing
//   seen        [{"offer_id":"club","count":2,"last":…}]: what this buyer was shown, for frequency
//               caps; last is a time as `now` is
//   part        "html" (default), "text", "json": for ag_render
//   nonce       the page's CSP nonce, for ag_render; on a page it is found
//   style       the widget's style sheet: "inline" (default), "link" to stylesheet, "none"
//   stylesheet  same-origin address of widget.css, for "link"
//   shadow      true: the widget in declarative Shadow DOM
//   slots       [{"selector":"#afterglow","position":"append"}]; position is before, prepend,
//   append
//               (default), after or replace. For pages; default #afterglow, [data-afterglow-slot]
//   fallbacks   the same, for a page without a slot; default append to main, to body
//   hold        bytes that may be held back while the order is not known yet, default 65536
//   survey      true: a page is only looked at, to its end; nothing is decided, no model is needed
//
// An unknown key or a value of the wrong kind is kBadArgument: contexts are written by programs.
#pragma once

#include <string_view>

#include "base/result.h"
#include "decide/decide.h"
#include "page/page_scanner.h"
#include "render/render.h"

namespace afterglow {

struct CallContext {
  DecisionContext decision;
  RenderOptions render;
  PageOptions page;
  std::uint64_t hold = 65536;
  bool survey = false;
};

// Where offers go on pages whose context does not say.
PageOptions UsualPlaces();

// Into a new context; a page's has the usual places before.
Status ReadContext(std::string_view json, CallContext& context);

}  // namespace afterglow
