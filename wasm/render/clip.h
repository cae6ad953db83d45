// Fits what a catalogue says into the place there is for it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace afterglow {

// One line, single blanks, at most `most` characters; what is cut is cut at a blank where one is
// near, and ends in "…".
std::string Clipped(std::string_view text, std::size_t most);

}  // namespace afterglow
