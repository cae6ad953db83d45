// The JSON that an overlay file is made from (abi/trainer_abi.h, ag_trainer_overlay).
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/overlay.h"

namespace afterglow {

// kBadOverlay, naming the entry that is not of the documented shape.
Result<OverlayData> ReadOverlay(std::string_view text);

}  // namespace afterglow
