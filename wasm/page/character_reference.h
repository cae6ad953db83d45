// Character references ("&amp;", "&#38;", "&#x26;") in attribute values and text.
#pragma once

#include <string>
#include <string_view>

namespace afterglow {

// Resolves numeric references, and of the named ones amp, lt, gt, quot, apos and nbsp; every other
// name stays as written: the two thousand others have no place in ids, classes and prices, and
// their table would double the module. In an attribute a name without ";" before "=" or a letter or
// digit is no reference, as the standard says.
std::string ResolveReferences(std::string_view text, bool in_attribute);

}  // namespace afterglow
