// Instants as Unix seconds, UTC. The module has no clock: time is always an argument.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace afterglow {

using UnixSeconds = std::int64_t;

// Reads ISO 8601: "2026-11-21", "2026-11-21T10:00[:00[.123]]" with "Z", "+01:00", "+0100" or
// nothing (read as UTC); a blank may stand for the T. Years 1970 to 9999. Nothing for anything
// else.
std::optional<UnixSeconds> ParseIsoTime(std::string_view text);

// "2026-11-21T10:00:00Z".
std::string FormatIsoTime(UnixSeconds time);

}  // namespace afterglow
