// XXH64, the 64-bit hash of the xxHash family by Y. Collet: several gigabytes per second, and a
// change of any byte changes it but for a chance of 2^-64. It finds damage, not malice: against
// forged files a model is signed.
// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace afterglow {

std::uint64_t Xxh64(Bytes bytes, std::uint64_t seed);

}  // namespace afterglow
