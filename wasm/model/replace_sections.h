// Puts other sections into a finished model: new templates or texts need no new build.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/model_data.h"

namespace afterglow {

// `model` with each of `sections` in the place of the one of its tag, or behind the others where it
// has none. Every other section keeps its bytes. Fails as FileView::Open and Verify do.
Result<std::vector<std::uint8_t>> ReplaceSections(Bytes model,
                                                  std::span<const OpaqueSection> sections);

}  // namespace afterglow
