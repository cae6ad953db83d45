// The section "SETT": Settings, field by field.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/settings.h"

namespace afterglow {

std::vector<std::uint8_t> WriteSettings(const Settings& settings);
// Refuses a section of another size and values outside the ranges stated in settings.h.
Result<Settings> ReadSettings(Bytes section);

}  // namespace afterglow
