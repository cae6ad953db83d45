// What the next bits of a list's codes begin with, all that reading an edge needs in one word:
//   bits 0-5 bits of the code; 6-10 magnitude of the step; 12-15 level of the weight;
//   16-27 start of the table that reads the next edge.
#pragma once

#include <cstdint>

#include "model/prefix_code.h"

namespace afterglow {

inline std::uint32_t EdgeEntry(unsigned length, unsigned magnitude, unsigned level,
                               unsigned context) {
  return length | (magnitude << 6U) | (level << 12U) |
         (static_cast<unsigned>(context * kCodeTableSize) << 16U);
}
inline unsigned MagnitudeOf(std::uint32_t entry) { return (entry >> 6U) & 31U; }
inline unsigned LevelOf(std::uint32_t entry) { return (entry >> 12U) & 15U; }

}  // namespace afterglow
