// SHA-256 (FIPS 180-4), for what must hold against malice: that a shard is one of its model's.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace afterglow {

using Sha256Hash = std::array<std::uint8_t, 32>;

Sha256Hash Sha256(Bytes bytes);

}  // namespace afterglow
