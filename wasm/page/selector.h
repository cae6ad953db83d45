// Selectors of the slot: element, #id, .class, [attr], [attr=value], any of them joined into one
// compound, and compounds below one another ("main .receipt").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "page/element.h"
#include "page/tokenizer.h"

namespace afterglow {

// One step of a selector: all of it must hold of one element.
struct Compound {
  enum class Test : std::uint8_t { kId, kClass, kHasAttribute, kAttributeEquals };
  struct Condition {
    Test test;
    std::string name;  // the attribute's name in lower case, or the id or class
    std::string value;
  };
  TagKey key = 0;  // 0: any element
  std::vector<Condition> conditions;
  std::uint32_t first_letters = 0;  // of the attributes it needs, as in Tag::first_letters

  // Names and ids compare as in a document in standards mode: names without case, values with.
  bool Matches(const Tag& tag) const;
};

// A selector, outermost step first.
using Selector = std::vector<Compound>;

// kBadArgument, naming the selector and what is wrong with it.
Result<Selector> ParseSelector(std::string_view text);

}  // namespace afterglow
