// Which arm of an experiment a unit is in: as GrowthBook's SDKs work it out, so that the shop's
// experiment tool sees the same arms. https://docs.growthbook.io/lib/build-your-own (hash version
// 2)
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace afterglow {

// Fowler-Noll-Vo 1a, 32 bits, over the UTF-16 code units of `text` as if each were a byte, as
// JavaScript's charCodeAt gives them. Bytes that are not UTF-8 count as U+FFFD.
std::uint32_t HashFnv32a(std::string_view text);

// 0 to 0.9999 in version 2, to 0.999 in version 1; nothing for other versions.
std::optional<double> Bucket(std::string_view seed, std::string_view value, int version);

// "holdout" or "treatment". In GrowthBook: an experiment with this key, hash version 2, coverage 1,
// variation 0 the holdout with the weight `holdout_share`, variation 1 the treatment with the rest;
// hash attribute: the unit. An empty unit is in no experiment: it is treated.
std::string_view ArmOf(std::string_view experiment_key, std::string_view unit, float holdout_share);

}  // namespace afterglow
