// How many neighbours each SKU keeps, when all of them may keep so many on average.
#pragma once

#include <cstdint>
#include <span>

#include "train/neighbour_rows.h"

namespace afterglow {

// The longest list there is, when `average` neighbours are kept per SKU.
std::uint32_t LongestList(std::uint32_t average);

// Cuts the rows' tails so that together they hold no more than if each kept `average`. What is cut
// counts least, and a neighbour counts by its weight times the root of how often its SKU was sold:
// lists that are asked for often are longer. Those that are cut keep a quarter of the average to
// twice as many, and have one of few lengths, which the model file tells in three bits.
// `orders` is [sku]; rows fall by weight.
void ShareNeighbours(NeighbourRows& rows, std::span<const std::uint32_t> orders,
                     std::uint32_t average);

}  // namespace afterglow
