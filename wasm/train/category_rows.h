// Back-off for SKUs that were hardly ordered, or never: what is bought with their category.
#pragma once

#include <cstdint>
#include <span>

#include "train/neighbour_rows.h"

namespace afterglow {

// Row i becomes n/(n + strength) × itself + strength/(n + strength) × its category's row, n being
// orders[i]: a mean that is drawn towards its group's the more the less is known (James and Stein
// 1961; as a prior: `strength` orders' worth of it). A category's row is the mean of its SKUs',
// each weighing as many orders as hold it. At most `keep` stay, the strongest.
//
// SKUs without a category (0) keep their rows, and so do those with more than four times `strength`
// orders: there it would cost edges and say little. `categories` and `orders` are [sku], or empty:
// nothing changes then, nor for a strength of 0.
void BackOffToCategories(NeighbourRows& rows, std::span<const std::uint32_t> categories,
                         std::span<const std::uint32_t> orders, double strength,
                         std::uint32_t keep);

}  // namespace afterglow
