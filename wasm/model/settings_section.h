// The section "SETT": Settings as they stand in memory, and the currency behind them.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/settings.h"

namespace afterglow {

std::vector<std::uint8_t> WriteSettings(const Settings& settings);
// Refuses a section of another size and values outside the ranges stated in settings.h.
// Into `settings`, which are of no use after a failure.
Status ReadSettings(Bytes section, Settings& settings);

}  // namespace afterglow
