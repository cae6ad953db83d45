// An order of the SKUs in which neighbours stand close together, so that the gaps between them are
// small numbers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/model_data.h"

namespace afterglow {

// Recursive graph bisection (Dhulipala et al., KDD 2016) of the SKUs, each list together with the
// SKU it belongs to being one query. Returns, for each new position, the position in `lists`.
// The search begins with `start`, a permutation. Integer arithmetic only: the same order on every
// platform.
std::vector<std::uint32_t> GraphOrder(std::span<const std::vector<NeighbourData>> lists,
                                      std::vector<std::uint32_t> start);

}  // namespace afterglow
